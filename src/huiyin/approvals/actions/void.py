"""Voiding: what was asked for is no longer what was shown."""

from django.db import transaction

from huiyin.approvals.actions.ending import end, locked
from huiyin.approvals.models import Approval
from huiyin.approvals.states import LIVE, ApprovalState
from huiyin.approvals.subjects import split
from huiyin.core.actor import Actor

EDITED = "edited"


@transaction.atomic
def void(reference: str, *, reason: str, by: Actor) -> bool:
    """For the action that edits a subject, in its transaction. `reason` is a code; False when nothing was
    asked.
    """
    row = Approval.objects.filter(subject=reference, state__in=LIVE).values_list("pk", flat=True).first()
    approval = locked(row) if row else None
    if approval is None or approval.state not in LIVE:
        return False
    end(approval, ApprovalState.VOID, by=by, reason=reason)
    return True


def void_if_edited(approval: Approval) -> bool:
    """The belt: compares what was shown with what there is now, whatever the editing action forgot."""
    subject, number = split(approval.subject)
    if approval.state not in LIVE or subject.fingerprint(number) == approval.fingerprint:
        return False
    return void(approval.subject, reason=EDITED, by=Actor.system("approvals"))

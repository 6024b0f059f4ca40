"""How an approval ends, whichever way: one move, its steps closed, its to-dos and letters taken back."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.approvals import notices
from huiyin.approvals.actions.steps import COULD_NOT_TODO, OF_DECIDERS, RETURNED_TODO
from huiyin.approvals.models import Approval, ApprovalStep
from huiyin.approvals.states import ApprovalState as S
from huiyin.approvals.states import StepState, may_move
from huiyin.approvals.subjects import SUBJECTS
from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError
from huiyin.core.models import AuditEntry
from huiyin.core.references import ref, ref_id
from huiyin.messaging import outbox
from huiyin.todos.actions import close_all, open_todo

VERBS = {
    S.REFUSED: "approval.refused",
    S.RETURNED: "approval.returned",
    S.WITHDRAWN: "approval.withdrawn",
    S.VOID: "approval.voided",
    S.EXPIRED: "approval.expired",
    S.CARRIED_OUT: "approval.carried_out",
    S.COULD_NOT: "approval.could_not",
}


def locked(approval_id: int) -> Approval:
    """The row as it is now, and nobody else's until the transaction ends."""
    rows = Approval.objects.select_for_update(of=("self",)).select_related("asked_by", "flow")
    return rows.get(pk=approval_id)


def move(approval: Approval, to: S, **fields: Any) -> None:
    """The one place where a state changes; the row is locked by the caller."""
    if not may_move(approval.state, to):
        raise DomainError("over", already(approval), _("Nothing has been changed."))
    approval.state = to
    for name, value in fields.items():
        setattr(approval, name, value)
    approval.save(update_fields=["state", *fields])


@transaction.atomic
def end(approval: Approval, to: S, *, by: Actor, reason: str = "", said: str = "") -> AuditEntry:
    """`approval` is locked. The subject hears of it, and the asker unless she did it herself."""
    move(approval, to, ended_at=clock.now(), reason=reason, said=said)
    ApprovalStep.objects.filter(approval=approval, state__in=[StepState.OPEN, StepState.WAITING]).update(
        state=StepState.CLOSED
    )
    hush(approval, by=by)
    cause = audit.record(VERBS[to], approval, by=by, subject=approval.subject, reason=reason)
    subject, number = SUBJECTS.get(approval.noun), ref_id(approval.subject, approval.noun)
    if subject is not None and number is not None and to not in {S.CARRIED_OUT, S.COULD_NOT}:
        subject.ended(number, str(to))
    todo = {S.COULD_NOT: COULD_NOT_TODO, S.RETURNED: RETURNED_TODO}.get(to)
    if todo:
        open_todo(todo, ref(approval), owner=approval.asked_by)
    if to not in {S.WITHDRAWN, S.CARRIED_OUT} and by.user_id != approval.asked_by_id:
        notices.tell_asker(approval, cause=cause)
    return cause


def hush(approval: Approval, *, by: Actor) -> None:
    """Nobody is asked any more, until the next step opens."""
    close_all(OF_DECIDERS, [ref(approval)], by=by)
    outbox.supersede(ref(approval), reason="decided", kinds=notices.TO_DECIDERS)


def already(approval: Approval) -> str:
    """Why nothing can be decided any more, as a sentence."""
    return {
        S.GRANTED: _("This has been approved already."),
        S.CARRIED_OUT: _("This has been approved and done already."),
        S.COULD_NOT: _("This was approved, but could not be done."),
        S.REFUSED: _("This has been refused already."),
        S.RETURNED: _("This has been given back for a change."),
        S.WITHDRAWN: _("Who asked has withdrawn this."),
        S.VOID: _("What was asked for has been edited since, so this question is void."),
        S.EXPIRED: _("Nobody decided in time, so this question has run out."),
    }.get(S(approval.state), "")

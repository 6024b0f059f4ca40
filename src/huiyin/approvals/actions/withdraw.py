"""Withdrawing: who asked takes the question back."""

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.approvals.actions.ending import already, end, locked
from huiyin.approvals.models import Approval
from huiyin.approvals.states import ApprovalState
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError, NotAllowed


@transaction.atomic
def withdraw(approval: Approval, *, by: Actor) -> Approval:
    approval = locked(approval.pk)
    if by.kind not in {"user", "token"} or approval.asked_by_id != by.user_id:
        raise NotAllowed("not_yours", _("Only who asked can withdraw this."))
    if approval.state != ApprovalState.ASKED:
        raise DomainError("over", already(approval), _("Nothing has been changed."))
    end(approval, ApprovalState.WITHDRAWN, by=by)
    return approval

"""Carrying out what was granted: once, for the asker, with the rights that she has at that moment.

State and work are one transaction. A worker that dies leaves neither, and the next one begins anew.
"""

import logging
from datetime import timedelta

from django.db import InterfaceError, OperationalError, transaction
from django.utils.translation import gettext as _

from huiyin.accounts.models import User
from huiyin.approvals.actions.ending import end, locked
from huiyin.approvals.actions.void import void_if_edited
from huiyin.approvals.models import Approval
from huiyin.approvals.states import ApprovalState as S
from huiyin.approvals.subjects import Subject, split
from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.core.background import enqueue, task
from huiyin.core.errors import DomainError

CARRIER = Actor.system("approvals")
LEFT_BEHIND = timedelta(minutes=5)
log = logging.getLogger(__name__)


@task
def carry_out_granted(approval_id: int) -> None:
    carry_out(approval_id)


def begin_carrying(approval_id: int) -> None:
    """Soon, if and only if the caller's transaction commits."""
    enqueue(carry_out_granted, approval_id)


def carry_out(approval_id: int) -> None:
    """Running it again changes nothing. A refusal of the subject is kept with its reason, and so is its
    breaking: neither is tried for ever. Only a database that is away leaves it granted, for the next turn.
    """
    if void_if_edited(Approval.objects.get(pk=approval_id)):
        return
    try:
        _carry_out(approval_id)
    except (OperationalError, InterfaceError):
        raise
    except DomainError as refused:
        _could_not(approval_id, refused)
    except Exception:
        log.exception("approval %s could not be carried out", approval_id)
        _could_not(approval_id, DomainError("broke", _("It broke off for a reason that the log names.")))


def carry_out_left_behind() -> int:
    """For the clock: what was granted and whose task was lost."""
    before = clock.now() - LEFT_BEHIND
    rows = Approval.objects.filter(state=S.GRANTED, granted_at__lt=before)
    left = list(rows.values_list("pk", flat=True))
    for pk in left:
        carry_out(pk)
    return len(left)


def asker_of(approval: Approval) -> Actor:
    """She as she is now: her roles are read anew, and she is nobody when her account is shut."""
    user = User.objects.filter(pk=approval.asked_by_id, is_active=True).first()
    if user is None:
        raise DomainError("asker_gone", _("The account of whoever asked has been shut."))
    return Actor(kind="user", key=f"user:{user.pk}", label=user.name, user_id=user.pk)


@transaction.atomic
def _carry_out(approval_id: int) -> None:
    approval = locked(approval_id)
    if approval.state != S.GRANTED:
        return
    subject, number = split(approval.subject)
    _still_may(subject, number, approval)
    subject.carry_out(number, asker_of(approval))
    end(approval, S.CARRIED_OUT, by=CARRIER)


def _still_may(subject: Subject, number: int, approval: Approval) -> None:
    if not subject.may_ask(asker_of(approval), number):
        raise DomainError("may_not", _("Whoever asked may not do this any more."))


@transaction.atomic
def _could_not(approval_id: int, refused: DomainError) -> None:
    approval = locked(approval_id)
    if approval.state != S.GRANTED:
        return
    end(approval, S.COULD_NOT, by=CARRIER, reason=refused.code[:60], said=str(refused))
    subject, number = split(approval.subject)
    subject.could_not(number, refused)

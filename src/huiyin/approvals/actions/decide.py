"""Deciding: one word of one person, once."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.accounts.doors import require
from huiyin.approvals import notices
from huiyin.approvals.access import DECIDE, stood_in_for
from huiyin.approvals.actions.carry_out import begin_carrying
from huiyin.approvals.actions.ending import already, end, hush, locked, move
from huiyin.approvals.actions.steps import DECIDE_TODO, open_next
from huiyin.approvals.actions.void import void_if_edited
from huiyin.approvals.flow_steps import read_step
from huiyin.approvals.models import Approval, ApprovalStep, Seat, SeatCame
from huiyin.approvals.seating import have_decided, with_stand_ins_of
from huiyin.approvals.states import ApprovalState, Choice, StepState
from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError, FieldProblem, NotAllowed
from huiyin.core.models import AuditEntry
from huiyin.core.references import ref
from huiyin.todos.actions import close_todos_of

LONGEST = 500
VERBS = {
    Choice.APPROVE: "approval.approved",
    Choice.REFUSE: "approval.said_no",
    Choice.RETURN: "approval.sent_back",
}
ENDS = {Choice.REFUSE: ApprovalState.REFUSED, Choice.RETURN: ApprovalState.RETURNED}


@dataclass(frozen=True)
class Word:
    choice: Choice
    comment: str = ""


def decide(approval: Approval, word: Word, *, by: Actor) -> Approval:
    """What stands afterwards. An edit of the subject since the question was asked voids it and is said."""
    require(by, DECIDE)
    _check(word)
    if void_if_edited(approval):
        raise DomainError(
            "edited",
            _("What was asked for has been edited since, so this question is void."),
            _("Whoever asked must ask anew."),
        )
    return _decide(approval.pk, word, by)


@transaction.atomic
def _decide(approval_id: int, word: Word, by: Actor) -> Approval:
    approval = locked(approval_id)
    if approval.state != ApprovalState.ASKED:
        raise DomainError("over", already(approval), _("Nothing has been changed."))
    step = approval.steps.get(state=StepState.OPEN)
    seat = _seat(approval, step, by)
    seat.choice, seat.comment = word.choice, word.comment.strip()
    seat.decided_at, seat.decided_by_id = clock.now(), by.user_id
    seat.save(update_fields=["choice", "comment", "decided_at", "decided_by"])
    cause = audit.record(
        VERBS[word.choice],
        approval,
        by=by,
        subject=approval.subject,
        step=step.position,
        instead_of=seat.user_id if seat.user_id != by.user_id else None,
    )
    if word.choice in ENDS:
        end(approval, ENDS[word.choice], by=by, said=seat.comment)
    elif _has_passed(step):
        _pass(approval, step, by=by, cause=cause)
    else:
        # The others are still asked; she and who could have decided for her are not.
        close_todos_of(DECIDE_TODO, ref(approval), owners=with_stand_ins_of(seat), by=by)
    return approval


def _check(word: Word) -> None:
    comment = word.comment.strip()
    if word.choice != Choice.APPROVE and not comment:
        raise _problem(_("Please say why."), _("One line is enough; only who asked reads it."))
    if len(comment) > LONGEST:
        raise _problem(_("The comment is too long."), _("500 characters are enough."))


def _problem(problem: str, mend: str) -> DomainError:
    return DomainError("comment", problem, mend, [FieldProblem("comment", problem, mend)])


def _seat(approval: Approval, step: ApprovalStep, by: Actor) -> Seat:
    """Hers first, else that of somebody for whom she stands in now. Never the asker's, and never a second
    one.
    """
    may_again = read_step(step.rule).again
    if approval.asked_by_id == by.user_id:
        raise NotAllowed("own_question", _("Nobody decides what she has asked for herself."))
    assert by.user_id is not None
    if not may_again and by.user_id in have_decided(approval):
        raise NotAllowed("decided_before", _("You have already decided in this."))
    free = step.seats.filter(choice="")
    seat = free.filter(user=by.user_id).first() or free.filter(user__in=stood_in_for(by.user_id)).first()
    if seat is None:
        raise NotAllowed("not_asked", _("Nobody has asked you to decide this, or somebody else has already."))
    return seat


def _has_passed(step: ApprovalStep) -> bool:
    """One of them, all of them, or one from above in their place."""
    seats = list(step.seats.all())
    said = [one for one in seats if one.choice == Choice.APPROVE]
    if read_step(step.rule).need == "any" or any(one.came == SeatCame.ABOVE for one in said):
        return bool(said)
    return len(said) == len([one for one in seats if one.came == SeatCame.FLOW])


def _pass(approval: Approval, step: ApprovalStep, *, by: Actor, cause: AuditEntry) -> None:
    step.state = StepState.PASSED
    step.save(update_fields=["state"])
    hush(approval, by=by)
    if open_next(approval, cause=cause):
        return
    move(approval, ApprovalState.GRANTED, granted_at=clock.now())
    granted = audit.record("approval.granted", approval, by=by, subject=approval.subject)
    begin_carrying(approval.pk)
    notices.tell_asker(approval, cause=granted)

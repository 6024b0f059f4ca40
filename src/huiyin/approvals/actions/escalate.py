"""When time runs out, or nobody is left: first a word to those who were asked, then the next above, at last
an end.
"""

from collections.abc import Iterable

from django.db import transaction

from huiyin.accounts.models import User
from huiyin.approvals import notices
from huiyin.approvals.actions.ending import end, locked
from huiyin.approvals.actions.steps import STUCK_TODO, add_seats, ask_once, with_stand_ins
from huiyin.approvals.deadlines import due
from huiyin.approvals.flow_steps import StepRule, read_step
from huiyin.approvals.models import Approval, ApprovalStep
from huiyin.approvals.seating import Seating, able_of, have_decided, next_above, seating_of
from huiyin.approvals.states import ApprovalState, StepState
from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.models import AuditEntry
from huiyin.core.references import ref
from huiyin.todos.actions import close_todos, open_todo

CLOCK = Actor.system("approvals")


def escalate_due() -> int:
    """For the clock: steps whose time has run out, whose people are gone or away, or that found nobody."""
    now, moved = clock.now(), 0
    for pk in _to_look_at():
        moved += _look_at(pk, is_late=ApprovalStep.objects.filter(pk=pk, due_at__lte=now).exists())
    return moved


def _to_look_at() -> Iterable[int]:
    """Few are open at a time: each is asked whether somebody is left."""
    rows = ApprovalStep.objects.filter(state=StepState.OPEN, approval__state=ApprovalState.ASKED)
    return list(rows.order_by("due_at", "pk").values_list("pk", flat=True))


@transaction.atomic
def _look_at(step_id: int, *, is_late: bool) -> bool:
    approval = locked(ApprovalStep.objects.get(pk=step_id).approval_id)
    step = ApprovalStep.objects.filter(pk=step_id, state=StepState.OPEN).first()
    if step is None or approval.state != ApprovalState.ASKED:
        return False
    step.approval, rule = approval, read_step(step.rule)
    undecided = [one.user for one in step.seats.filter(choice="").select_related("user")]
    if step.is_stuck:
        return _try_anew(step, rule) or (is_late and _run_out(approval))
    if not able_of(undecided, approval.asked_by, _barred(approval, rule)):
        return _to_above(step, rule, undecided, "gone")
    if not is_late:
        return _ask_stand_ins(step, undecided)
    return _remind(step, rule, undecided) if not step.escalated else _to_above(step, rule, undecided, "late")


def _ask_stand_ins(step: ApprovalStep, undecided: list[User]) -> bool:
    """Somebody has gone away since: who stands in for her is asked once."""
    standing_in = {one.pk for one in with_stand_ins(undecided)} - {one.pk for one in undecided}
    fresh = ask_once(step, standing_in)
    if not fresh:
        return False
    notices.tell_asked(step.approval, fresh, cause=_record(step, "away", len(fresh)))
    return True


def _remind(step: ApprovalStep, rule: StepRule, undecided: list[User]) -> bool:
    cause = _record(step, "late", 0)
    _again(step, rule)
    notices.tell_late(step.approval, with_stand_ins(undecided), turn=step.escalated, cause=cause)
    return True


def _to_above(step: ApprovalStep, rule: StepRule, undecided: list[User], why: str) -> bool:
    """To the first above who can; when there is nobody, one more turn for those who are asked, then the
    end.
    """
    barred = _barred(step.approval, rule) | set(step.seats.values_list("user", flat=True))
    seating = next_above(undecided, step.approval.asked_by, barred)
    if not seating.users:
        return _run_out(step.approval) if why == "late" else _nobody(step)
    cause = _record(step, why, len(seating.users))
    _again(step, rule)
    add_seats(step, seating, cause=cause)
    return True


def _nobody(step: ApprovalStep) -> bool:
    step.is_stuck = True
    step.save(update_fields=["is_stuck"])
    _record(step, "nobody", 0)
    open_todo(STUCK_TODO, ref(step.approval), owner=None)
    return True


def _try_anew(step: ApprovalStep, rule: StepRule) -> bool:
    """Somebody may have come since."""
    approval = step.approval
    seating: Seating = seating_of(rule, approval.asked_by, approval.org_unit, _barred(approval, rule))
    if not seating.users:
        return False
    step.is_stuck = False
    step.save(update_fields=["is_stuck"])
    close_todos(STUCK_TODO, ref(approval), by=CLOCK)
    add_seats(step, seating, cause=_record(step, "found", len(seating.users)))
    return True


def _run_out(approval: Approval) -> bool:
    end(approval, ApprovalState.EXPIRED, by=CLOCK, reason="late")
    return True


def _again(step: ApprovalStep, rule: StepRule) -> None:
    step.escalated += 1
    step.due_at = due(rule, clock.now())
    step.save(update_fields=["escalated", "due_at"])


def _barred(approval: Approval, rule: StepRule) -> set[int]:
    return {approval.asked_by_id} | (set() if rule.again else have_decided(approval))


def _record(step: ApprovalStep, why: str, people: int) -> AuditEntry:
    approval = step.approval
    return audit.record(
        "approval.escalated", approval, by=CLOCK, subject=approval.subject, why=why, people=people
    )

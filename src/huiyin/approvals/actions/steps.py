"""Opening a step: its people, its time, their to-dos and letters. In the caller's transaction."""

from collections.abc import Collection, Sequence

from huiyin.accounts.models import User
from huiyin.approvals import notices
from huiyin.approvals.deadlines import due
from huiyin.approvals.flow_steps import read_step
from huiyin.approvals.models import Approval, ApprovalStep, Seat
from huiyin.approvals.seating import Seating, have_decided, seating_of, stand_ins_now
from huiyin.approvals.states import StepState
from huiyin.core import clock
from huiyin.core.models import AuditEntry
from huiyin.core.references import ref
from huiyin.todos.actions import open_todo
from huiyin.todos.models import Todo

DECIDE_TODO, STUCK_TODO, COULD_NOT_TODO, RETURNED_TODO = (
    "approval.decide",
    "approval.stuck",
    "approval.could_not",
    "approval.returned",
)
OF_DECIDERS = (DECIDE_TODO, STUCK_TODO)


def open_next(approval: Approval, *, cause: AuditEntry) -> bool:
    """Open the first step that waits; False when all have passed."""
    step = approval.steps.filter(state=StepState.WAITING).order_by("position").first()
    if step is None:
        return False
    rule, now = read_step(step.rule), clock.now()
    step.state, step.opened_at, step.due_at = StepState.OPEN, now, due(rule, now)
    step.save(update_fields=["state", "opened_at", "due_at"])
    seating = seating_of(rule, approval.asked_by, approval.org_unit, have_decided(approval))
    add_seats(step, seating, cause=cause)
    return True


def add_seats(step: ApprovalStep, seating: Seating, *, cause: AuditEntry) -> list[User]:
    """Seat who has no seat yet; each gets a to-do and a letter, and so does who stands in for her. When
    nobody is left at all, everybody who looks after the house is told.
    """
    approval, seated = step.approval, set(step.seats.values_list("user", flat=True))
    fresh = [one for one in seating.users if one.pk not in seated]
    Seat.objects.bulk_create(Seat(step=step, user=one, came=seating.came) for one in fresh)
    if not fresh and not seated:
        step.is_stuck = True
        step.save(update_fields=["is_stuck"])
        open_todo(STUCK_TODO, ref(approval), owner=None)
        return []
    told = with_stand_ins(fresh)
    ask_once(step, {one.pk for one in told})
    notices.tell_asked(approval, told, cause=cause)
    return fresh


def with_stand_ins(users: Sequence[User]) -> list[User]:
    """They, and who decides in their place while they are away."""
    stand_ins = stand_ins_now([one.pk for one in users])
    return list(
        User.objects.filter(pk__in={*(one.pk for one in users), *(p for p in stand_ins.values() if p)})
    )


def ask_once(step: ApprovalStep, user_ids: Collection[int]) -> list[User]:
    """A to-do for those who have had none for this step; they are returned."""
    about = ref(step.approval)
    rows = Todo.objects.filter(kind=DECIDE_TODO, about=about, opened_at__gte=step.opened_at or clock.now())
    had = set(rows.values_list("owner", flat=True))
    fresh = list(User.objects.filter(pk__in=set(user_ids) - had))
    for one in fresh:
        open_todo(DECIDE_TODO, about, owner=one, due_at=step.due_at)
    return fresh

"""What approvals' pages show, gathered once; no HTML here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.approvals import queries
from huiyin.approvals.models import Absence, Approval, ApprovalStep, Seat, SeatCame
from huiyin.approvals.states import ApprovalState, Choice, StepState
from huiyin.approvals.subjects import SUBJECTS, Fact, split
from huiyin.approvals.words import outcome, shape_of, title_of
from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError

PAGE = 50
TABS: dict[str, str | Promise] = {
    "waiting": gettext_lazy("Waiting for me"),
    "asked": gettext_lazy("Asked by me"),
    "decided": gettext_lazy("Decided by me"),
}


@dataclass(frozen=True)
class Line:
    approval: Approval
    title: str
    shape: str
    word: str
    due: datetime | None
    is_late: bool


@dataclass(frozen=True)
class Said:
    """One seat, or the wait for it: whose, instead of whom, what and when."""

    name: str
    instead_of: str
    shape: str
    word: str
    comment: str
    at: datetime | None
    is_above: bool


@dataclass(frozen=True)
class StepLine:
    number: int
    is_open: bool
    is_stuck: bool
    said: Sequence[Said]
    needs_all: bool
    due: datetime | None


@dataclass(frozen=True)
class Whole:
    """One approval for one reader."""

    line: Line
    facts: Sequence[Fact]
    then: Sequence[str]
    url: str
    verb: str
    steps: Sequence[StepLine]
    may_decide: bool
    may_withdraw: bool
    said: str


def rows_of(actor: Actor, tab: str) -> QuerySet[Approval]:
    of = {"waiting": queries.waiting_for, "asked": queries.asked_by, "decided": queries.decided_by}
    return of[tab](actor).select_related("asked_by")


def lines_of(approvals: Sequence[Approval]) -> list[Line]:
    """In one query besides the titles."""
    steps = ApprovalStep.objects.filter(approval__in=approvals, state=StepState.OPEN)
    due = {step.approval_id: step.due_at for step in steps}
    return [_line(one, due.get(one.pk)) for one in approvals]


def read_whole(actor: Actor, approval: Approval) -> Whole:
    subject, number = split(approval.subject)
    may_decide = queries.waiting_for(actor).filter(pk=approval.pk).exists()
    mine = approval.asked_by_id == actor.user_id and actor.kind in {"user", "token"}
    steps = [_step(one) for one in _steps(approval)]
    due = next((one.due for one in steps if one.is_open), None)
    return Whole(
        line=_line(approval, due),
        facts=_facts(approval, actor),
        then=list(subject.then(number)),
        url=subject.url(number) if mine else "",
        verb=str(subject.verb) or _("Approve"),
        steps=steps,
        may_decide=may_decide,
        may_withdraw=mine and approval.state == ApprovalState.ASKED,
        said=approval.said,
    )


def absence_of(actor: Actor) -> Absence | None:
    """The one that holds now or will."""
    rows = Absence.objects.filter(user=actor.user_id, ends__gt=clock.now(), ended_early_at=None)
    return rows.select_related("stand_in").order_by("starts").first()


def labels() -> dict[str, str]:
    return {noun: str(subject.label) for noun, subject in SUBJECTS.items()}


def _line(approval: Approval, due: datetime | None) -> Line:
    is_late = bool(due and due < clock.now() and approval.state == ApprovalState.ASKED)
    return Line(approval, title_of(approval), shape_of(approval), outcome(approval), due, is_late)


def _facts(approval: Approval, actor: Actor) -> Sequence[Fact]:
    subject, number = split(approval.subject)
    try:
        return subject.facts(number, actor)
    except DomainError as gone:
        return [Fact(_("What"), str(gone))]


def _steps(approval: Approval) -> Sequence[ApprovalStep]:
    rows = approval.steps.exclude(opened_at=None).order_by("position")
    return list(rows.prefetch_related("seats__user", "seats__decided_by"))


def _step(step: ApprovalStep) -> StepLine:
    seats = sorted(step.seats.all(), key=lambda one: one.pk)
    is_open = step.state == StepState.OPEN
    # Once it has passed, who was not needed any more says nothing.
    shown = [one for one in seats if one.choice or is_open]
    return StepLine(
        number=step.position,
        is_open=is_open,
        is_stuck=step.is_stuck and is_open,
        said=[_said(one) for one in shown],
        needs_all=step.rule.get("need") == "all" and len(seats) > 1,
        due=step.due_at if is_open else None,
    )


def _said(seat: Seat) -> Said:
    words = {
        Choice.APPROVE.value: ("ok", _("Approved")),
        Choice.REFUSE.value: ("off", _("Refused")),
        Choice.RETURN.value: ("wait", _("Given back for a change")),
    }
    shape, word = words.get(seat.choice, ("wait", _("Asked")))
    stood_in = seat.decided_by is not None and seat.decided_by_id != seat.user_id
    return Said(
        name=seat.decided_by.name if seat.decided_by else seat.user.name,
        instead_of=seat.user.name if stood_in else "",
        shape=shape,
        word=word,
        comment=seat.comment,
        at=seat.decided_at,
        is_above=seat.came == SeatCame.ABOVE,
    )

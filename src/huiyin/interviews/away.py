"""Interviewers who cannot be there although they are asked: who they are, and what falls to others then."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huiyin.core.actor import Actor
from huiyin.core.references import ref
from huiyin.interviews.models import Interview, Participant
from huiyin.interviews.states import OPEN
from huiyin.jobs.models import HiringTeam, TeamRole
from huiyin.people.models import Employee
from huiyin.todos import actions as todos
from huiyin.workforce.models import Booking

UNAVAILABLE_TODO = "interview.interviewer_unavailable"
UNAVAILABLE = "interviewer.unavailable"

REASONS: dict[str, str | Promise] = {
    "meeting": _("Another meeting"),
    "travel": _("Travelling"),
    "came_up": _("Something came up"),
    "knows": _("I know the candidate and should not judge"),
}
"""What may be said with it; the key is kept, never words about a colleague."""


@dataclass(frozen=True)
class Away:
    """One who cannot be there, and why, as far as she said."""

    employee: Employee
    why: str


def away_from(row: Interview) -> list[Away]:
    """Who of its interviewers said so; asks nothing where participants are at hand."""
    return [
        Away(one.employee, str(REASONS.get(one.unavailable_note, "")))
        for one in row.participants.all()
        if one.unavailable_at is not None
    ]


def is_unmanned(row: Interview) -> bool:
    """It is on, and of those who should hold it nobody can."""
    people = list(row.participants.all())
    return row.state in OPEN and bool(people) and all(one.unavailable_at is not None for one in people)


def coming(row: Interview, people: Sequence[Employee]) -> list[Employee]:
    """Those of its people whose time it still takes."""
    rows = Participant.objects.filter(interview=row, unavailable_at__isnull=False)
    gone = set(rows.values_list("employee_id", flat=True))
    return [one for one in people if one.pk not in gone]


def ask_anew(row: Interview, *, by: Actor) -> None:
    """At another time everybody is asked anew."""
    Participant.objects.filter(interview=row, unavailable_at__isnull=False).update(
        unavailable_at=None, unavailable_note=""
    )
    close_todo(row, by=by)


def close_todo(row: Interview, *, by: Actor) -> None:
    """Nothing is left to arrange as soon as nobody is away any more, or it is over."""
    still = Participant.objects.filter(interview=row, unavailable_at__isnull=False)
    if row.state not in OPEN or not still.exists():
        todos.close_todos(UNAVAILABLE_TODO, ref(row), by=by)


def stand_ins(row: Interview) -> list[Employee]:
    """Colleagues of the job's team who could hold it instead: not asked yet, and free at that time."""
    team = HiringTeam.objects.filter(job=row.application.job_id, employee=OuterRef("pk"))
    asked = Participant.objects.filter(interview=row, employee=OuterRef("pk"))
    key = Concat(Value("employee:"), Cast(OuterRef("pk"), CharField()), output_field=CharField())
    busy = Booking.objects.filter(resource=key, start__lt=row.end, end__gt=row.start)
    free = Q(Exists(team.exclude(role=TeamRole.RECRUITER))) & ~Q(Exists(asked)) & ~Q(Exists(busy))
    return list(Employee.objects.filter(free, is_active=True).order_by("name", "pk"))

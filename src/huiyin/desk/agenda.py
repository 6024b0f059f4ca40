"""Today on the desk: who is met when and where, who has said what, and the line where the day stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiyin.core.wording import clock_time
from huiyin.desk.queries import Day
from huiyin.interviews.labels import state_label
from huiyin.interviews.models import Interview
from huiyin.interviews.models import InterviewState as S


@dataclass(frozen=True)
class Note:
    shape: str
    text: str


@dataclass(frozen=True)
class AgendaLine:
    """One line of today; `is_next` draws the now-line above it. Notes are what differs from the plan."""

    interview: Interview
    is_past: bool
    is_next: bool
    notes: tuple[Note, ...]

    @property
    def shown(self) -> tuple[object, ...]:
        """All that the page says of it, for its tag."""
        row = self.interview
        names = tuple(one.employee.name for one in row.participants.all())
        facts = (row.pk, row.version, state_label(row), row.application.candidate.name, names)
        return (*facts, self.is_past, self.is_next, self.notes)


def agenda_of(day: Day, now: datetime) -> list[AgendaLine]:
    coming = next((row.pk for row in day.held if row.start > now), None)
    return [AgendaLine(row, row.end <= now, row.pk == coming, tuple(_notes(row))) for row in day.held]


def is_over(lines: Sequence[AgendaLine]) -> bool:
    """Whether the now-line stands below them all."""
    return bool(lines) and not any(line.is_next for line in lines)


def _notes(row: Interview) -> list[Note]:
    found = []
    if row.state == S.CHECKED_IN and row.checked_in_at:
        at = clock_time(row.checked_in_at, row.time_zone)
        found.append(Note("ok", _("there since {time}").format(time=at)))
    elif row.late_minutes and row.state in {S.SCHEDULED, S.CONFIRMED}:
        said = ngettext("{n} minute late", "{n} minutes late", row.late_minutes)
        found.append(Note("wait", said.format(n=row.late_minutes)))
    away = [one.employee.name for one in row.participants.all() if one.unavailable_at]
    return found + [Note("late", _("{name} cannot come").format(name=name)) for name in away]

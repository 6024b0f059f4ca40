"""Changes so late that a letter may not be read in time: somebody may be on the way already."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from huiyin.company.queries import the_company
from huiyin.core import clock
from huiyin.core.references import ref
from huiyin.interviews import queries, timing
from huiyin.interviews.models import Interview
from huiyin.interviews.notices import LATE_CALL_TODO
from huiyin.interviews.plans import Tell
from huiyin.todos.actions import open_todo

CALL_WITHIN = timedelta(hours=1)


def is_late(row: Interview, hours: int | None = None) -> bool:
    """It is today, or begins within the hours in which its candidate may not move it herself any more."""
    hours = the_company().self_move_hours if hours is None else hours
    now = clock.now()
    return timing.is_same_day(row.start, row.time_zone, now) or row.start - timedelta(hours=hours) <= now


def late_ones(rows: Sequence[Interview]) -> list[Interview]:
    hours = the_company().self_move_hours
    return [row for row in rows if is_late(row, hours)]


def ask_to_call(rows: Sequence[Interview], tell: Tell, *, is_late: bool = False) -> None:
    """Whoever looks after them is asked to call those whose change comes late; `is_late` says so of all."""
    if not tell.call:
        return
    for row in rows if is_late else late_ones(rows):
        owner = queries.owner_of(row)
        open_todo(LATE_CALL_TODO, ref(row), owner=owner, due_at=call_by(row), interview=row.pk)


def call_by(row: Interview) -> datetime:
    """Soon, and before it would have begun if that is still to come."""
    soon = clock.now() + CALL_WITHIN
    return min(soon, row.start) if row.start > clock.now() else soon

"""Moving many together: where each would stand, who stands in whose way, and what cannot move and why."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from huiyin.core import clock
from huiyin.core.errors import DomainError
from huiyin.core.references import ref
from huiyin.interviews import queries
from huiyin.interviews.actions.guards import clash_of, named_resources
from huiyin.interviews.models import Interview
from huiyin.interviews.plans import Move, Plan
from huiyin.interviews.rules import Rules, settle, settled_start
from huiyin.interviews.states import OPEN
from huiyin.workforce.queries import Busy, busy_times, nearest_free

UNITS = {"minutes": 1, "hours": 60, "days": 24 * 60}


@dataclass(frozen=True)
class Shift:
    """To another day at the same hour of its own clock, or by so many minutes; `days` keep the hour too."""

    on: date | None = None
    minutes: int = 0
    days: int = 0

    def start_of(self, row: Interview) -> datetime:
        """Raises a DomainError where the clocks skip or repeat that hour."""
        if not (self.on or self.days):
            return row.start + timedelta(minutes=self.minutes)
        wall = row.start.astimezone(ZoneInfo(row.time_zone))
        day = self.on or wall.date() + timedelta(days=self.days)
        at = time(wall.hour, wall.minute, wall.second)
        return settled_start(datetime.combine(day, at), row.time_zone)

    @property
    def is_later(self) -> bool:
        return self.minutes > 0 or self.days > 0

    def in_order(self, rows: Iterable[Interview]) -> list[Interview]:
        """So that each moves into time that the one before it has left."""
        return sorted(rows, key=lambda row: (row.start, row.pk), reverse=self.is_later)

    def move_of(self, row: Interview) -> Move:
        return Move(self.start_of(row))


@dataclass(frozen=True)
class Moving:
    """One that can move, and when it would begin."""

    row: Interview
    start: datetime

    @property
    def span(self) -> tuple[datetime, datetime]:
        return self.start, self.start + (self.row.end - self.row.start)


@dataclass
class Plans:
    """Those that can move in order of time, and why the others cannot."""

    moving: list[Moving]
    stuck: list[tuple[Interview, DomainError]]


def plan_moves(rows: Sequence[Interview], shift: Shift) -> Plans:
    """What a moved one leaves is free for the others. Whoever cannot move stays and may be in the way."""
    stuck: dict[int, DomainError] = {}
    wanted = {one.row.pk: one for one in _wanted(rows, shift, stuck)}
    needs = {row.pk: _resources(row) for row in rows}
    taken = _taken_by_others(list(wanted.values()), needs, {ref(row) for row in rows})
    while True:
        clashed = _clashing(rows, wanted, needs, taken)
        if not clashed:
            break
        for pk, busy in clashed.items():
            stuck[pk] = _clash(wanted.pop(pk), busy, needs[pk])
    moving = sorted(wanted.values(), key=lambda one: (one.start, one.row.pk))
    return Plans(moving, [(row, stuck[row.pk]) for row in rows if row.pk in stuck])


def _wanted(rows: Sequence[Interview], shift: Shift, stuck: dict[int, DomainError]) -> Iterable[Moving]:
    rules = Rules(clock.now())
    for row in rows:
        try:
            yield _moving(row, shift, rules)
        except DomainError as refused:
            stuck[row.pk] = refused


def _moving(row: Interview, shift: Shift, rules: Rules) -> Moving:
    one = Moving(row, shift.start_of(row))
    if one.start == row.start:
        raise DomainError("there_already", _("It stands there already."), _("Nothing changes for it."))
    problem = rules.judge(row.application, _plan(one))
    if problem:
        raise problem
    return one


def _plan(one: Moving) -> Plan:
    row, where = one.row, queries.where_of(one.row)
    minutes = int((row.end - row.start).total_seconds() // 60)
    plan = Plan(
        row.round_no,
        where.mode,
        one.start,
        minutes,
        place=where.place,
        room=where.room,
        video_link=where.video_link,
        note=row.note,
        time_zone=row.time_zone,
    )
    return settle(plan, minutes=minutes, zone=row.time_zone)


def _resources(row: Interview) -> dict[str, str]:
    """At another time everybody is asked anew, also who could not be there."""
    people = [one.employee for one in row.participants.all()]
    return named_resources(row.application.candidate, people, row.room)


def _taken_by_others(
    wanted: Sequence[Moving], needs: dict[int, dict[str, str]], own: Collection[str]
) -> dict[str, list[Busy]]:
    found: dict[str, list[Busy]] = defaultdict(list)
    if wanted:
        names = {key for one in wanted for key in needs[one.row.pk]}
        first, last = min(one.span[0] for one in wanted), max(one.span[1] for one in wanted)
        for busy in busy_times(names, first, last):
            if busy.about not in own:
                found[busy.resource].append(busy)
    return found


def _clashing(
    rows: Sequence[Interview],
    wanted: dict[int, Moving],
    needs: dict[int, dict[str, str]],
    others: dict[str, list[Busy]],
) -> dict[int, list[Busy]]:
    """Those whose new time is not free, of others, of who stays, and of who moved there before them."""
    taken = {key: list(spans) for key, spans in others.items()}
    for row in rows:
        if row.pk not in wanted and row.state in OPEN:
            _take(taken, row.pk, needs, row.start, row.end)
    clashed: dict[int, list[Busy]] = {}
    for pk, one in wanted.items():
        start, end = one.span
        busy = [
            each for key in needs[pk] for each in taken.get(key, ()) if each.start < end and start < each.end
        ]
        if busy:
            clashed[pk] = busy
        else:
            _take(taken, pk, needs, start, end)
    return clashed


def _take(
    taken: dict[str, list[Busy]], pk: int, needs: dict[int, dict[str, str]], start: datetime, end: datetime
) -> None:
    for key in needs[pk]:
        taken.setdefault(key, []).append(Busy(key, start, end, f"interview:{pk}"))


def _clash(one: Moving, busy: Sequence[Busy], names: dict[str, str]) -> DomainError:
    zone = one.row.time_zone
    nearest = nearest_free(list(names), one.span, zone, except_about=ref(one.row))
    return clash_of(busy, names, nearest, zone)

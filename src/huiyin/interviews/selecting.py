"""Which interviews to change together: those still to come that fit a filter, and those ticked among them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from huiyin.accounts.doors import may
from huiyin.company.models import Place, Room
from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.core.days import day_in
from huiyin.core.ids import id_in, is_id
from huiyin.interviews import queries
from huiyin.interviews.access import reached
from huiyin.interviews.day import Filters
from huiyin.interviews.models import Interview, InterviewState
from huiyin.interviews.states import OPEN
from huiyin.jobs.models import Job
from huiyin.people.models import Employee

PAGE = 100
MOST = 1000
"""So many at most are changed together."""
DAYS = 7
TO_COME = (*OPEN, InterviewState.DECLINED)
PERMISSIONS = {
    "cancel": "interviews:cancel",
    "move": "interviews:arrange",
    "change": "interviews:arrange",
}
Asked = Any
"""The query dict of the page."""


@dataclass(frozen=True)
class Selection:
    """What the list is narrowed to; empty words mean all."""

    first: date
    last: date
    zone: str
    filters: Filters
    room: str = ""
    state: str = ""

    @property
    def is_narrowed(self) -> bool:
        return bool(self.filters.query or self.room or self.state)

    def within(self, rows: QuerySet[Interview]) -> QuerySet[Interview]:
        rows = self.filters.within(self.of_days(rows))
        if self.room:
            rows = rows.filter(room=id_in(self.room))
        return rows.filter(state=self.state) if self.state else rows

    def of_days(self, rows: QuerySet[Interview]) -> QuerySet[Interview]:
        opens = max(queries.day_span(self.first, self.zone)[0], clock.now())
        return rows.filter(start__gte=opens, start__lt=queries.day_span(self.last, self.zone)[1])


def read_selection(asked: Asked, zone: str) -> Selection:
    """As the address says; a day alone is that day, and without one it is the week from today on."""
    today = clock.today(zone)
    day = day_in(asked.get("day", ""))
    first = day_in(asked.get("first", "")) or day or today
    last = day_in(asked.get("last", "")) or day or first + timedelta(days=DAYS - 1)
    words = (asked.get(name, "") for name in ("job", "interviewer", "place"))
    state = asked.get("state", "")
    return Selection(
        first=first,
        last=max(first, last),
        zone=zone,
        filters=Filters(*words),
        room=asked.get("room", ""),
        state=state if state in TO_COME else "",
    )


def selectable(actor: Actor, verb: str = "") -> QuerySet[Interview]:
    """Those still to come that she may change by a verb, or by any. A letter's link changes one at a time."""
    if actor.kind == "staff_link":
        return Interview.objects.none()
    names = [PERMISSIONS[verb]] if verb else sorted({*PERMISSIONS.values()})
    able = [name for name in names if may(actor, name)]
    rows = reached(actor, able[0]) if able else Interview.objects.none()
    for name in able[1:]:
        rows = rows | reached(actor, name)
    return rows.filter(state__in=TO_COME, start__gt=clock.now())


def verbs_of(actor: Actor) -> list[str]:
    return [verb for verb, name in PERMISSIONS.items() if may(actor, name)] if actor.kind == "user" else []


@dataclass(frozen=True)
class Options:
    """What the filters offer: only what occurs on the days looked at."""

    jobs: Sequence[Job]
    people: Sequence[Employee]
    places: Sequence[Place]
    rooms: Sequence[Room]


def options_of(rows: QuerySet[Interview]) -> Options:
    keys = rows.order_by()
    return Options(
        jobs=list(Job.objects.filter(pk__in=keys.values("application__job")).order_by("title", "pk")),
        people=list(Employee.objects.filter(pk__in=keys.values("participants__employee")).order_by("name")),
        places=list(Place.objects.filter(pk__in=keys.values("place")).order_by("name")),
        rooms=list(
            Room.objects.filter(pk__in=keys.values("room")).select_related("place").order_by("place", "name")
        ),
    )


@dataclass(frozen=True)
class Chosen:
    """Those somebody chose, in order of time, and the versions of them that she looked at."""

    rows: Sequence[Interview]
    seen: Mapping[int, int]

    @property
    def word(self) -> str:
        """As one field of a form, however many they are."""
        return ",".join(f"{row.pk}:{self.seen.get(row.pk, row.version)}" for row in self.rows)

    @property
    def pairs(self) -> list[tuple[int, int]]:
        return [(row.pk, self.seen.get(row.pk, row.version)) for row in self.rows]


def chosen_of(actor: Actor, verb: str, asked: Asked, zone: str) -> Chosen:
    """The ticked ones; or all who fit the filter but for those shown here and unticked."""
    words = [one for text in asked.getlist("chosen") for one in text.split(",")]
    seen = _numbers(words)
    rows = selectable(actor, verb)
    if asked.get("everyone"):
        found = read_selection(asked, zone).within(rows)
        rows = found.exclude(pk__in=_numbers(asked.getlist("shown")).keys() - seen.keys())
    else:
        rows = rows.filter(pk__in=list(seen)[: MOST + 1])
    kept = list(queries.with_people(rows).order_by("start", "pk")[: MOST + 1])
    return Chosen(kept, {pk: version for pk, version in seen.items() if version})


def by_keys(actor: Actor, verb: str, keys: Collection[int]) -> dict[int, Interview]:
    """For work in the background: those that its starter still reaches, whatever has become of them."""
    rows = queries.with_people(reached(actor, PERMISSIONS[verb]).filter(pk__in=keys))
    return {row.pk: row for row in rows}


def _numbers(words: Iterable[str]) -> dict[int, int]:
    """`12:3`: the interview and the version looked at; `12` alone is the interview as it stands."""
    found: dict[int, int] = {}
    for word in words:
        key, _colon, version = word.partition(":")
        if is_id(key):
            found[int(key)] = id_in(version)
    return found

"""What the boards of a day, a week and a month show, and the reception's list, for their templates."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.accounts.doors import may
from huiyin.company.models import Company
from huiyin.company.working_days import Calendar
from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.interviews import day, labels, queries
from huiyin.interviews.access import visible_to
from huiyin.interviews.day import Filters, Known
from huiyin.interviews.models import Interview, InterviewState
from huiyin.interviews.presence import AWAITED
from huiyin.interviews.queries import Touches

S = InterviewState
SHOWN_OF_A_DAY = 15
"""In a week; the day itself shows them all."""


@dataclass(frozen=True)
class When:
    """Which board: the day looked at, the house's today and its clock."""

    on: date
    today: date
    zone: str

    @property
    def is_today(self) -> bool:
        return self.on == self.today


def day_board(
    actor: Actor, company: Company, when: When, filters: Filters, touches: Touches
) -> dict[str, Any]:
    """`touches` are those of all interviews of the day that the actor sees."""
    rows = list(queries.interviews_of_day(visible_to(actor), when.on, when.zone))
    shown = [row for row in rows if filters.fit(row)]
    known = _known(actor, company, when, touches)
    last_of_week = when.on + timedelta(days=6 - when.on.weekday())
    silent = [row for row in shown if row.state == S.SCHEDULED and row.start > known.now]
    return {
        "headline": day.headline(
            rows, is_today=when.is_today, on=when.on, language=get_language() or "zh-hans"
        ),
        "next": day.next_one(rows, known.now),
        "left_this_week": queries.count_between(
            visible_to(actor), when.on + timedelta(days=1), last_of_week, when.zone
        ),
        "columns": day.columns(shown, known),
        "shown": shown,
        "off": sum(row.state == S.CANCELLED for row in shown),
        "silent": len(silent) if known.arranges else 0,
        "jobs": {row.application.job_id: row.application.job for row in rows}.values(),
        "people": {one.employee_id: one.employee for row in rows for one in row.participants.all()}.values(),
        "places": {row.place_id: row.place for row in rows if row.place}.values(),
    }


def by_time(rows: Sequence[Interview], group: str) -> list[tuple[str, list[tuple[Interview, str, str]]]]:
    """In order of time, whole or for each place or interviewer; a heading and its lines."""
    found: dict[str, list[tuple[Interview, str, str]]] = {}
    for row in rows:
        for heading in _headings(row, group):
            found.setdefault(heading, []).append((row, labels.state_shape(row), labels.state_label(row)))
    return sorted(found.items())


def _headings(row: Interview, group: str) -> Iterable[str]:
    if group == "place":
        return [row.place.name if row.place else str(labels.MODES[row.mode])]  # type: ignore[index]
    if group == "interviewer":
        return [one.employee.name for one in row.participants.all()] or [_("Without an interviewer")]
    return [""]


def _known(actor: Actor, company: Company, when: When, touches: Touches) -> Known:
    arranges = may(actor, "interviews:arrange")
    return Known(
        zone=when.zone,
        now=clock.now(),
        is_today=when.is_today,
        no_show_minutes=company.no_show_minutes,
        sees_words=arranges,
        arranges=arranges,
        attends=may(actor, "interviews:attend"),
        touches=touches,
    )


@dataclass(frozen=True)
class DayCount:
    """One day of a week or month: how many, and how they have answered."""

    on: date
    total: int
    waiting: int
    coming: int
    open: int
    over: int
    is_working: bool
    is_today: bool
    is_outside: bool = False


def week_board(actor: Actor, when: When, filters: Filters) -> dict[str, Any]:
    """Seven days, each with the first of its interviews and the number of the others."""
    monday = when.on - timedelta(days=when.on.weekday())
    rows = _within(visible_to(actor), filters, monday, monday + timedelta(days=6), when.zone)
    days = counts(rows, [monday + timedelta(days=n) for n in range(7)], when)
    few: dict[date, list[int]] = {}
    wall = ZoneInfo(when.zone)
    for pk, start in rows.exclude(state=S.CANCELLED).order_by("start", "pk").values_list("pk", "start"):
        of_day = few.setdefault(start.astimezone(wall).date(), [])
        if len(of_day) < SHOWN_OF_A_DAY:
            of_day.append(pk)
    shown = queries.with_people(Interview.objects.filter(pk__in=[pk for day in few.values() for pk in day]))
    known = {row.pk: row for row in shown}
    return {
        "days": [
            (one, [_line(known[pk]) for pk in few.get(one.on, [])], one.total - len(few.get(one.on, [])))
            for one in days
        ],
        "total": sum(one.total for one in days),
        "waiting": sum(one.waiting for one in days),
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7),
        "first": monday,
        "last": monday + timedelta(days=6),
    }


def month_board(actor: Actor, when: When, filters: Filters) -> dict[str, Any]:
    """Whole weeks around a month, with the numbers of each day."""
    first = when.on.replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    begin = first - timedelta(days=first.weekday())
    weeks = -(-(after - begin).days // 7)
    days = [begin + timedelta(days=n) for n in range(weeks * 7)]
    rows = _within(visible_to(actor), filters, days[0], days[-1], when.zone)
    found = counts(rows, days, when, month=first.month)
    inside = [one for one in found if not one.is_outside]
    return {
        "weeks": [found[n : n + 7] for n in range(0, len(found), 7)],
        "filled": [one for one in inside if one.total],
        "total": sum(one.total for one in inside),
        "waiting": sum(one.waiting for one in inside),
        "first": first,
        "before": first - timedelta(days=1),
        "after": after,
    }


def counts(rows: QuerySet[Interview], days: Sequence[date], when: When, *, month: int = 0) -> list[DayCount]:
    """One query whatever their number; cancelled ones are not counted."""
    numbers: dict[date, Counter[str]] = {}
    by_day = rows.exclude(state=S.CANCELLED).annotate(on=TruncDate("start", tzinfo=ZoneInfo(when.zone)))
    for on, state, n in by_day.order_by().values_list("on", "state").annotate(n=Count("pk")):
        numbers.setdefault(on, Counter())[state] += n
    calendar = Calendar()
    return [_count(on, numbers.get(on, Counter()), calendar, when, month) for on in days]


def _count(on: date, states: Counter[str], calendar: Calendar, when: When, month: int) -> DayCount:
    return DayCount(
        on=on,
        total=states.total(),
        waiting=states[S.SCHEDULED],
        coming=states[S.CONFIRMED] + states[S.CHECKED_IN],
        open=states[S.RESCHEDULE_REQUESTED] + states[S.DECLINED],
        over=states[S.COMPLETED] + states[S.NO_SHOW],
        is_working=calendar.is_working(on),
        is_today=on == when.today,
        is_outside=bool(month) and on.month != month,
    )


def reception_list(actor: Actor, when: When, filters: Filters) -> list[tuple[str, list[Interview]]]:
    """Who comes to which place, for the colleague at the door: times, names, rooms, interviewers."""
    rows = queries.interviews_of_day(visible_to(actor).filter(place__isnull=False), when.on, when.zone)
    found: dict[str, list[Interview]] = {}
    for row in rows:
        is_coming = row.state in AWAITED or row.state == S.CHECKED_IN
        if is_coming and row.place and filters.fit(row):
            found.setdefault(row.place.name, []).append(row)
    return sorted(found.items())


def _line(row: Interview) -> tuple[Interview, str, str]:
    return row, labels.state_shape(row), labels.state_label(row)


def _within(
    rows: QuerySet[Interview], filters: Filters, first: date, last: date, zone: str
) -> QuerySet[Interview]:
    opens, closes = queries.day_span(first, zone)[0], queries.day_span(last, zone)[1]
    return filters.within(rows.filter(start__gte=opens, start__lt=closes))

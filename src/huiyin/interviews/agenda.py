"""我的面试: what one interviewer has before her, as a phone shows it. Other people's interviews never."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from huiyin.core import clock, wording
from huiyin.core.actor import Actor
from huiyin.core.live import tag_of
from huiyin.interviews import labels, queries, saying
from huiyin.interviews.access import taking_part
from huiyin.interviews.models import Interview, InterviewState

S = InterviewState
DAYS_AHEAD = 14
MOST = 60
OFF = frozenset({S.CANCELLED, S.EXPIRED, S.DRAFT})


@dataclass(frozen=True)
class Line:
    """One of her interviews. `badge` is what is known of the candidate now: a shape and a word."""

    interview: Interview
    title: str
    where: str
    people: str
    badge: tuple[str, str]
    is_past: bool
    is_next: bool
    is_away: bool


@dataclass(frozen=True)
class DayOfLines:
    on: date
    lines: Sequence[Line]


def agenda_page(actor: Actor, zone: str) -> dict[str, Any]:
    """Today with the present in it, and the two weeks after it; a few queries."""
    now, today = clock.now(), clock.today(zone)
    opens = queries.day_span(today, zone)[0]
    ahead = queries.day_span(today + timedelta(days=DAYS_AHEAD), zone)[1]
    rows = taking_part(actor).filter(start__gte=opens, start__lt=ahead).exclude(state__in=OFF)
    found = list(queries.with_people(rows).order_by("start", "pk")[:MOST])
    next_up = next((row.pk for row in found if _is_to_come(row, actor, now)), None)
    lines = [line_of(row, actor, now=now, next_up=next_up) for row in found]
    days = [DayOfLines(on, list(group)) for on, group in groupby(lines, key=lambda one: _day(one, zone))]
    of_today = next((day.lines for day in days if day.on == today), [])
    return {
        "today": today,
        "now": now,
        "zone": zone,
        "headline": headline(of_today, zone),
        "lines": of_today,
        "next": next((one for one in lines if one.is_next), None),
        "days": [day for day in days if day.on != today],
        "this_week": sum(1 for one in lines if _day(one, zone) <= today + timedelta(6 - today.weekday())),
        "is_narrow": actor.kind == "staff_link",
        "tag": tag_of(today, list(_facts(lines))),
    }


def line_of(row: Interview, actor: Actor, *, now: datetime, next_up: int | None = None) -> Line:
    language = get_language() or "zh-hans"
    people = list(row.participants.all())
    others = [one.employee.name for one in people if one.employee.user_id != actor.user_id]
    return Line(
        interview=row,
        title=f"{saying.job_title(row, language)} {saying.round_name(row, language)}",
        where=saying.meeting_point(row, language),
        people=_("With {names}").format(names=_(", ").join(others)) if others else "",
        badge=badge_of(row),
        is_past=row.end <= now or row.state in {S.COMPLETED, S.NO_SHOW},
        is_next=row.pk == next_up,
        is_away=any(one.unavailable_at for one in people if one.employee.user_id == actor.user_id),
    )


def badge_of(row: Interview) -> tuple[str, str]:
    """Being here counts more than being late, and that more than the answer."""
    if row.state == S.CHECKED_IN and row.checked_in_at:
        at = wording.clock_time(row.checked_in_at, row.time_zone)
        return "ok", _("Here since {time}").format(time=at)
    if row.late_minutes and row.state in {S.SCHEDULED, S.CONFIRMED, S.RESCHEDULE_REQUESTED}:
        return "late", _("{n} minutes late").format(n=row.late_minutes)
    return labels.state_shape(row), labels.state_label(row)


def headline(lines: Sequence[Line], zone: str) -> str:
    """今天 2 场，下一场 14:00."""
    if not lines:
        return _("No interview today")
    many = ngettext("{n} interview today", "{n} interviews today", len(lines)).format(n=len(lines))
    following = next((one for one in lines if one.is_next), None)
    if following is None:
        return many
    at = wording.clock_time(following.interview.start, zone)
    return _("{many}, the next at {time}").format(many=many, time=at)


def _is_to_come(row: Interview, actor: Actor, now: datetime) -> bool:
    mine = next((one for one in row.participants.all() if one.employee.user_id == actor.user_id), None)
    is_off = row.state in {S.DECLINED, S.COMPLETED, S.NO_SHOW}
    return row.start > now and not is_off and (mine is None or mine.unavailable_at is None)


def _day(line: Line, zone: str) -> date:
    return line.interview.start.astimezone(ZoneInfo(zone)).date()


def _facts(lines: Sequence[Line]) -> Iterator[tuple[object, ...]]:
    for one in lines:
        row = one.interview
        yield row.pk, row.version, one.title, one.where, one.people, one.badge
        yield one.is_past, one.is_next, one.is_away

"""A year's working days as the page shows them: month by month, our own table over the shipped one."""

import calendar
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from huiyin.company.calendar_files import BadLine
from huiyin.company.models import CalendarDay
from huiyin.company.working_days import is_known, own_years, shipped_days

FIRST, LAST = 2004, 2100


@dataclass(frozen=True)
class Day:
    """`kind`: "" an ordinary day, `weekend`, `holiday`, `exchanged` (worked although a weekend); `is_own`
    when our own table says so.
    """

    on: date
    kind: str
    name: str
    is_own: bool


@dataclass(frozen=True)
class Month:
    first: date
    weeks: list[list[Day | None]]


@dataclass(frozen=True)
class YearPage:
    """`source`: `shipped`, `own` when somebody here said it is complete, or `unknown`."""

    year: int
    source: str
    months: list[Month]
    own: list[CalendarDay]
    working: int
    holidays: int

    @property
    def is_known(self) -> bool:
        return self.source != "unknown"


def year_page(year: int) -> YearPage:
    own = list(CalendarDay.objects.filter(on__year=year).order_by("on"))
    said = {row.on: row for row in own}
    shipped = shipped_days(year)
    days = {on: _day(on, said.get(on), shipped) for month in range(1, 13) for on in _days_of(year, month)}
    source = "own" if year in own_years() else "shipped" if is_known(date(year, 12, 31)) else "unknown"
    return YearPage(
        year=year,
        source=source,
        months=[_month(year, month, days) for month in range(1, 13)],
        own=own,
        working=sum(one.kind in {"", "exchanged"} for one in days.values()),
        holidays=sum(one.kind == "holiday" for one in days.values()),
    )


def _day(on: date, own: CalendarDay | None, shipped: dict[date, tuple[bool, str]]) -> Day:
    is_weekend = on.weekday() >= 5
    works, name = (own.is_working, own.name) if own else shipped.get(on, (not is_weekend, ""))
    if works:
        kind = "exchanged" if is_weekend else ""
    else:
        kind = "weekend" if is_weekend and not name else "holiday"
    return Day(on, kind, name, own is not None)


def _days_of(year: int, month: int) -> list[date]:
    return [date(year, month, day) for day in range(1, calendar.monthrange(year, month)[1] + 1)]


def _month(year: int, month: int, days: dict[date, Day]) -> Month:
    weeks = calendar.Calendar().monthdatescalendar(year, month)
    rows = [[days[on] if on.month == month else None for on in week] for week in weeks]
    return Month(date(year, month, 1), rows)


def bad_line_words(bad: BadLine) -> str:
    what = {
        "date": _("there is no date such as 2027-02-17"),
        "year": _("the day lies in another year"),
        "twice": _("the day stands there twice"),
        "kind": _("write holiday or work, or 休 or 班"),
        "many": _("more than 120 days differ from their weekdays"),
        "file": _("this is not a calendar file"),
    }[bad.code]
    return _("Line %(line)s: %(what)s.") % {"line": bad.line, "what": what}

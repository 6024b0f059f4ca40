"""Working days, 调休 included: the company's own table first, then the shipped Chinese one.

The shipped table knows only announced years; for others somebody here enters the holidays and says that
they are complete (`CalendarYear`). Past both, weekends and the holidays that fall on the same date each
year are known, but not the lunar ones nor the exchanged days. Days there are counted by what is known, and
`unknown_years` lets every page that shows such a date say so.
"""

from collections.abc import Iterable
from datetime import date, timedelta

import chinese_calendar

from huiyin.company.models import CalendarDay, CalendarYear

SAME_DATE_EACH_YEAR = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
"""Statutory holidays as (month, day), by the regulation in force since 2025."""


def is_known(on: date) -> bool:
    """Whether the year's holidays have been announced in the shipped table."""
    try:
        chinese_calendar.is_workday(on)
    except NotImplementedError:
        return False
    return True


def own_years() -> set[int]:
    """The years of which somebody here said that their holidays stand in our own table."""
    return set(CalendarYear.objects.values_list("year", flat=True))


def unknown_years(days: Iterable[date]) -> list[int]:
    """Those years of these days whose holidays nobody has told us; a query only if the shipped table ends."""
    years = sorted({on.year for on in days if not is_known(date(on.year, 12, 31))})
    said = own_years() if years else set()
    return [year for year in years if year not in said]


def unknown_horizon(start: date, count: int) -> int | None:
    """The unknown year that `count` working days from `start` reach into, if any."""
    unknown = unknown_years([start, add_working_days(start, count)])
    return unknown[0] if unknown else None


def shipped_days(year: int) -> dict[date, tuple[bool, str]]:
    """What the shipped table says of a year that differs from its weekdays: works or not, and the holiday's
    name. Empty when the year has not been announced.
    """
    found: dict[date, tuple[bool, str]] = {}
    on = date(year, 1, 1)
    while on.year == year and is_known(on):
        works = bool(chinese_calendar.is_workday(on))
        _is_off, name = chinese_calendar.get_holiday_detail(on)
        if works != (on.weekday() < 5) or (name and not works):
            found[on] = (works, str(getattr(name, "value", name) or ""))
        on += timedelta(days=1)
    return found


def is_working_day(on: date) -> bool:
    own = CalendarDay.objects.filter(on=on).first()
    return own.is_working if own else _shipped(on)


def is_holiday(on: date) -> bool:
    """A named public holiday; an ordinary weekend is not one."""
    own = CalendarDay.objects.filter(on=on).first()
    if own:
        return not own.is_working
    if not is_known(on):
        return (on.month, on.day) in SAME_DATE_EACH_YEAR
    is_off, name = chinese_calendar.get_holiday_detail(on)
    return bool(is_off and name)


def add_working_days(start: date, count: int) -> date:
    """The day `count` working days after `start`; `start` itself does not count."""
    return working_days_after(start, count)[-1] if count > 0 else start


def working_days_after(start: date, count: int) -> list[date]:
    """The next `count` working days; `start` itself is not among them."""
    own = {row.on: row.is_working for row in CalendarDay.objects.filter(on__gt=start)}
    found: list[date] = []
    on = start
    while len(found) < count:
        on += timedelta(days=1)
        if own.get(on, _shipped(on)):
            found.append(on)
    return found


def _shipped(on: date) -> bool:
    if is_known(on):
        return bool(chinese_calendar.is_workday(on))
    return on.weekday() < 5 and (on.month, on.day) not in SAME_DATE_EACH_YEAR


class Calendar:
    """The working days read once, for a page that asks about many dates."""

    def __init__(self) -> None:
        self._between: dict[tuple[date, date], int] = {}
        self._days = {row.on: row.is_working for row in CalendarDay.objects.all()}

    def is_working(self, on: date) -> bool:
        if on not in self._days:
            self._days[on] = _shipped(on)
        return self._days[on]

    def add(self, start: date, count: int) -> date:
        """The day `count` working days after `start`; `start` itself does not count."""
        on = start
        while count > 0:
            on += timedelta(days=1)
            count -= self.is_working(on)
        return on

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and with `end`; none when the end comes first."""
        if (start, end) not in self._between:
            days = range(1, (end - start).days + 1)
            self._between[start, end] = sum(self.is_working(start + timedelta(days=n)) for n in days)
        return self._between[start, end]

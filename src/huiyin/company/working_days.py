"""Working days, 调休 included: the company's own table first, then the shipped Chinese one.

The shipped table knows only announced years; past them weekends alone are known, and `is_known` says so.
"""

from datetime import date, timedelta

import chinese_calendar

from huiyin.company.models import CalendarDay


def is_known(on: date) -> bool:
    """Whether the year's holidays have been announced in the shipped table."""
    try:
        chinese_calendar.is_workday(on)
    except NotImplementedError:
        return False
    return True


def is_working_day(on: date) -> bool:
    own = CalendarDay.objects.filter(on=on).first()
    return own.is_working if own else _shipped(on)


def is_holiday(on: date) -> bool:
    """A named public holiday; an ordinary weekend is not one."""
    own = CalendarDay.objects.filter(on=on).first()
    if own:
        return not own.is_working
    if not is_known(on):
        return False
    is_off, name = chinese_calendar.get_holiday_detail(on)
    return bool(is_off and name)


def add_working_days(start: date, count: int) -> date:
    """The day `count` working days after `start`; `start` itself does not count."""
    own = {row.on: row.is_working for row in CalendarDay.objects.filter(on__gt=start)}
    on = start
    while count > 0:
        on += timedelta(days=1)
        count -= own.get(on, _shipped(on))
    return on


def _shipped(on: date) -> bool:
    return chinese_calendar.is_workday(on) if is_known(on) else on.weekday() < 5

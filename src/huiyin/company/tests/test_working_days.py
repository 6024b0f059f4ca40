"""Working days: the company's table, the announced years, and what is known of the others."""

from datetime import date

import pytest

from huiyin.company.models import CalendarDay
from huiyin.company.working_days import (
    add_working_days,
    is_holiday,
    is_known,
    is_working_day,
    working_days_after,
)

pytestmark = pytest.mark.django_db


def test_exchanged_days_of_an_announced_year_are_known() -> None:
    # 4 January 2026 is a Sunday that was exchanged for New Year's holiday.
    assert (is_working_day(date(2026, 1, 4)), is_holiday(date(2026, 1, 2))) == (True, True)


def test_a_weekend_is_off_but_no_holiday() -> None:
    assert (is_working_day(date(2026, 11, 28)), is_holiday(date(2026, 11, 28))) == (False, False)


def test_holidays_on_the_same_date_each_year_are_known_ahead() -> None:
    assert not is_known(date(2030, 10, 1))
    assert (is_holiday(date(2030, 10, 1)), is_working_day(date(2030, 10, 1))) == (True, False)
    assert is_working_day(date(2030, 10, 8))


def test_the_companys_own_day_wins() -> None:
    CalendarDay.objects.create(on=date(2030, 10, 1), is_working=True, name="值班")
    CalendarDay.objects.create(on=date(2026, 11, 26), is_working=False, name="司庆")

    assert (is_holiday(date(2030, 10, 1)), is_working_day(date(2030, 10, 1))) == (False, True)
    assert is_holiday(date(2026, 11, 26))
    assert add_working_days(date(2026, 11, 25), 1) == date(2026, 11, 27)


def test_the_next_working_days_leave_out_the_start() -> None:
    friday = date(2026, 11, 27)

    assert working_days_after(friday, 2) == [date(2026, 11, 30), date(2026, 12, 1)]
    assert add_working_days(friday, 0) == friday

from datetime import date, datetime, time, timedelta, timezone

import pytest

from huiyin.imports.dates import Habits, Moment, habits_of, read_moment
from huiyin.imports.problems import Unreadable

THIS = Habits(first_year=2025, last_year=2027)
TUESDAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-01 14:30",
        "2026/12/1 14:30",
        "2026.12.01 14：30",
        "2026年12月1日 14:30",
        "2026年12月1日 周二 下午2点半",
        "2026年12月1日（星期二）14时30分",
        "20261201 14:30",
        "1 Dec 2026 2:30 PM",
        "1st December 2026, 14:30",
        "Dec 1, 2026 2.30 pm",
        "Tue 1 Dec 2026 14:30",
        "13.12.2026 14:30",
    ],
)
def test_many_shapes_mean_one_moment(text: str):
    on = date(2026, 12, 13) if text.startswith("13.") else TUESDAY

    assert read_moment(text, THIS) == Moment(on, time(14, 30))


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        (datetime.fromisoformat("2026-12-01 14:30"), Moment(TUESDAY, time(14, 30))),
        (datetime.fromisoformat("2026-12-01 00:00"), Moment(TUESDAY)),
        (TUESDAY, Moment(TUESDAY)),
    ],
)
def test_a_spreadsheets_own_dates_are_taken(cell, moment: Moment):
    assert read_moment(cell, THIS) == moment


def test_an_offset_is_kept():
    moment = read_moment("2026-12-01T14:30:00+05:30", THIS)

    assert moment.at == datetime(2026, 12, 1, 14, 30, tzinfo=timezone(timedelta(hours=5, minutes=30)))


@pytest.mark.parametrize(
    ("text", "accepts"),
    [
        ("03/04/2026", "2026-03-04 or 2026-04-03"),
        ("03-04-2026", "2026-03-04 or 2026-04-03"),
        ("03.04.2026", "2026-03-04 or 2026-04-03"),
        ("26/05/25", "2025-05-26 or 2026-05-25"),
    ],
)
def test_a_date_with_two_readings_is_never_guessed(text: str, accepts: str):
    with pytest.raises(Unreadable) as refused:
        read_moment(text, THIS)

    assert refused.value.accepts.replace(" 或 ", " or ") == accepts


def test_dots_are_read_as_the_rest_of_the_column_proves():
    habits = habits_of(["13.02.2015", "25.06.2015", "06.02.2015"])

    assert read_moment("06.02.2015", habits).on == date(2015, 2, 6)


def test_dots_that_contradict_each_other_prove_nothing():
    habits = habits_of(["13.02.2015", "02.13.2015", "06.02.2015"])

    with pytest.raises(Unreadable):
        read_moment("06.02.2015", habits)


def test_slashes_prove_nothing_because_a_spreadsheet_turns_just_the_doubtful_ones():
    habits = habits_of(["26/05/2016", "21/04/2016", "05/11/2016"])

    with pytest.raises(Unreadable):
        read_moment("05/11/2016", habits)


def test_two_digits_are_a_year_only_where_the_sheet_has_years_like_that():
    habits = habits_of(["13.02.2016"] * 3)

    assert read_moment("21.4.16", habits).on == date(2016, 4, 21)


def test_a_year_that_stands_out_is_reported():
    habits = habits_of([*["13.04.2016"] * 60, *["13.04.2015"] * 10, "13.04.2023"])

    with pytest.raises(Unreadable, match="2023"):
        read_moment("13.04.2023", habits)
    assert (habits.first_year, habits.last_year) == (2015, 2016)


@pytest.mark.parametrize(
    "text",
    [
        "12月1日 14:30",
        "1/12 14:30",
        "46000",
        "明天",
        "2026-02-30",
        "",
        "2026-12-01 25:00",
        "2026-12-01 14",
        "2062-12-01",
    ],
)
def test_what_is_no_date_is_refused(text: str):
    with pytest.raises(Unreadable):
        read_moment(text, THIS)


@pytest.mark.parametrize("text", ["2026-12-01 周三", "Wed 1 Dec 2026", "2026年12月1日（星期天）"])
def test_a_wrong_weekday_is_refused(text: str):
    with pytest.raises(Unreadable):
        read_moment(text, THIS)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("12.00 PM", time(12)),
        ("12:30 am", time(0, 30)),
        ("9.30 Am", time(9, 30)),
        ("上午9点", time(9)),
        ("下午2:05", time(14, 5)),
        ("中午12点", time(12)),
    ],
)
def test_times_of_day(text: str, clock: time):
    assert read_moment(f"2026-12-01 {text}", THIS).clock == clock

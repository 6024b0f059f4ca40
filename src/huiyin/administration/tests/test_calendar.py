"""节假日: one day, a year at once, and a year that nobody has told us of."""

from datetime import date

import pytest
from django.test import Client

from huiyin.administration.tests.conftest import Settings
from huiyin.company.calendar_files import BadLine, DayLine, read_days
from huiyin.company.models import CalendarDay, CalendarYear
from huiyin.company.working_days import is_working_day, unknown_horizon, unknown_years

LINES = "日期,类型,名称\n2027-02-17,休,春节\n2027年2月20日，班，调休\n"
ICS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//y//
BEGIN:VEVENT
UID:1
SUMMARY:春节 休
DTSTART;VALUE=DATE:20270216
DTEND;VALUE=DATE:20270219
END:VEVENT
BEGIN:VEVENT
UID:2
SUMMARY:春节 班
DTSTART;VALUE=DATE:20270220
END:VEVENT
END:VCALENDAR
"""


def test_lines_are_read_with_a_header_and_chinese_signs() -> None:
    assert read_days(LINES, year=2027) == (
        [DayLine(date(2027, 2, 17), False, "春节"), DayLine(date(2027, 2, 20), True, "调休")],
        [],
    )


def test_an_ics_file_is_read_day_by_day() -> None:
    days, bad = read_days(ICS, year=2027)

    assert bad == []
    assert [(one.on.day, one.is_working) for one in days] == [
        (16, False),
        (17, False),
        (18, False),
        (20, True),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2027-02-30,休,春节", "date"),
        ("2026-02-17,休,春节", "year"),
        ("2027-02-17,也许,春节", "kind"),
        ("2027-02-17,休,春节\n2027-02-17,班,春节", "twice"),
    ],
)
def test_bad_lines_are_named(text: str, code: str) -> None:
    lines = f"日期,类型\n{text}"

    assert read_days(lines, year=2027)[1] == [BadLine(len(lines.splitlines()), code)]


def test_a_year_is_known_when_somebody_says_that_it_is_complete(admin: Client, house: Settings) -> None:
    assert unknown_years([date(2027, 3, 1)]) == [2027]
    assert "还没有人告诉我们 2027 年怎么放假" in admin.get("/settings/calendar/2027/").content.decode()

    answer = admin.post("/settings/calendar/2027/import/", {"lines": LINES, "is_complete": "on"})

    assert answer.status_code == 302
    assert unknown_years([date(2027, 3, 1)]) == []
    assert (is_working_day(date(2027, 2, 17)), is_working_day(date(2027, 2, 20))) == (False, True)
    assert "还没有人告诉我们" not in admin.get("/settings/calendar/2027/").content.decode()


def test_a_bad_line_takes_nothing_over(admin: Client, house: Settings) -> None:
    answer = admin.post(
        "/settings/calendar/2027/import/", {"lines": "2027-02-17,休,春节\n2027-02-31,休,春节"}
    )

    assert answer.status_code == 422
    assert "第 2 行" in answer.content.decode()
    assert not CalendarDay.objects.exists()
    assert not CalendarYear.objects.exists()


def test_one_day_is_set_and_follows_the_shipped_calendar_again(admin: Client, house: Settings) -> None:
    admin.post("/settings/calendar/days/2026-11-26/", {"kind": "holiday", "name": "周年"})
    assert not is_working_day(date(2026, 11, 26))

    admin.post("/settings/calendar/days/2026-11-26/", {"kind": "shipped"})
    assert is_working_day(date(2026, 11, 26))


def test_a_promise_that_reaches_into_an_unknown_year_says_so(admin: Client, house: Settings) -> None:
    assert unknown_horizon(date(2026, 11, 25), 5) is None
    assert unknown_horizon(date(2026, 12, 25), 10) == 2027
    CalendarYear.objects.create(year=2027, said_at="2026-11-20T00:00:00Z")
    assert unknown_horizon(date(2026, 12, 25), 10) is None


@pytest.mark.parametrize("path", ["1999/", "9999/", "days/9999-01-01/"])
def test_a_year_that_is_none_is_not_found(admin: Client, house: Settings, path: str) -> None:
    assert admin.get(f"/settings/calendar/{path}").status_code == 404

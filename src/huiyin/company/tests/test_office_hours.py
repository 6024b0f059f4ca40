from datetime import datetime, timedelta

import pytest

from huiyin.company.office_hours import add_office_time, read_office_hours

HOURS = read_office_hours("9:00–18:00")


def due(start, hours, *, off=()):
    at = datetime.fromisoformat(f"{start}+08:00")
    end = add_office_time(
        at,
        timedelta(hours=hours),
        hours=HOURS,
        zone="Asia/Shanghai",
        is_working_day=lambda on: on.weekday() < 5 and on.isoformat() not in off,
    )
    return end.astimezone(at.tzinfo).isoformat()[:16]


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-11-25T10:00", 2, "2026-11-25T12:00"),
        ("2026-11-25T16:00", 2, "2026-11-25T18:00"),
        ("2026-11-25T17:30", 2, "2026-11-26T10:30"),
        ("2026-11-25T06:00", 2, "2026-11-25T11:00"),
        ("2026-11-25T20:00", 2, "2026-11-26T11:00"),
        ("2026-11-27T17:30", 2, "2026-11-30T10:30"),
        ("2026-11-28T12:00", 2, "2026-11-30T11:00"),
        ("2026-11-25T10:00", 20, "2026-11-27T12:00"),
    ],
)
def test_hours_count_only_while_the_office_is_open(start, hours, end):
    assert due(start, hours) == end


def test_holidays_do_not_count():
    assert due("2026-11-25T17:30", 2, off=("2026-11-26", "2026-11-27")) == "2026-11-30T10:30"


@pytest.mark.parametrize("text", ["9:00-18:00", "09:00–18:00", "9:00～18:00", " 9:00 至 18:00 "])
def test_hours_are_read_in_several_spellings(text):
    assert read_office_hours(text) == HOURS


@pytest.mark.parametrize("text", ["", "9–18", "18:00–9:00", "9:00–25:00", "all day"])
def test_what_is_no_span_of_a_day_is_not_read(text):
    assert read_office_hours(text) is None

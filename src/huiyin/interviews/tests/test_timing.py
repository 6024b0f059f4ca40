"""When reminders and answers fall due, also across a change of clocks."""

from datetime import UTC, date, datetime, timedelta

import pytest

from huiyin.interviews.models import NotifyRule
from huiyin.interviews.reminding import reminders_of
from huiyin.interviews.seeds import RULES
from huiyin.interviews.timing import (
    is_same_day,
    our_answer_by,
    reminders_due,
    reminders_skipped,
    reply_by,
)

SHANGHAI, NEW_YORK = "Asia/Shanghai", "America/New_York"
NOW = datetime(2026, 11, 24, 2, 20, tzinfo=UTC)
SHIPPED = reminders_of(NotifyRule(**one) for one in RULES)
DAY_BEFORE = SHIPPED[1]


def test_the_day_before_is_the_same_hour_on_the_wall_across_a_change_of_clocks() -> None:
    # New York falls back on 1 November 2026: 10:00 is 15:00 UTC on that day and 14:00 UTC the day before.
    start = datetime(2026, 11, 1, 15, 0, tzinfo=UTC)

    assert DAY_BEFORE.due(start, NEW_YORK) == datetime(2026, 10, 31, 14, 0, tzinfo=UTC)
    assert DAY_BEFORE.due(start, SHANGHAI) == start - timedelta(days=1)


def test_past_ones_are_skipped_and_named() -> None:
    start = NOW + timedelta(hours=20)

    assert [one.kind for one, _due in reminders_due(SHIPPED, start, SHANGHAI, NOW)] == [
        "interview.reminder_same_day"
    ]
    assert reminders_skipped(SHIPPED, start, SHANGHAI, NOW) == [
        "interview.reminder_three_days",
        "interview.reminder_day_before",
        "interview.unanswered_24h",
    ]


def test_a_chase_leaves_the_invitation_a_day_alone() -> None:
    assert "interview.reminder_three_days" in reminders_skipped(
        SHIPPED, NOW + timedelta(days=3, hours=20), SHANGHAI, NOW
    )
    assert "interview.reminder_three_days" not in reminders_skipped(
        SHIPPED, NOW + timedelta(days=4, hours=1), SHANGHAI, NOW
    )


@pytest.mark.parametrize(
    ("start", "by"),
    [
        # Far ahead: tomorrow when the office closes.
        (NOW + timedelta(days=9), datetime(2026, 11, 25, 10, 0, tzinfo=UTC)),
        # Tomorrow afternoon: twelve hours before.
        (datetime(2026, 11, 25, 6, 0, tzinfo=UTC), datetime(2026, 11, 24, 18, 0, tzinfo=UTC)),
        # In four hours: half of them, on a round minute.
        (NOW + timedelta(hours=4), NOW + timedelta(hours=2)),
    ],
)
def test_an_answer_is_asked_for_well_before_the_start(start: datetime, by: datetime) -> None:
    assert reply_by(start, SHANGHAI, NOW) == by


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        # A working morning: today at 18:00.
        (datetime(2026, 11, 24, 2, 0, tzinfo=UTC), datetime(2026, 11, 24, 10, 0, tzinfo=UTC)),
        # After 14:00: tomorrow at noon.
        (datetime(2026, 11, 24, 7, 0, tzinfo=UTC), datetime(2026, 11, 25, 4, 0, tzinfo=UTC)),
        # Friday night: Monday at noon.
        (datetime(2026, 11, 27, 14, 0, tzinfo=UTC), datetime(2026, 11, 30, 4, 0, tzinfo=UTC)),
    ],
)
def test_we_answer_within_working_hours(asked: datetime, answer: datetime) -> None:
    def is_working_day(on: date) -> bool:
        return on.weekday() < 5

    assert our_answer_by(asked, SHANGHAI, is_working_day) == answer


def test_the_night_before_counts_as_the_same_day() -> None:
    start = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)

    assert is_same_day(start, SHANGHAI, start - timedelta(hours=2))
    assert is_same_day(start, SHANGHAI, start - timedelta(hours=11))
    assert not is_same_day(start, SHANGHAI, start - timedelta(hours=13))

from datetime import UTC, datetime, time

import pytest

from huiyin.messaging.quiet import QuietHours

SHANGHAI = QuietHours("Asia/Shanghai", time(21), time(8))
SIESTA = QuietHours("Europe/Madrid", time(14), time(16))


def utc(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "quiet"),
    [
        (utc(25, 12, 59), False),
        (utc(25, 13, 0), True),
        (utc(25, 23, 59), True),
        (utc(26, 0, 0), False),
        (utc(26, 4, 0), False),
    ],
)
def test_the_night_is_the_recipient_s_night(at: datetime, quiet: bool) -> None:
    assert SHANGHAI.is_quiet(at) is quiet


def test_quiet_hours_within_a_day() -> None:
    assert SIESTA.is_quiet(utc(25, 13, 30))
    assert not SIESTA.is_quiet(utc(25, 15, 0))
    assert SIESTA.until(utc(25, 13, 30)) == utc(25, 15, 0)


def test_a_night_ends_in_the_morning_on_either_side_of_midnight() -> None:
    assert SHANGHAI.until(utc(25, 14, 0)) == utc(26, 0, 0)
    assert SHANGHAI.until(utc(25, 20, 0)) == utc(26, 0, 0)


def test_an_early_reminder_goes_out_the_evening_before() -> None:
    seven_in_the_morning = utc(25, 23, 0)

    assert SHANGHAI.evening_before(seven_in_the_morning) == utc(25, 12, 30)


def test_the_next_allowance_begins_when_the_next_night_is_over() -> None:
    assert SHANGHAI.next_morning(utc(25, 4, 0)) == utc(26, 0, 0)
    assert SHANGHAI.day_began(utc(25, 4, 0)) == utc(24, 16, 0)


def test_quiet_hours_of_no_length_are_never_quiet() -> None:
    assert not any(
        QuietHours("Asia/Shanghai", time(3), time(3)).is_quiet(utc(25, hour)) for hour in range(24)
    )

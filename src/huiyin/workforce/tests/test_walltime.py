"""Wall times that exist once, never, or twice."""

from datetime import UTC, datetime

import pytest

from huiyin.workforce.walltime import is_zone, moment, oddity


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("zone", "text", "expected"),
    [
        ("America/New_York", "2026-03-08T02:30", "skipped"),
        ("Europe/London", "2026-03-29T01:30", "skipped"),
        ("Australia/Sydney", "2026-10-04T02:30", "skipped"),
        ("America/New_York", "2026-11-01T01:30", "twice"),
        ("Europe/London", "2026-10-25T01:30", "twice"),
        ("Australia/Sydney", "2026-04-05T02:30", "twice"),
        ("America/New_York", "2026-03-08T01:59", None),
        ("America/New_York", "2026-03-08T03:00", None),
        ("Asia/Shanghai", "2026-03-08T02:30", None),
    ],
)
def test_odd_hours_are_recognised(zone: str, text: str, expected: str | None) -> None:
    assert oddity(wall(text), zone) == expected


def test_a_sound_wall_time_is_one_moment() -> None:
    assert moment(wall("2026-11-26T14:00"), "Asia/Shanghai") == datetime(2026, 11, 26, 6, 0, tzinfo=UTC)
    assert moment(wall("2026-07-01T09:00"), "Europe/London") == datetime(2026, 7, 1, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2026-03-08T02:30", "2026-11-01T01:30"])
def test_an_odd_one_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"skipped|twice"):
        moment(wall(text), "America/New_York")


@pytest.mark.parametrize(
    ("name", "known"),
    [("Asia/Shanghai", True), ("UTC", True), ("Asia/Nowhere", False), ("", False), ("..", False)],
)
def test_zones_are_known_by_name(name: str, known: bool) -> None:
    assert is_zone(name) == known

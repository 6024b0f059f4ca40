"""Free starts from busy spans: edges, changes of clocks, and a comparison with brute force."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huiyin.workforce.slots import Span, free_starts, hours_of, merged, nearest, overlaps

DAY = date(2026, 11, 26)
QUARTER = timedelta(minutes=15)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 26, hour, minute, tzinfo=UTC)


def test_touching_and_overlapping_spans_become_one() -> None:
    assert merged([(at(10), at(11)), (at(9), at(10)), (at(10, 30), at(10, 45)), (at(12), at(13))]) == [
        (at(9), at(11)),
        (at(12), at(13)),
    ]


def test_the_last_start_ends_exactly_when_the_window_does() -> None:
    starts = free_starts([], [(at(9), at(12))], timedelta(minutes=90), step=timedelta(minutes=30))

    assert starts == [at(9), at(9, 30), at(10), at(10, 30)]


def test_one_may_begin_when_another_ends() -> None:
    hour = timedelta(hours=1)

    assert free_starts([(at(10), at(11))], [(at(9), at(12))], hour, step=hour) == [at(9), at(11)]


def test_a_busy_span_off_the_grid_costs_the_next_grid_point() -> None:
    starts = free_starts([(at(9), at(10, 7))], [(at(9), at(11, 30))], timedelta(hours=1))

    assert starts == [at(10, 15), at(10, 30)]


def test_too_long_for_the_window_is_never_free() -> None:
    assert free_starts([], [(at(9), at(10))], timedelta(minutes=61)) == []


def test_the_nearest_come_in_order_of_time() -> None:
    starts = [at(9), at(10), at(13), at(16)]

    assert nearest(starts, at(12), 2) == [at(10), at(13)]


@pytest.mark.parametrize(
    ("zone", "day", "opens"),
    [
        ("America/New_York", date(2026, 3, 7), datetime(2026, 3, 7, 14, 0, tzinfo=UTC)),
        ("America/New_York", date(2026, 3, 8), datetime(2026, 3, 8, 13, 0, tzinfo=UTC)),
        ("Europe/London", date(2026, 3, 29), datetime(2026, 3, 29, 8, 0, tzinfo=UTC)),
        ("Europe/London", date(2026, 10, 25), datetime(2026, 10, 25, 9, 0, tzinfo=UTC)),
        ("Australia/Sydney", date(2026, 4, 5), datetime(2026, 4, 4, 23, 0, tzinfo=UTC)),
        ("Australia/Sydney", date(2026, 10, 4), datetime(2026, 10, 3, 22, 0, tzinfo=UTC)),
        ("America/New_York", date(2026, 11, 1), datetime(2026, 11, 1, 14, 0, tzinfo=UTC)),
        ("Asia/Shanghai", date(2026, 11, 1), datetime(2026, 11, 1, 1, 0, tzinfo=UTC)),
    ],
)
def test_nine_on_the_wall_stays_nine_across_every_change_of_clocks(
    zone: str, day: date, opens: datetime
) -> None:
    (span,) = hours_of([day], zone, time(9), time(18))

    assert span == (opens, opens + timedelta(hours=9))


spans = st.lists(
    st.tuples(st.integers(0, 96 * 2), st.integers(1, 20)).map(
        lambda pair: (
            at(0) + pair[0] * timedelta(minutes=7),
            at(0) + (pair[0] + pair[1]) * timedelta(minutes=7),
        )
    ),
    max_size=12,
)


@settings(max_examples=300, deadline=None)
@given(busy=spans, opens=st.integers(0, 40), hours=st.integers(1, 9), length=st.integers(1, 12))
def test_it_agrees_with_trying_every_start(busy: list[Span], opens: int, hours: int, length: int) -> None:
    window = (at(0) + opens * QUARTER, at(0) + opens * QUARTER + timedelta(hours=hours))
    wanted = length * QUARTER

    tried = []
    start = window[0]
    while start + wanted <= window[1]:
        if not any(overlaps((start, start + wanted), one) for one in busy):
            tried.append(start)
        start += QUARTER

    assert free_starts(busy, [window], wanted) == tried


@settings(max_examples=200, deadline=None)
@given(
    day=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    zone=st.sampled_from(
        ["Asia/Shanghai", "America/New_York", "Europe/London", "Australia/Sydney", "America/Sao_Paulo",
         "Asia/Kolkata", "Pacific/Auckland", "UTC"]
    ),
)  # fmt: skip
def test_every_offered_start_lies_in_the_hours_on_the_wall(day: date, zone: str) -> None:
    for start in free_starts([], hours_of([day], zone, time(9), time(18)), timedelta(hours=1)):
        wall = start.astimezone(ZoneInfo(zone))
        assert wall.date() == day
        assert time(9) <= wall.time() <= time(17)

"""Free time from busy time. Pure: spans in, starts out; no rows, no `now()`.

Hours are given on the wall of a zone and become UTC spans day by day, so a change to summer time moves no
slot. Spans are half-open: one may begin when another ends.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Span = tuple[datetime, datetime]

STEP = timedelta(minutes=15)


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same time as ordered spans that neither touch nor overlap."""
    result: list[Span] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            if end > result[-1][1]:
                result[-1] = (result[-1][0], end)
        else:
            result.append((start, end))
    return result


def hours_of(days: Iterable[date], zone: str, opens: time, closes: time) -> list[Span]:
    """The opening hours of some days as UTC spans, by the wall clock of the zone."""
    wall = ZoneInfo(zone)
    return [
        (
            datetime.combine(day, opens, wall).astimezone(UTC),
            datetime.combine(day, closes, wall).astimezone(UTC),
        )
        for day in days
    ]


def free_starts(
    busy: Iterable[Span], windows: Iterable[Span], length: timedelta, *, step: timedelta = STEP
) -> list[datetime]:
    """Every start on the grid of each window from which `length` is free to the end.

    The last start of a window is the one that ends exactly when the window does.
    """
    taken = merged(busy)
    ends = [end for _, end in taken]
    starts: list[datetime] = []
    for opens, closes in windows:
        at = opens
        following = bisect_right(ends, at)
        while at + length <= closes:
            while following < len(taken) and taken[following][1] <= at:
                following += 1
            if following < len(taken) and taken[following][0] < at + length:
                at = _on_grid(taken[following][1], opens, step)
                continue
            starts.append(at)
            at += step
    return starts


def nearest(starts: Sequence[datetime], wanted: datetime, count: int = 3) -> list[datetime]:
    """The starts closest to the wanted one, in order of time."""
    closest = sorted(starts, key=lambda start: (abs(start - wanted), start))[:count]
    return sorted(closest)


def overlaps(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _on_grid(at: datetime, origin: datetime, step: timedelta) -> datetime:
    """The first grid point at or after a moment."""
    steps = -((origin - at) // step)
    return origin + steps * step

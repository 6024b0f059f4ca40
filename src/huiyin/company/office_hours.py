"""When the office answers: hours of the clock added only while it is open on a working day. Pure, the
working days are given.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_SHAPE = re.compile(r"\s*(\d{1,2})[:：](\d{2})\s*[-–—~～至到]\s*(\d{1,2})[:：](\d{2})\s*")
MAX_DAYS = 60


@dataclass(frozen=True)
class OfficeHours:
    opens: time
    closes: time


def read_office_hours(text: str) -> OfficeHours | None:
    """`9:00–18:00`, or None when that is not what it says."""
    found = _SHAPE.fullmatch(text)
    if not found:
        return None
    h1, m1, h2, m2 = (int(part) for part in found.groups())
    if max(h1, h2) > 23 or max(m1, m2) > 59 or (h1, m1) >= (h2, m2):
        return None
    return OfficeHours(time(h1, m1), time(h2, m2))


def add_office_time(
    start: datetime,
    length: timedelta,
    *,
    hours: OfficeHours,
    zone: str,
    is_working_day: Callable[[date], bool],
) -> datetime:
    """The moment at which the office has been open for `length` since `start`, in UTC.

    A question on Friday at 17:30 with two hours promised is due on Monday at 10:30.
    """
    tz = ZoneInfo(zone)
    local = start.astimezone(tz)
    on, left = local.date(), length
    for _ in range(MAX_DAYS):
        if is_working_day(on):
            opens = datetime.combine(on, hours.opens, tz)
            closes = datetime.combine(on, hours.closes, tz)
            begin = max(opens, local) if on == local.date() else opens
            if begin + left <= closes:
                return (begin + left).astimezone(UTC)
            left -= max(closes - begin, timedelta(0))
        on += timedelta(days=1)
    return (start + length).astimezone(UTC)

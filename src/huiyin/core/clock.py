"""The one place that knows what time it is.

Everything asks `now()`; the demo plays three weeks in a minute by travelling. All other time comes
through the libc clock, so libfaketime works.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_offset = timedelta(0)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC) + _offset


def today(zone: str) -> date:
    """The calendar day in an IANA zone."""
    return now().astimezone(ZoneInfo(zone)).date()


def travel(to: datetime | None) -> None:
    """Move this process's clock; None returns to the real time. For the demo's simulated weeks."""
    global _offset  # noqa: PLW0603 -- the clock is the one thing a process has once
    _offset = timedelta(0) if to is None else to - datetime.now(UTC)

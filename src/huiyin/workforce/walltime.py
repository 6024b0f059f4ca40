"""From the clock on a wall to one moment, refusing the hours that do not exist or exist twice. Pure."""

from datetime import UTC, datetime
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

Oddity = Literal["skipped", "twice"]


def is_zone(name: str) -> bool:
    """Whether the name is an IANA zone."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def oddity(wall: datetime, zone: str) -> Oddity | None:
    """`skipped` for an hour that the change to summer time jumps over, `twice` for one that it repeats."""
    clock = ZoneInfo(zone)
    first, second = (wall.replace(tzinfo=clock, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return None
    back = first.astimezone(UTC).astimezone(clock).replace(tzinfo=None)
    return "twice" if back == wall.replace(fold=0) else "skipped"


def moment(wall: datetime, zone: str) -> datetime:
    """The UTC moment of a wall time that exists exactly once."""
    odd = oddity(wall, zone)
    if odd:
        raise ValueError(odd)
    return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)

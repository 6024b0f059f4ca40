"""Quiet hours and days of a recipient. Pure: the moment, the zone and the hours are given."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

# A reminder that would fall into the night goes out this long before the night begins.
BEFORE_NIGHT = timedelta(minutes=30)


@dataclass(frozen=True)
class QuietHours:
    """From `start` to `end` on the recipient's wall clock, over midnight when `end` is the earlier."""

    zone: str
    start: time
    end: time

    def is_quiet(self, at: datetime) -> bool:
        wall = at.astimezone(ZoneInfo(self.zone)).time()
        if self.start <= self.end:
            return self.start <= wall < self.end
        return wall >= self.start or wall < self.end

    def until(self, at: datetime) -> datetime:
        """The next end of the quiet hours after a quiet moment."""
        local = at.astimezone(ZoneInfo(self.zone))
        end = local.replace(hour=self.end.hour, minute=self.end.minute, second=0, microsecond=0)
        return _utc(end if end > local else end + timedelta(days=1))

    def evening_before(self, at: datetime) -> datetime:
        """Shortly before the quiet hours that hold a quiet moment began."""
        local = at.astimezone(ZoneInfo(self.zone))
        start = local.replace(hour=self.start.hour, minute=self.start.minute, second=0, microsecond=0)
        return _utc((start if start <= local else start - timedelta(days=1)) - BEFORE_NIGHT)

    def next_morning(self, at: datetime) -> datetime:
        """When the quiet hours end on the following day: the first moment of a new day's allowance."""
        local = at.astimezone(ZoneInfo(self.zone)) + timedelta(days=1)
        return _utc(local.replace(hour=self.end.hour, minute=self.end.minute, second=0, microsecond=0))

    def day_began(self, at: datetime) -> datetime:
        """Midnight of the recipient's day."""
        local = at.astimezone(ZoneInfo(self.zone))
        return _utc(local.replace(hour=0, minute=0, second=0, microsecond=0))


def _utc(at: datetime) -> datetime:
    return at.astimezone(ZoneInfo("UTC"))

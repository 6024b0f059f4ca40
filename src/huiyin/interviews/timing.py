"""When things about an interview fall due. Pure: the start, the zone and the present are given."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

ANSWER_BEFORE = timedelta(hours=12)
AT_LEAST = timedelta(hours=1)
OFFICE_CLOSES = time(18)


@dataclass(frozen=True)
class Reminder:
    """One reminder: its notice kind, the template, and how long before the start it is due."""

    kind: str
    template: str
    days: int = 0
    hours: int = 0

    def due(self, start: datetime, zone: str) -> datetime:
        """A day before means the same time on the wall of the day before, whatever the clocks did."""
        local = start.astimezone(ZoneInfo(zone)) - timedelta(days=self.days)
        return local.astimezone(UTC) - timedelta(hours=self.hours)


REMINDERS = (
    Reminder("interview.reminder_day_before", "REM-1D", days=1),
    Reminder("interview.reminder_same_day", "REM-2H", hours=2),
)


def reminders_due(start: datetime, zone: str, now: datetime) -> list[tuple[Reminder, datetime]]:
    """Those whose time is still to come. One whose time is past is skipped, never sent at once."""
    due = [(one, one.due(start, zone)) for one in REMINDERS]
    return [(one, at) for one, at in due if at > now]


def reminders_skipped(start: datetime, zone: str, now: datetime) -> list[str]:
    return [one.kind for one in REMINDERS if one.due(start, zone) <= now]


def reply_by(start: datetime, zone: str, now: datetime) -> datetime:
    """When an answer is asked for: tomorrow when the office closes, but well before the start.

    Where that leaves less than an hour, half of the time that there is.
    """
    tomorrow = now.astimezone(ZoneInfo(zone)).date() + timedelta(days=1)
    wanted = datetime.combine(tomorrow, OFFICE_CLOSES, ZoneInfo(zone)).astimezone(UTC)
    by = min(wanted, start - ANSWER_BEFORE)
    if by < now + AT_LEAST:
        by = now + (start - now) / 2
        by = by.replace(minute=by.minute // 5 * 5, second=0, microsecond=0)
    return by


def is_same_day(start: datetime, zone: str, now: datetime) -> bool:
    """Whether a change is read on the day of the interview or in the night before it."""
    wall = ZoneInfo(zone)
    return start.astimezone(wall).date() == now.astimezone(wall).date() or now < start < now + ANSWER_BEFORE

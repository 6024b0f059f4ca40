"""When things about an interview fall due. Pure: the start, the zone and the present are given."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from huiyin.interviews.models import InterviewState, RulePeople

ANSWER_BEFORE = timedelta(hours=12)
AT_LEAST = timedelta(hours=1)
OFFICE_CLOSES = time(18)
SAME_DAY_UNTIL = time(14)
NOON = time(12)


WANTED_IN: dict[RulePeople, tuple[InterviewState, ...]] = {
    RulePeople.ALL: (InterviewState.SCHEDULED, InterviewState.CONFIRMED),
    RulePeople.UNCONFIRMED: (InterviewState.SCHEDULED,),
    RulePeople.CONFIRMED: (InterviewState.CONFIRMED,),
    RulePeople.MISSED_BEFORE: (InterviewState.SCHEDULED, InterviewState.CONFIRMED),
}


@dataclass(frozen=True)
class Reminder:
    """One letter that is planned when an interview is arranged, as a notification rule says it.

    `gap` is how long the invitation stands alone before it; `wanted_in` are the states in which it still
    makes sense when its time has come. `to_colleague` writes to the recruiter instead of the candidate.
    """

    kind: str
    template: str
    days: int = 0
    hours: int = 0
    gap: timedelta = timedelta(0)
    wanted_in: tuple[InterviewState, ...] = WANTED_IN[RulePeople.ALL]
    to_colleague: bool = False
    is_reviewed: bool = False
    only_missed: bool = False

    def due(self, start: datetime, zone: str) -> datetime:
        """A day before means the same time on the wall of the day before, whatever the clocks did."""
        local = start.astimezone(ZoneInfo(zone)) - timedelta(days=self.days)
        return local.astimezone(UTC) - timedelta(hours=self.hours)


def reminders_due(
    reminders: Iterable[Reminder], start: datetime, zone: str, now: datetime
) -> list[tuple[Reminder, datetime]]:
    """Those whose time is still to come. One whose time is past is skipped, never sent at once."""
    due = [(one, one.due(start, zone)) for one in reminders]
    return [(one, at) for one, at in due if at > now + one.gap]


def reminders_skipped(reminders: Iterable[Reminder], start: datetime, zone: str, now: datetime) -> list[str]:
    return [one.kind for one in reminders if one.due(start, zone) <= now + one.gap]


def reply_by(start: datetime, zone: str, now: datetime) -> datetime:
    """When an answer is asked for: tomorrow when the office closes, but well before the start.

    Where that leaves less than an hour, half of the time that there is.
    """
    tomorrow = now.astimezone(ZoneInfo(zone)).date() + timedelta(days=1)
    by = min(_at(tomorrow, OFFICE_CLOSES, zone), start - ANSWER_BEFORE)
    if by < now + AT_LEAST:
        by = now + (start - now) / 2
        by = by.replace(minute=by.minute // 5 * 5, second=0, microsecond=0)
    return by


def our_answer_by(asked_at: datetime, zone: str, is_working_day: Callable[[date], bool]) -> datetime:
    """When we promise an answer: today before the office closes, else by noon of the next working day."""
    local = asked_at.astimezone(ZoneInfo(zone))
    if is_working_day(local.date()) and local.time() < SAME_DAY_UNTIL:
        return _at(local.date(), OFFICE_CLOSES, zone)
    on = local.date() + timedelta(days=1)
    while not is_working_day(on):
        on += timedelta(days=1)
    return _at(on, NOON, zone)


def is_same_day(start: datetime, zone: str, now: datetime) -> bool:
    """Whether a change is read on the day of the interview or in the night before it."""
    wall = ZoneInfo(zone)
    return start.astimezone(wall).date() == now.astimezone(wall).date() or now < start < now + ANSWER_BEFORE


def _at(on: date, at: time, zone: str) -> datetime:
    return datetime.combine(on, at, ZoneInfo(zone)).astimezone(UTC)

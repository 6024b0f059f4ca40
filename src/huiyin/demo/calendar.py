"""The demo's days: three weeks that end on a working morning, whatever the real day and hour are."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from huiyin.company.working_days import add_working_days, is_working_day

ZONE = ZoneInfo("Asia/Shanghai")
WEEKS = 3
OPENS_AT = time(10, 20)
SLOTS = (time(9, 30), time(11, 0), time(14, 0), time(15, 30), time(17, 0))
TICK = timedelta(minutes=20)


def at(on: date, hour: time) -> datetime:
    return datetime.combine(on, hour, ZONE)


def last_morning(now: datetime) -> datetime:
    """10:20 of today if people work today, else of the last day on which they did."""
    on = now.astimezone(ZONE).date()
    while not is_working_day(on):
        on -= timedelta(days=1)
    return at(on, OPENS_AT)


def working_days(end: datetime) -> list[date]:
    """The working days of the three weeks, the last morning's included."""
    last = end.astimezone(ZONE).date()
    days = (last - timedelta(days=back) for back in range(WEEKS * 7, -1, -1))
    return [on for on in days if is_working_day(on)]


def slots_after(on: date, wait: int, count: int) -> Iterator[datetime]:
    """Interview starts on the `count` working days that begin `wait` working days after a day."""
    for step in range(wait, wait + count):
        day = add_working_days(on, step)
        for hour in SLOTS:
            yield at(day, hour)


def ticks(start: datetime, end: datetime) -> Iterator[datetime]:
    """Every 20 minutes by day, hourly by night, and the end itself."""
    moment = start
    while moment < end:
        yield moment
        awake = 7 <= moment.astimezone(ZONE).hour < 22
        moment += TICK if awake else timedelta(hours=1)
    yield end

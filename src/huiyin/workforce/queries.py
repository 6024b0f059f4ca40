"""Who is busy when, and which start is free for all of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from huiyin.company import working_days
from huiyin.core import clock
from huiyin.workforce import slots
from huiyin.workforce.models import Booking

OPENS, CLOSES = time(9), time(18)
SEARCH_DAYS = 10


@dataclass(frozen=True)
class Busy:
    """One resource that is taken; `about` says by what, for those who may see it."""

    resource: str
    start: datetime
    end: datetime
    about: str

    @property
    def span(self) -> slots.Span:
        return self.start, self.end


def busy_times(
    resources: Iterable[str], start: datetime, end: datetime, *, except_about: str = ""
) -> list[Busy]:
    """Everything that takes one of the resources between two moments, in order of time."""
    rows = Booking.objects.filter(resource__in=list(resources), start__lt=end, end__gt=start)
    if except_about:
        rows = rows.exclude(about=except_about)
    return [Busy(*row) for row in rows.order_by("start").values_list("resource", "start", "end", "about")]


def clashes(resources: Iterable[str], start: datetime, end: datetime, except_about: str = "") -> list[Busy]:
    """What stands in the way of a booking; empty when all are free."""
    return busy_times(resources, start, end, except_about=except_about)


def nearest_free(
    resources: Sequence[str],
    span: slots.Span,
    zone: str,
    *,
    except_about: str = "",
    count: int = 3,
) -> list[datetime]:
    """The starts nearest to the wanted one that suit all resources, in working hours, never in the past."""
    start, end = span
    days = working_days_around(start.astimezone(ZoneInfo(zone)).date(), zone)
    return slots.nearest(
        common_starts(resources, days, end - start, zone, except_about=except_about), start, count
    )


def common_starts(
    resources: Sequence[str],
    days: Sequence[date],
    length: timedelta,
    zone: str,
    *,
    except_about: str = "",
    step: timedelta = slots.STEP,
) -> list[datetime]:
    """The starts from now on at which all resources are free, on the given days in working hours."""
    windows = slots.hours_of(days, zone, OPENS, CLOSES)
    if not windows:
        return []
    busy = busy_times(resources, windows[0][0], windows[-1][1], except_about=except_about)
    starts = slots.free_starts((one.span for one in busy), windows, length, step=step)
    now = clock.now()
    return [start for start in starts if start > now]


def working_days_around(day: date, zone: str, count: int = SEARCH_DAYS) -> list[date]:
    """Working days near a day, from two days before it on, none before today."""
    first = max(clock.today(zone), day - timedelta(days=2))
    return working_days.working_days_after(first - timedelta(days=1), count)

"""The grid of a week in which a start is chosen: who is free when. Pure: busy times in, cells out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from huiyin.workforce.queries import Busy
from huiyin.workforce.walltime import oddity

STARTS = (time(9), time(10), time(11), time(13, 30), time(14, 30), time(15, 30), time(16, 30))
DAYS_SHOWN = 5


@dataclass(frozen=True)
class Cell:
    """One start on one day: an ISO moment when it may be chosen, else empty, and then `words` say why."""

    start: str
    words: str
    is_part: bool = False
    is_chosen: bool = False


@dataclass(frozen=True)
class Row:
    at: time
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Grid:
    """The wish that the week is looked at for. `names` are the resources with the words for them."""

    zone: str
    length: timedelta
    names: Mapping[str, str]
    now: datetime
    chosen: datetime | None = None

    def rows(self, days: Sequence[date], busy: Sequence[Busy]) -> list[Row]:
        """A row for each usual start. A chosen one off the grid gets a row of its own."""
        starts = {*STARTS}
        if self.chosen:
            local = self.chosen.astimezone(ZoneInfo(self.zone))
            starts |= {local.time().replace(second=0, microsecond=0)} if local.date() in days else set()
        return [Row(at, [self.cell(day, at, busy) for day in days]) for at in sorted(starts)]

    def cell(self, day: date, at: time, busy: Sequence[Busy]) -> Cell:
        wall = datetime.combine(day, at)
        start = wall.replace(tzinfo=ZoneInfo(self.zone)).astimezone(UTC)
        if start <= self.now or oddity(wall, self.zone):
            return Cell("", _("Past"))
        end = start + self.length
        taken = {one.resource for one in busy if one.start < end and start < one.end}
        if not taken:
            return Cell(start.isoformat(), _("All free"), is_chosen=self.chosen == start)
        return Cell("", *_words(taken, self.names))


def _words(taken: set[str], names: Mapping[str, str]) -> tuple[str, bool]:
    """Who is missing, when it is only one; striped when somebody else would be free."""
    people = [names[one] for one in names if one in taken and not one.startswith("room:")]
    if not people:
        return _("No room"), True
    if len(people) == 1 and len(names) > 1:
        return _("%(name)s is busy") % {"name": people[0]}, True
    return _("Busy"), False

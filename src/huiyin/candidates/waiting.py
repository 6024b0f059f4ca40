"""How long somebody has stood in a stage, against the working days that the stage promises."""

import math
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from huiyin.candidates.models import Application
from huiyin.company.working_days import Calendar

SOON = 0.8
LONGEST = 250


@dataclass(frozen=True)
class Waiting:
    """`days` waited and `left` of the promise, negative when late; both in working days. `due` is None for
    a stage that promises nothing.
    """

    days: int
    left: int | None
    due: date | None

    @property
    def shape(self) -> Literal["", "wait", "late"]:
        """Amber from four fifths of the promise on, red past it."""
        if self.left is None:
            return ""
        if self.left < 0:
            return "late"
        return "wait" if self.days >= SOON * (self.days + self.left) else ""


def waiting_of(application: Application, *, calendar: Calendar, zone: str, today: date) -> Waiting:
    since = application.stage_since.astimezone(ZoneInfo(zone)).date()
    if (today - since).days > 2 * LONGEST:
        return Waiting(LONGEST, -LONGEST if application.stage.eta_days else None, None)
    days = calendar.between(since, today)
    eta = application.stage.eta_days
    if not eta:
        return Waiting(days, None, None)
    return Waiting(days, eta - days, calendar.add(since, eta))


@dataclass(frozen=True)
class Limits:
    """Whoever came into a stage before `late` is late now, and before `soon` has waited four fifths of it."""

    soon: datetime
    late: datetime


def limits_of(eta: int, *, calendar: Calendar, zone: str, today: date) -> Limits:
    """The same as `Waiting.shape`, turned into moments that a database can compare."""
    soon = _opened_before(math.ceil(SOON * eta), calendar, today)
    late = _opened_before(eta + 1, calendar, today)
    wall = ZoneInfo(zone)
    return Limits(datetime.combine(soon, time(), wall), datetime.combine(late, time(), wall))


def _opened_before(days: int, calendar: Calendar, today: date) -> date:
    """The day before whose beginning somebody came who has waited so many working days by today."""
    on, waited = today, 0
    while waited < days:
        waited += calendar.is_working(on)
        on -= timedelta(days=1)
    return on + timedelta(days=1)

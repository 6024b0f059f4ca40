"""Reading a year's holidays as somebody pastes or uploads them: lines `date,kind,name`, or an ICS
file. Pure.
"""

import csv
import io
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from icalendar import Calendar

MOST_DAYS = 120
OFF_WORDS = frozenset("holiday off rest 休 放假 休息 假 节假日 休假".split())
WORK_WORDS = frozenset("work working workday 班 上班 调休 补班 调休上班 工作日".split())
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")


@dataclass(frozen=True)
class DayLine:
    on: date
    is_working: bool
    name: str


@dataclass(frozen=True)
class BadLine:
    """A line that cannot be read: its number, and a code for why: `date` `kind` `twice` `year` `many`
    `file`.
    """

    line: int
    code: str


def read_days(text: str, *, year: int) -> tuple[list[DayLine], list[BadLine]]:
    """The days of that year in their order; with any bad line nothing should be taken."""
    if "BEGIN:VCALENDAR" in text[:200].upper():
        return _read_ics(text, year)
    days: dict[date, DayLine] = {}
    bad: list[BadLine] = []
    for number, found in enumerate(
        csv.reader(io.StringIO(text.replace("，", ",").replace("\t", ","))), start=1
    ):
        cells = [cell.strip() for cell in found]
        if not any(cells) or (number == 1 and not _DATE.fullmatch(cells[0])):
            continue  # an empty line, or the header
        read = _line(cells, year, days)
        if isinstance(read, str):
            bad.append(BadLine(number, read))
        else:
            days[read.on] = read
        if len(days) > MOST_DAYS:
            return [], [BadLine(number, "many")]
    return sorted(days.values(), key=lambda one: one.on), bad


def _line(cells: list[str], year: int, known: dict[date, DayLine]) -> DayLine | str:
    on = _date(cells[0])
    if on is None:
        return "date"
    if on.year != year:
        return "year"
    if on in known:
        return "twice"
    kind = cells[1].lower() if len(cells) > 1 else ""
    if kind not in OFF_WORDS | WORK_WORDS:
        return "kind"
    return DayLine(on, kind in WORK_WORDS, cells[2][:40] if len(cells) > 2 else "")


def _read_ics(text: str, year: int) -> tuple[list[DayLine], list[BadLine]]:
    """Each event is a holiday, unless its summary says that it is worked: `国庆节 班`, `Workday`."""
    try:
        events = Calendar.from_ical(text).walk("VEVENT")
    except ValueError:
        return [], [BadLine(1, "file")]
    days: dict[date, DayLine] = {}
    for number, event in enumerate(events, start=1):
        first, end = (_moment(event.get(name)) for name in ("DTSTART", "DTEND"))
        if first is None:
            return [], [BadLine(number, "date")]
        name, last = str(event.get("SUMMARY", "")).strip(), end or first + timedelta(days=1)
        is_working = any(word in name.lower() for word in ("班", "workday", "working day"))
        for step in range(max(1, min((last - first).days, MOST_DAYS))):
            on = first + timedelta(days=step)
            if on.year == year:
                days[on] = DayLine(on, is_working, name[:40])
        if len(days) > MOST_DAYS:
            return [], [BadLine(number, "many")]
    return sorted(days.values(), key=lambda one: one.on), []


def _date(text: str) -> date | None:
    found = _DATE.fullmatch(text)
    try:
        return date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None


def _moment(said: Any) -> date | None:
    """The day of an event's beginning or end, if it has one."""
    at = getattr(said, "dt", None)
    if isinstance(at, datetime):
        return at.date()
    return at if isinstance(at, date) else None

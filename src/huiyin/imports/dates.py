"""Dates as people write them, read only when they can mean one day. Pure.

Every order that a calendar allows is kept as a reading; what the column itself proves strikes some out;
if more than one is left, the value is refused. With dots and with month names the other dates of the column
prove the order. With slashes and hyphens they prove nothing: a spreadsheet turns round those that it takes
for its own notation, which are just those that could be read both ways.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Literal

from django.utils.translation import gettext as _

from huiyin.imports.problems import Unreadable
from huiyin.imports.tables import Cell
from huiyin.interviews.weekdays import weekday_number

Order = Literal["ymd", "dmy", "mdy"]
Readings = dict[Order, date]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*)\.?"
_GAP = r"[\s,-]*"
_YMD = r"(?P<y>\d{4})\s*[-/.年]\s*(?P<a>\d{1,2})\s*[-/.月]\s*(?P<b>\d{1,2})\s*[日号]?"
_DAY_NAME = r"(?P<a>\d{1,2})(?:st|nd|rd|th)?"
_END = r"(?![\d])"
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("iso", re.compile(_YMD + _END)),
    ("iso", re.compile(r"(?P<y>\d{4})(?P<a>\d{2})(?P<b>\d{2})" + _END)),
    ("dot", re.compile(r"(?P<a>\d{1,2})\s*\.\s*(?P<b>\d{1,2})\s*\.\s*(?P<c>\d{4}|\d{2})" + _END)),
    ("slash", re.compile(r"(?P<a>\d{1,2})\s*/\s*(?P<b>\d{1,2})\s*/\s*(?P<c>\d{4}|\d{2})" + _END)),
    ("hyphen", re.compile(r"(?P<a>\d{1,2})\s*-\s*(?P<b>\d{1,2})\s*-\s*(?P<c>\d{4}|\d{2})" + _END)),
    ("name", re.compile(_DAY_NAME + _GAP + _MONTH + _GAP + r"(?P<c>\d{4}|\d{2})" + _END)),
    ("name", re.compile(_MONTH + _GAP + r"(?P<b>\d{1,2})(?:st|nd|rd|th)?" + _GAP + r"(?P<y>\d{4})" + _END)),
)  # fmt: skip
_NO_YEAR = re.compile(r"\d{1,2}\s*(?:月\s*\d{1,2}|[-/.]\s*\d{1,2})\s*[日号]?(?![\d./-])")
# Only these separators keep what was typed, so only they prove an order.
_PROVING = frozenset({"dot", "name"})

_WEEKDAY = re.compile(
    r"[（(]?\s*(?<![a-z])(?P<day>(?:周|星期|礼拜)[一二三四五六日天]|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\b\.?\s*[）)]?",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?P<before>上午|早上|中午|下午|晚上|[ap]\.?m\.?)?\s*(?P<hour>\d{1,2})\s*(?:[:.时点]\s*(?P<minute>\d{2})?\s*分?)?"
    r"(?:(?<=点)(?P<half>半))?(?::(?P<second>\d{2})(?:\.\d+)?)?\s*(?P<after>[ap]\.?m\.?)?"
    r"\s*(?P<offset>z|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Habits:
    """What a column proves about itself: orders per separator, and the years that its rows lie in."""

    orders: dict[str, Order] = field(default_factory=dict)
    first_year: int = 1900
    last_year: int = 2199


@dataclass(frozen=True)
class Moment:
    """A day, and the time on that day's wall if one was written; `at` when even the offset was."""

    on: date
    clock: time | None = None
    at: datetime | None = None


def habits_of(cells: Iterable[Cell], years: tuple[int, int] | None = None) -> Habits:
    """Look at the whole column first. `years` is the plausible window when the sheet need not prove it."""
    parsed = [found for cell in cells if (found := _shape(_cut_weekday(_plain(cell))[0])) is not None]
    window = years or year_window(found[1] for found in parsed)
    proved: dict[str, set[Order]] = {}
    for shape, readings, _rest in parsed:
        inside = _within(readings, window)
        if shape in _PROVING and len(inside) == 1:
            proved.setdefault(shape, set()).update(inside)
    # Two proofs that contradict each other prove nothing.
    orders = {shape: found.pop() for shape, found in proved.items() if len(found) == 1}
    return Habits(orders, *window)


def year_window(readings: Iterable[Readings]) -> tuple[int, int]:
    """The years that carry the sheet: each with a hundredth of the dates, and three of them at least.

    Only dates whose year is written in full count. Short sheets are judged around their middle year.
    """
    years = sorted(
        next(iter(found.values())).year for found in readings if len({d.year for d in found.values()}) == 1
    )
    if not years:
        return Habits.first_year, Habits.last_year
    if len(years) < 50:
        middle = years[len(years) // 2]
        return middle - 1, middle + 1
    least = max(3, len(years) // 100)
    carrying = [year for year, rows in Counter(years).items() if rows >= least]
    return min(carrying), max(carrying)


def read_moment(cell: Cell, habits: Habits) -> Moment:
    """The one moment that a cell means, or Unreadable: no date, two dates, an odd year or weekday."""
    if isinstance(cell, datetime):
        return Moment(_plausible(cell.date(), habits), None if cell.time() == time() else cell.time())
    if isinstance(cell, date):
        return Moment(_plausible(cell, habits))
    text, weekday = _cut_weekday(_plain(cell))
    found = _shape(text)
    if found is None:
        raise _no_date(text)
    shape, readings, rest = found
    on = _plausible(_one(shape, readings, habits), habits)
    if weekday and weekday_number(weekday.lower()) != on.weekday():
        raise Unreadable(
            _("%(date)s is not a %(weekday)s.") % {"date": on.isoformat(), "weekday": weekday},
            _("a date and a day of the week that belong together"),
        )
    return _with_time(on, rest)


def _plain(cell: Cell) -> str:
    text = "" if cell is None else str(cell)
    text = unicodedata.normalize("NFKC", text).translate(dict.fromkeys(map(ord, "‐‑‒–—−"), "-"))
    return " ".join(text.split()).lower()


def _shape(text: str) -> tuple[str, Readings, str] | None:
    """The separator, every reading that the calendar allows, and what follows the date."""
    for shape, pattern in _SHAPES:
        match = pattern.match(text)
        if match and (readings := _readings(match.groupdict())):
            return shape, readings, text[match.end() :]
    return None


def _readings(parts: dict[str, str | None]) -> Readings:
    month = parts.get("month")
    number = _MONTHS.index(month[:3]) + 1 if month else 0
    a, b, c, y = (parts.get(name) or "" for name in "abcy")
    if y:
        tries: list[tuple[Order, int, int, int]] = [("ymd", int(y), number or int(a), int(b))]
    else:
        year, last = _year(c), int(c)
        tries = [("dmy", year, number or int(b), int(a))]
        if not month:
            tries.append(("mdy", year, int(a), int(b)))
        if len(c) == 2:
            tries.append(("ymd", _year(a), number or int(b), last))
    readings: Readings = {}
    for order, at_year, at_month, at_day in tries:
        try:
            readings[order] = date(at_year, at_month, at_day)
        except ValueError:
            continue
    return readings


def _year(digits: str) -> int:
    return int(digits) + (2000 if int(digits) < 100 else 0)


def _within(readings: Readings, window: tuple[int, int]) -> Readings:
    return {order: on for order, on in readings.items() if window[0] <= on.year <= window[1]}


def _one(shape: str, readings: Readings, habits: Habits) -> date:
    """The reading that is left, or a refusal that spells out those that are."""
    inside = _within(readings, (habits.first_year, habits.last_year)) or readings
    habit = habits.orders.get(shape)
    if habit in inside:
        return inside[habit]
    days = sorted(set(inside.values()))
    if len(days) == 1:
        return days[0]
    spelled = _(" or ").join(on.isoformat() for on in days)
    raise Unreadable(_("This date can be read as %(dates)s.") % {"dates": spelled}, spelled)


def _plausible(on: date, habits: Habits) -> date:
    if habits.first_year <= on.year <= habits.last_year:
        return on
    years = {"first": habits.first_year, "last": habits.last_year}
    raise Unreadable(
        _("The year %(year)s stands out.") % {"year": on.year},
        _("a date from %(first)s to %(last)s, as in the rest of the sheet") % years
        if habits.first_year != habits.last_year
        else _("a date in %(first)s, as in the rest of the sheet") % years,
    )


def _no_date(text: str) -> Unreadable:
    accepts = _("a date like 2026-12-01, or with a time, 2026-12-01 14:00")
    if _NO_YEAR.match(text):
        return Unreadable(_("This date has no year."), accepts)
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        return Unreadable(_("This is a spreadsheet's inner number of a day."), accepts)
    return Unreadable(_("This is not a date."), accepts)


def _cut_weekday(text: str) -> tuple[str, str]:
    match = _WEEKDAY.search(text)
    rest = f"{text[: match.start()]} {text[match.end() :]}" if match else text
    return " ".join(rest.split()).strip(" ,"), match["day"] if match else ""


def _with_time(on: date, rest: str) -> Moment:
    text = rest.strip().removeprefix("t").strip(" ,;&@·-")
    if not text:
        return Moment(on)
    match = _TIME.fullmatch(text)
    clock = _clock(match) if match else None
    if match is None or clock is None:
        raise Unreadable(
            _("What follows the date is not a time: %(text)s.") % {"text": text},
            _("a time like 14:00 or 2:00 PM"),
        )
    if not match["offset"]:
        return Moment(on, clock)
    offset = match["offset"].replace("z", "+0000").replace(":", "")
    return Moment(on, clock, datetime.strptime(f"{on} {clock:%H:%M} {offset}", "%Y-%m-%d %H:%M %z"))


def _clock(match: re.Match[str]) -> time | None:
    """The time on the wall; 12 AM is midnight, 12 PM is noon, a bare hour needs its 点, AM or PM."""
    hour, minute = int(match["hour"]), int(match["minute"] or (30 if match["half"] else 0))
    word = (match["before"] or match["after"] or "").replace(".", "")
    if match["minute"] is None and not word and not re.search("[时点]", match[0]):
        return None
    if word in {"am", "pm"} and not 1 <= hour <= 12:
        return None
    if word in {"am", "上午", "早上"} and hour == 12:
        hour = 0 if word == "am" else 12
    elif word in {"pm", "下午", "晚上"} and hour < 12:
        hour += 12
    try:
        return time(hour, minute)
    except ValueError:
        return None


def read_clock(text: str) -> time | None:
    """A time that stands alone, such as `11.30 AM`; None for what is none."""
    match = _TIME.fullmatch(_plain(text))
    return _clock(match) if match and not match["offset"] else None

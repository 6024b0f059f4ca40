"""Dates and times as people write them, in Chinese and English. Pure: zone and language are given."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

WEEKDAYS_ZH = "一二三四五六日"
WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def is_chinese(language: str) -> bool:
    return language.startswith("zh")


def localised(row: Any, field: str, language: str) -> str:
    """`name_zh` or `name_en` of a row or a dict; of a job `title` or `title_en`. The other one when empty."""
    ours, other = ("zh", "en") if is_chinese(language) else ("en", "zh")
    return _part(row, f"{field}_{ours}") or _part(row, field) or _part(row, f"{field}_{other}")


def day(on: date, language: str) -> str:
    """`11月26日 周四` or `Thu 26 Nov`."""
    if is_chinese(language):
        return f"{on.month}月{on.day}日 周{WEEKDAYS_ZH[on.weekday()]}"
    return f"{WEEKDAYS_EN[on.weekday()]} {on.day} {MONTHS_EN[on.month - 1]}"


def clock_time(at: datetime, zone: str) -> str:
    """`14:00` on the wall of a zone."""
    return at.astimezone(ZoneInfo(zone)).strftime("%H:%M")


def moment(at: datetime, zone: str, language: str) -> str:
    """`11月26日 周四 14:00` or `Thu 26 Nov, 14:00`."""
    local = at.astimezone(ZoneInfo(zone))
    comma = "" if is_chinese(language) else ","
    return f"{day(local.date(), language)}{comma} {local:%H:%M}"


def brief(at: datetime, zone: str, language: str, now: datetime) -> str:
    """The hour alone if it is today's, else with its day."""
    wall = ZoneInfo(zone)
    is_today = at.astimezone(wall).date() == now.astimezone(wall).date()
    return clock_time(at, zone) if is_today else moment(at, zone, language)


def span(start: datetime, end: datetime, zone: str) -> str:
    """`14:00–15:10`; the end's day is not said, an interview does not cross midnight."""
    return f"{clock_time(start, zone)}–{clock_time(end, zone)}"


def _part(row: Any, name: str) -> str:
    return str((row.get(name) if isinstance(row, dict) else getattr(row, name, "")) or "")

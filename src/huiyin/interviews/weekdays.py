"""Days of the week as people write them, in Chinese and English. Pure."""

import re
from datetime import date

_NAMES = (
    ("一", "mon", "monday"),
    ("二", "tue", "tues", "tuesday"),
    ("三", "wed", "wednesday"),
    ("四", "thu", "thur", "thurs", "thursday"),
    ("五", "fri", "friday"),
    ("六", "sat", "saturday"),
    ("日", "天", "sun", "sunday"),
)
_NUMBER = {name: number for number, names in enumerate(_NAMES) for name in names}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_ZH_DATE = re.compile(
    r"(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]\s*[（(]?\s*(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])"
)
_EN_DATE = re.compile(
    r"\b(?P<weekday>(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)[,.]?\s+(?P<day>\d{1,2})\s+"
    r"(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)",
    re.IGNORECASE,
)


def weekday_number(text: str) -> int | None:
    """0 for 周一, 星期一, Mon or Monday; None for what is no day of the week."""
    word = re.sub(r"^(周|星期|礼拜)", "", text.strip()).rstrip(".").lower()
    return _NUMBER.get(word)


def contradicts(on: date, weekday: str) -> bool:
    """Whether a written day of the week is another one than the date's; nonsense contradicts too."""
    return bool(weekday.strip()) and weekday_number(weekday) != on.weekday()


def contradictions(text: str, year: int) -> list[str]:
    """The dates in a text that stand beside the wrong day of the week, as written: `11月27日周四`."""
    found = []
    for match in (*_ZH_DATE.finditer(text), *_EN_DATE.finditer(text)):
        month = match["month"].lower()[:3]
        try:
            on = date(year, _MONTHS.index(month) + 1 if month in _MONTHS else int(month), int(match["day"]))
        except ValueError:
            found.append(match[0])
            continue
        if contradicts(on, match["weekday"]):
            found.append(match[0])
    return found

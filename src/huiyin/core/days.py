"""Days that somebody typed or wrote into an address: only those that every page can show.

Python counts from the year 1 to 9999, and fails one hour beyond its ends. A day so far off is a slip or a
trick, so it is no day to us, like any other word that is none.
"""

from datetime import UTC, date, datetime

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)


def day_in(text: str) -> date | None:
    """`2026-11-25`; None for anything else, and for a day that no calendar of ours reaches."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST <= day <= LAST else None


def moment_in(text: str) -> datetime | None:
    """`2026-12-01T14:00:00+08:00`, with its offset; None for anything else, as for a day."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    is_known = moment.tzinfo is not None and FIRST < moment.date() < LAST
    return moment if is_known else None


class DayField(forms.DateField):
    default_validators = [MinValueValidator(FIRST), MaxValueValidator(LAST)]


class MomentField(forms.DateTimeField):
    default_validators = [
        MinValueValidator(datetime(FIRST.year, 1, 2, tzinfo=UTC)),
        MaxValueValidator(datetime(LAST.year, 12, 30, tzinfo=UTC)),
    ]

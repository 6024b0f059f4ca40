"""How long a file is kept. Pure.

Judging an application needs the data (PIPL art. 13(1)(2)); two years cover the year for labour claims
and a second application. The talent pool needs consent, asked anew.
"""

from datetime import date

MONTHS = 24


def retention_date(start: date, months: int = MONTHS) -> date:
    """The same day so many months later; the last of the month where it does not exist."""
    years, month = divmod(start.month - 1 + months, 12)
    for day in range(start.day, 27, -1):
        try:
            return date(start.year + years, month + 1, day)
        except ValueError:
            continue
    return date(start.year + years, month + 1, min(start.day, 28))

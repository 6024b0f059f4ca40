"""The 18-character number of the mainland ID card: its form and its check character. Pure.

Nothing else is read out of it: a birthday or a sex must not reach a decision.
"""

import unicodedata
from datetime import date

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"


def check_character(first_17: str) -> str:
    """The 18th character, GB 11643."""
    return CHECKS[sum(int(digit) * weight for digit, weight in zip(first_17, WEIGHTS, strict=True)) % 11]


def normalise_id_number(text: str) -> str | None:
    """Upper case without spaces, or None when the number cannot exist."""
    value = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    if len(value) != 18 or not value.isascii() or not value[:17].isdigit() or value[0] == "0":
        return None
    try:
        date(int(value[6:10]), int(value[10:12]), int(value[12:14]))
    except ValueError:
        return None
    return value if value[17] == check_character(value[:17]) else None

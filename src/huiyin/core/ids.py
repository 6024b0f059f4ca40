"""Ids and other whole numbers as addresses and forms spell them. Whatever came from outside is read here:
`int()` refuses a text of five thousand digits with an error of its own, reads digits of other scripts, and
gives numbers that no database could hold.
"""

from collections.abc import Iterable

MOST_DIGITS = 18


def is_id(text: str) -> bool:
    """Whether a database could know a row of this number."""
    return len(text) <= MOST_DIGITS and text.isascii() and text.isdecimal()


def id_in(text: str) -> int:
    """Nobody's, which is 0, for a text that is none: a filter not understood never means everybody."""
    return int(text) if is_id(text) else 0


def known_ids(texts: Iterable[str]) -> list[int]:
    """Those that are some, each once, in their order."""
    return list(dict.fromkeys(int(one) for one in texts if is_id(one)))

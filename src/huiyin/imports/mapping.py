"""Which column of any sheet is what: guessed by name and content, or as somebody has chosen. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from huiyin.core.digests import sha256_letters
from huiyin.imports.columns import Column, Mapped, fold, is_protected, key_of
from huiyin.imports.tables import Line, Table, as_text

SAMPLES = 3
LOOKED_AT = 50
# A column is what most of its first cells look like.
_MOST = 0.8
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}")
_PHONE = re.compile(r"(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}")
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,6}")
_ABOUT_THE_PERSON = frozenset(
    {
        "男",
        "女",
        "男性",
        "女性",
        "male",
        "female",
        "已婚",
        "未婚",
        "已婚已育",
        "已婚未育",
        "离异",
        "汉族",
        "汉",
    }
)
OUR_REMARKS = frozenset({"whatiswrong", "哪里不对"})
PROTECTED, UNKNOWN, DOUBLED = "protected", "unknown", "doubled"


@dataclass(frozen=True)
class Guess:
    """One column as the person is asked about it. Without a `key` it is left out; `why` says why."""

    place: int
    title: str
    samples: tuple[str, ...]
    key: str = ""
    why: str = ""


def fingerprint(header: Line) -> str:
    """The same for every sheet with these headers in this order. What is never taken over does not count, nor
    does the column in which we said what was wrong with a row.
    """
    titles = [as_text(cell) for cell in header.cells]
    kept = [fold(title) for title in titles if not is_protected(title) and fold(title) not in OUR_REMARKS]
    return sha256_letters("\0".join(kept).encode())


def guess_columns(table: Table, columns: Sequence[Column], known: Mapping[str, str]) -> list[Guess]:
    """`known` is what was chosen for such a header before, by folded title, and goes before every guess."""
    taken: set[str] = set()
    guesses: list[Guess] = []
    for place, title in titled(table):
        says = column_says(table, place)
        if is_left_out(title, says):
            guesses.append(Guess(place, title, says[:SAMPLES], why=PROTECTED))
            continue
        key = known.get(fold(title), "") if known else key_of(title, columns) or ""
        why = "" if key else UNKNOWN
        if key and key in taken:
            key, why = "", DOUBLED
        taken.add(key)
        guesses.append(Guess(place, title, says[:SAMPLES], key, why))
    return guesses if known else _by_content(table, guesses, columns, taken)


def map_as_chosen(table: Table, columns: Sequence[Column], chosen: Mapping[int, str]) -> Mapped:
    """As somebody has chosen. What must not decide about anybody stays out whatever she chose."""
    keys = {column.key for column in columns}
    at: dict[str, int] = {}
    titles: dict[str, str] = {}
    protected: list[str] = []
    unknown: list[str] = []
    doubled: list[str] = []
    for place, title in titled(table):
        key = chosen.get(place, "")
        if is_left_out(title, column_says(table, place)):
            protected.append(title)
        elif key not in keys:
            unknown.append(title)
        elif key in at:
            doubled.append(title)
        else:
            at[key], titles[key] = place, title
    missing = tuple(column.names[0] for column in columns if column.is_needed and column.key not in at)
    left_out = (*protected, *unknown)
    return Mapped(at, titles, tuple(protected), tuple(unknown), tuple(doubled), missing, left_out)


def titled(table: Table) -> list[tuple[int, str]]:
    """Every column that has a title, or says something without one."""
    found = []
    for place, cell in enumerate(table.header.cells):
        title = as_text(cell)
        if title or column_says(table, place):
            found.append((place, title or f"column {place + 1}"))
    return found


def column_says(table: Table, place: int) -> tuple[str, ...]:
    """The first values of a column that are not empty."""
    said = []
    for line in table.lines[:LOOKED_AT]:
        text = as_text(line.cells[place]) if place < len(line.cells) else ""
        if fold(text) not in {"", "na", "null", "none"}:
            said.append(text)
    return tuple(said)


def is_left_out(title: str, says: Sequence[str]) -> bool:
    """By its title, or because every cell says what a person is."""
    return is_protected(title) or bool(says and {fold(one) for one in says} <= _ABOUT_THE_PERSON)


def _by_content(
    table: Table, guesses: Sequence[Guess], columns: Sequence[Column], taken: set[str]
) -> list[Guess]:
    """What no title told: a column of addresses, of phone numbers, of names."""
    wanted = {column.key for column in columns} - taken
    found = []
    for guess in guesses:
        says = column_says(table, guess.place) if guess.why == UNKNOWN else ()
        key = next((key for key, shape in _SHAPES.items() if key in wanted and _is_mostly(shape, says)), "")
        wanted.discard(key)
        found.append(Guess(guess.place, guess.title, guess.samples, key) if key else guess)
    return found


def _is_mostly(shape: re.Pattern[str], says: Sequence[str]) -> bool:
    return bool(says) and sum(bool(shape.fullmatch(one)) for one in says) >= _MOST * len(says)


_SHAPES = {"email": _EMAIL, "phone": _PHONE, "name": _NAME}

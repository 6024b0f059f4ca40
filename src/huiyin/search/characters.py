"""Text cut into what is looked for. Pure.

Chinese has no spaces, so each of its characters begins a piece of two (`王小明`: 王小 小明 明): one
character is then a beginning, two are a piece, more are pieces in a row. Other scripts are cut into words,
found by their beginning.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 40
"""Of a word; what is longer is found by this much of it."""
_RANGES = ((0x0E00, 0x0EFF), (0x2E80, 0x9FFF), (0xAC00, 0xD7AF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
_SPACE = re.compile(r"[\s,，;；、/|｜]+")


@dataclass(frozen=True)
class Piece:
    """A piece of a text, and where in it it stands. `is_pair` says that it begins a character of a script
    without spaces; `ends` that nothing follows in its run.
    """

    text: str
    start: int
    end: int
    is_pair: bool = False
    ends: bool = False


def plain(text: str) -> str:
    """Letters as they are compared: one width, lower case, without accents."""
    return "".join(letter for letter, _place in _letters(text))


def pieces(text: str) -> list[Piece]:
    found: list[Piece] = []
    for kind, run in _runs(text):
        if kind == "word":
            said = "".join(letter for letter, _place in run)[:LONGEST]
            found.append(Piece(said, run[0][1], run[-1][1] + 1))
            continue
        for place in range(len(run)):
            pair = run[place : place + 2]
            ends = place == len(run) - 1
            said = "".join(letter for letter, _place in pair)
            found.append(Piece(said, pair[0][1], pair[-1][1] + 1, is_pair=True, ends=ends))
    return found


def joined(text: str) -> str:
    """All letters in a row: `阿依·买买提` as `阿依买买提`."""
    return "".join("".join(letter for letter, _place in run) for _kind, run in _runs(text))[:LONGEST]


def asked_words(query: str) -> list[str]:
    """The words of a query: all of them are wanted."""
    return [word for word in _SPACE.split(unicodedata.normalize("NFKC", query)) if word]


def _letters(text: str) -> Iterator[tuple[str, int]]:
    for place, sign in enumerate(text):
        for letter in _letters_of(sign):
            yield letter, place


@lru_cache(maxsize=100_000)
def _letters_of(sign: str) -> str:
    if sign.isascii():
        return sign.lower()
    opened = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", sign).casefold())
    kept = "".join(one for one in opened if unicodedata.category(one) != "Mn")
    return unicodedata.normalize("NFC", kept)


def _runs(text: str) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """Letters of one kind in a row, each with its place. Marks of direction and joiners do not part a row."""
    run: list[tuple[str, int]] = []
    kind = ""
    for letter, place in _letters(text):
        now = _kind(letter)
        if now == "unseen":
            continue
        if now == "sign":
            now = "word" if kind == "word" else ""
        if now != kind and run:
            yield kind, run
            run = []
        kind = now
        if now:
            run.append((letter, place))
    if run:
        yield kind, run


@lru_cache(maxsize=100_000)
def _kind(letter: str) -> str:
    """`pair`, `word`, `sign` at a word's end, `unseen`, or empty for what parts words."""
    if letter.isascii():
        return "word" if letter.isalnum() else "sign" if letter in "+#" else ""
    code = ord(letter)
    if any(first <= code <= last for first, last in _RANGES):
        return "pair" if letter.isalnum() else ""
    category = unicodedata.category(letter)
    if category in {"Cf", "Mn", "Me"}:
        return "unseen"
    if category == "So":
        return "pair"
    return "word" if letter.isalnum() or category == "Mc" else ""

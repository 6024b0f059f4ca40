"""What is different between two texts, line by line and word by word. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from huiyin.messaging.checking import PARTS
from huiyin.messaging.shipped import LANGUAGES

# A placeholder, a word or figure of Latin letters, blanks, or one sign.
_WORD = re.compile(r"\{\{[^}]*\}\}|[A-Za-z0-9'’]+|\s+|.", re.DOTALL)
# Lines that share less than this are shown one after the other instead of mixed.
ALIKE = 0.4
LONGEST = 20_000


@dataclass(frozen=True)
class Span:
    """`how` is same, added or removed."""

    how: str
    text: str


@dataclass(frozen=True)
class Change:
    """One text of one language with its lines; each line is a row of spans."""

    language: str
    part: str
    lines: tuple[tuple[Span, ...], ...]


def changes(old: Mapping[str, Mapping[str, str]], new: Mapping[str, Mapping[str, str]]) -> list[Change]:
    """Those texts that differ, in the order of the editor."""
    found = []
    for language in LANGUAGES:
        for part in PARTS:
            was = old.get(language, {}).get(part, "")
            now = new.get(language, {}).get(part, "")
            if was != now:
                found.append(Change(language, part, tuple(lines(was[:LONGEST], now[:LONGEST]))))
    return found


def lines(old: str, new: str) -> Iterator[tuple[Span, ...]]:
    """The lines of both, unchanged ones only beside changed ones."""
    was, now = old.split("\n") if old else [], new.split("\n") if new else []
    matcher = SequenceMatcher(a=was, b=now, autojunk=False)
    for group in matcher.get_grouped_opcodes(1):
        for how, a, b, c, d in group:
            if how == "equal":
                yield from ((Span("same", line),) for line in was[a:b])
            elif how == "replace" and b - a == d - c:
                for one, other in zip(was[a:b], now[c:d], strict=True):
                    yield from words(one, other)
            else:
                yield from ((Span("removed", line),) for line in was[a:b])
                yield from ((Span("added", line),) for line in now[c:d])


def words(old: str, new: str) -> list[tuple[Span, ...]]:
    """One row with both mixed; two rows when they have little in common."""
    was, now = _WORD.findall(old), _WORD.findall(new)
    matcher = SequenceMatcher(a=was, b=now, autojunk=False)
    if matcher.ratio() < ALIKE:
        return [(Span("removed", old),), (Span("added", new),)]
    spans: list[Span] = []
    for how, a, b, c, d in matcher.get_opcodes():
        if how == "equal":
            spans.append(Span("same", "".join(was[a:b])))
            continue
        spans += _span("removed", was[a:b]) + _span("added", now[c:d])
    return [tuple(spans)]


def _span(how: str, pieces: Sequence[str]) -> list[Span]:
    return [Span(how, "".join(pieces))] if pieces else []

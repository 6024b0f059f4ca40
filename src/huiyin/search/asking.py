"""From what somebody typed to what the index is asked for. Knows no database and no thing; kinds say what
they are found by and what the actor may use.
"""

import re
from dataclasses import dataclass
from itertools import groupby

from huiyin.core.actor import Actor
from huiyin.search.characters import asked_words, joined, pieces
from huiyin.search.expressions import Expression, Phrase, Without, all_of, any_of
from huiyin.search.kinds import Kind, Way
from huiyin.search.words import NUMBER, WHOLE

MOST_LETTERS, MOST_WORDS = 200, 8
NUMBER_DIGITS = 6
"""Fewer would find everybody of a year."""
_DIGITS = re.compile(r"[+(]?\d[\d().+-]*")


@dataclass(frozen=True)
class Word:
    """One word and all that it may mean: phrases of the index by letter, the strong ones first."""

    text: str
    strong: tuple[Phrase, ...]
    weak: tuple[Phrase, ...]

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        return (*self.strong, *self.weak)


@dataclass(frozen=True)
class Plan:
    """All words are wanted. `tiers` are what is shown first, then, and last; together they are `whole`."""

    words: tuple[Word, ...]
    whole: Expression
    tiers: tuple[Expression, ...]


def read(kind: Kind, actor: Actor, query: str) -> Plan | None:
    """None when nothing of that kind can be meant, or the actor may look for nothing of it."""
    asked = asked_words(query[:MOST_LETTERS])[: 4 * MOST_WORDS]
    words = [word for one in _grouped(kind, actor, asked) for word in one][:MOST_WORDS]
    if not words or not all(word.phrases for word in words):
        return None
    parts = [part for word in words if (part := any_of(word.phrases))]
    within = kind.within(actor)
    if within is not None:
        scope = any_of(Phrase((f"{kind.letter}{piece}",)) for piece in within)
        if scope is None:
            return None
        parts.append(scope)
    whole = all_of(parts)
    return Plan(tuple(words), whole, _tiers(kind, asked, words, whole))


def _tiers(kind: Kind, asked: list[str], words: list[Word], whole: Expression) -> tuple[Expression, ...]:
    """First who is called just so, then who is named by a word of it, then what mentions them all."""
    called = joined("".join(asked))
    exact = Phrase((f"{kind.letter}{WHOLE}{called}",)) if called else None
    strong = any_of([phrase for word in words for phrase in word.strong] + ([exact] if exact else []))
    if exact is None or strong is None:
        return (whole,)
    first = all_of([whole, exact])
    if all(not word.weak for word in words):
        return (first, Without(whole, exact))
    return (first, Without(all_of([whole, strong]), exact), Without(whole, strong))


def _grouped(kind: Kind, actor: Actor, asked: list[str]) -> list[list[Word]]:
    """Numbers that stand in a row may be one that was written with gaps: `138 0013 8000`."""
    found = []
    for is_digits, run in groupby(asked, key=lambda one: bool(_DIGITS.fullmatch(one))):
        texts = list(run)
        together = "".join(texts)
        if is_digits and len(texts) > 1 and (ways := kind.ways(actor, together)):
            found.append([_of_ways(kind, together, ways)])
        else:
            found.append([word for text in texts if (word := _word(kind, actor, text))])
    return found


def _of_ways(kind: Kind, text: str, ways: list[Way]) -> Word:
    return Word(text, tuple(_phrase(kind, way) for way in ways), ())


def _word(kind: Kind, actor: Actor, text: str) -> Word | None:
    """None for signs that are no word."""
    said = _pieces(text)
    ways = kind.ways(actor, text)
    if not said and not ways:
        return None
    strong = [_phrase(kind, way) for way in ways if way.is_strong]
    weak = [_phrase(kind, way) for way in ways if not way.is_strong]
    letters = kind.letters(actor, text) if said else {}
    row, is_beginning = said or ((), False)
    for letter, is_strong in letters.items():
        phrase = Phrase(tuple(f"{kind.letter}{letter}{piece}" for piece in row), is_beginning)
        (strong if is_strong else weak).append(phrase)
    digits = joined(text)
    if sum(sign.isdecimal() for sign in digits) >= NUMBER_DIGITS:
        strong.append(Phrase((f"{kind.letter}{NUMBER}{digits}",), is_beginning=True))
    return Word(text, tuple(dict.fromkeys(strong)), tuple(dict.fromkeys(weak)))


def _phrase(kind: Kind, way: Way) -> Phrase:
    return Phrase((f"{kind.letter}{way.letter}{way.piece}",), way.is_beginning)


def _pieces(text: str) -> tuple[tuple[str, ...], bool] | None:
    """The pieces of a word in a row, and whether the last may go on. Of two Chinese signs or more the pairs
    say it all; a single one is the beginning of a pair.
    """
    found = pieces(text)
    if not found:
        return None
    last = found[-1]
    if not last.is_pair:
        return tuple(one.text for one in found), True
    if len(found) > 1 and found[-2].is_pair and not found[-2].ends:
        return tuple(one.text for one in found[:-1]), False
    return tuple(one.text for one in found), True

"""What can be found: one entry per kind of thing, filled by the room that knows it in its `apps.py`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet, Sum

from huiyin.core.actor import Actor
from huiyin.search.words import Words

STEP = 8
"""More kinds than this do not fit into a document's id."""

Ids = Sequence[int]


@dataclass(frozen=True)
class Way:
    """One more way to mean a word: a piece under a letter. A strong one names the thing; others mention
    it.
    """

    letter: str
    piece: str
    is_beginning: bool = False
    is_strong: bool = True


@dataclass(frozen=True)
class Kind:
    """`number` and `letter` never change. `gather` gives the words of those that exist and may be found;
    `after` the next ids of all, ascending; `tally` counts them. `letters` says under which letters
    the actor may look for words (strong first, with whether they are), `ways` what else a word may be.
    `within` gives pieces of which every visible thing has one, or None. `follows` names kinds whose changes
    change this one, and finds which of these.
    """

    name: str
    number: int
    letter: str
    gather: Callable[[Ids], Iterable[tuple[int, Words]]]
    after: Callable[[int, int], list[int]]
    tally: Callable[[], tuple[int, int]]
    letters: Callable[[Actor, str], Mapping[str, bool]]
    ways: Callable[[Actor, str], list[Way]]
    within: Callable[[Actor], list[str] | None] = lambda _actor: None
    follows: Mapping[str, Callable[[Ids], list[int]]] = field(default_factory=dict)

    def document(self, pk: int) -> int:
        return pk * STEP + self.number

    def thing(self, document: int) -> int:
        return document // STEP


KINDS: dict[str, Kind] = {}


def tally(rows: QuerySet[Any]) -> tuple[int, int]:
    """How many rows there are, and the sum of their ids."""
    counted = rows.aggregate(number=Count("pk"), total=Sum("pk"))
    return counted["number"], int(counted["total"] or 0)


def register(kind: Kind) -> None:
    if kind.name in KINDS or any({kind.number} & {one.number} for one in KINDS.values()):
        raise ValueError(f"search kind {kind.name} is registered twice, or its number is")
    if not 0 <= kind.number < STEP or len(kind.letter) != 1:
        raise ValueError(f"search kind {kind.name} needs a number below {STEP} and one letter")
    KINDS[kind.name] = kind

"""What the index is asked for, in words that both databases are told in their own. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Phrase:
    """Pieces in a row; of the last one perhaps only the beginning."""

    pieces: tuple[str, ...]
    is_beginning: bool = False


@dataclass(frozen=True)
class AnyOf:
    parts: tuple["Expression", ...]


@dataclass(frozen=True)
class AllOf:
    parts: tuple["Expression", ...]


@dataclass(frozen=True)
class Without:
    """The first and not the second."""

    wanted: "Expression"
    unwanted: "Expression"


Expression = Phrase | AnyOf | AllOf | Without


def any_of(parts: Iterable[Expression]) -> Expression | None:
    """None when there is nothing to choose from: that finds nothing."""
    found = tuple(dict.fromkeys(parts))
    if len(found) < 2:
        return found[0] if found else None
    return AnyOf(found)


def all_of(parts: Iterable[Expression]) -> Expression:
    found = tuple(parts)
    return found[0] if len(found) == 1 else AllOf(found)

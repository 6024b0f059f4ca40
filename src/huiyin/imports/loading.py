"""What both loaders share: what each row became, and the third gate's comparison."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from django.utils.translation import gettext as _

from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError
from huiyin.imports.naming import Names
from huiyin.imports.sheets import At, LineReader

T = TypeVar("T")
CHUNK = 5000
CREATED, UPDATED, UNCHANGED = "created", "updated", "unchanged"


@dataclass
class Outcome:
    """What one row made, by reference, so that it can be undone; `key` and `digest` as `BatchRow` says."""

    outcome: str = UNCHANGED
    made: list[str] = field(default_factory=list)
    key: str = ""
    digest: str = ""


@dataclass(frozen=True)
class Task:
    """Everything that a loader needs beside the rows."""

    readers: dict[At, LineReader]
    names: Names
    by: Actor
    invite: bool = False
    zone: str = ""


@dataclass
class Loaded:
    outcomes: dict[At, Outcome] = field(default_factory=dict)

    def count(self, outcome: str) -> int:
        return sum(one.outcome == outcome for one in self.outcomes.values())

    def made(self, noun: str) -> int:
        return sum(
            reference.startswith(f"{noun}:") for one in self.outcomes.values() for reference in one.made
        )


def chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


def named(reader: LineReader, key: str, find: Callable[[], T]) -> T | None:
    """What a cell's name stands for, or None with the problem noted."""
    return reader.attempt(key, find, None)


def require_equal(what: str, wanted: Iterable[object], found: Iterable[object]) -> None:
    """The third gate: what stands in the database must be just what the sheet said."""
    missing = set(wanted) - set(found)
    if missing:
        raise DomainError(
            "not_reconciled",
            _("After writing, %(count)s of the %(what)s were not as in the sheet, so nothing was kept.")
            % {"count": len(missing), "what": what},
            _("Import it again; if it happens again, report it with the batch's file."),
        )

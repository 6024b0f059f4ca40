"""The two databases' own ways of keeping and asking the index; the same answers from both."""

from collections.abc import Sequence
from typing import Any, Protocol

from django.db import connection

from huiyin.search.engines import postgresql, sqlite
from huiyin.search.expressions import Expression

Row = tuple[int, str, str]
"""The document's id, its kind, and its pieces in a row."""


class Engine(Protocol):
    def write(self, rows: Sequence[Row]) -> None:
        """Put documents in, each in the place of what was there."""

    def remove(self, ids: Sequence[int]) -> None: ...

    def clear(self, kind: str) -> None: ...

    def settle(self) -> None:
        """After much was written."""

    def matching(self, wanted: Expression) -> tuple[str, list[Any]]:
        """A query for the ids of all documents that fit."""

    def newest(self, wanted: Expression, *, before: int | None, most: int) -> tuple[str, list[Any]]:
        """A query for the ids of the newest that fit, which stops when it has enough."""


def engine() -> Engine:
    return postgresql if connection.vendor == "postgresql" else sqlite

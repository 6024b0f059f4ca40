"""A list of its own for the tests of this room, and the reading of what comes out."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from openpyxl import load_workbook

from huiyin.accounts.doors import require
from huiyin.accounts.models import User
from huiyin.accounts.tests.factories import actor_of
from huiyin.core import background
from huiyin.core.actor import Actor
from huiyin.exports import lists
from huiyin.exports.asking import Wish, start
from huiyin.exports.keeping import open_file
from huiyin.exports.lists import ExportList, Query, Table
from huiyin.exports.models import Export
from huiyin.exports.producing import produce

ROWS: list[Sequence[str]] = []
HEADER = ("Name", "Remark")
during: list[Any] = []
"""What happens before a piece is read: functions, each once."""


def _table(actor: Actor, query: Query) -> Table:
    require(actor, "candidates:see")
    wanted = [n for n, row in enumerate(ROWS) if query.get("q", "") in row[0]]

    def read(keys: Sequence[int]) -> list[Sequence[str]]:
        if during:
            during.pop(0)()
        return [ROWS[key] for key in keys]

    return Table(HEADER, wanted, read)


if "test" not in lists.LISTS:
    lists.register(ExportList("test", "Test rows", "candidates:see", ("q",), lambda _query: "/", _table))


def fill(count: int, *rows: Sequence[str]) -> None:
    during.clear()
    ROWS[:] = [*rows, *((f"Person {n}", "x") for n in range(count))]


def wish(key: str = "one", **more: Any) -> Wish:
    return Wish(**{"key": key, "of": "test", "query": {}, **more})


def exported(by: User, key: str = "one", **more: Any) -> Export:
    """Asked for, and written as far as it may be."""
    export = start(wish(key, **more), by=actor_of(by))
    if export.operation_id is None:
        produce(export.pk)
    background.run_waiting()
    export.refresh_from_db()
    return export


def bytes_of(export: Export, by: User | None = None) -> bytes:
    return b"".join(open_file(export, by=actor_of(by or export.asked_by)))


def cells_of(export: Export, by: User | None = None) -> list[list[str]]:
    data = bytes_of(export, by)
    if export.format == "csv":
        return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    sheet = load_workbook(io.BytesIO(data), read_only=True).active
    return [[cell or "" for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]

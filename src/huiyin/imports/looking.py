"""What was seen in an uploaded sheet, and what is wrong with it: sealed, because it holds values."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from huiyin.core import sealed_files
from huiyin.imports.detecting import detect, main_table
from huiyin.imports.gates import PRESETS
from huiyin.imports.mapping import Guess, fingerprint, guess_columns
from huiyin.imports.models import ColumnMemory, Upload
from huiyin.imports.problems import Problem
from huiyin.imports.tables import Cell, Line, Table

FOLDER = "imports"


@dataclass(frozen=True)
class Look:
    """One sheet of the file: what it is called, how long it is, what its columns are taken for."""

    sheet: str
    rows: int
    fingerprint: str
    preset: str
    remembered: bool
    guesses: tuple[Guess, ...]


@dataclass(frozen=True)
class Found:
    """Everything that the check found. `cells` are the wrong rows whole, to be mended in a table."""

    header: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    cells: dict[str, tuple[str, ...]] = field(default_factory=dict)
    missing: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Names that nothing here has: jobs, places and interviewers that would have to be made."""


def look_at(tables: Sequence[Table]) -> list[Look]:
    """The longest sheet first."""
    first = main_table(tables)
    return [_look(table) for table in (first, *(one for one in tables if one is not first))]


def _look(table: Table) -> Look:
    mark = fingerprint(table.header)
    known = ColumnMemory.objects.filter(fingerprint=mark).first()
    preset = known.preset if known and known.preset in PRESETS else detect(table)
    guesses = guess_columns(table, PRESETS[preset].columns, known.columns if known else {})
    return Look(table.name[:60], len(table.lines), mark, preset, bool(known), tuple(guesses))


def keep_looks(looks: Sequence[Look]) -> str:
    return _store([asdict(look) for look in looks])


def looks_of(upload: Upload) -> list[Look]:
    rows = _load(upload.looked) or []
    return [
        Look(
            **{
                **row,
                "guesses": tuple(
                    Guess(**{**one, "samples": tuple(one["samples"])}) for one in row["guesses"]
                ),
            }
        )
        for row in rows
    ]


def keep_found(found: Found) -> str:
    return _store(asdict(found))


def found_of(upload: Upload) -> Found:
    row = _load(upload.found)
    if not row:
        return Found()
    return Found(
        tuple(row["header"]),
        tuple(Problem(**one) for one in row["problems"]),
        {at: tuple(cells) for at, cells in row["cells"].items()},
        {noun: tuple(names) for noun, names in row["missing"].items()},
    )


def mended(table: Table, mends: dict[str, str]) -> Table:
    """The sheet with the cells that were mended on the page; the file itself stays as it came."""
    if not mends:
        return table
    lines = []
    for line in table.lines:
        cells: list[Cell] = list(line.cells)
        for place in range(len(table.header.cells)):
            text = mends.get(mend_key(table.name, line.number, place))
            if text is not None:
                cells += [None] * (place + 1 - len(cells))
                cells[place] = text
        lines.append(Line(line.number, tuple(cells)))
    return replace(table, lines=tuple(lines))


def mend_key(sheet: str, row: int, place: int) -> str:
    return f"{row}:{place}:{sheet}"


def forget(*paths: str) -> None:
    for path in paths:
        if path:
            sealed_files.remove(path)


def _store(data: Any) -> str:
    return sealed_files.store(FOLDER, json.dumps(data, ensure_ascii=False).encode())


def _load(path: str) -> Any:
    if not path:
        return None
    try:
        return json.loads(sealed_files.read(path))
    except FileNotFoundError:
        return None

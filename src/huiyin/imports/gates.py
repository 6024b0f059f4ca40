"""The first two of the three gates: is it the sheet that it should be (raw), and can each value be read
(format)? The third, whether what was written is what was read, stands beside the writing. Writes nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from huiyin.candidates.models import Source
from huiyin.core.errors import DomainError
from huiyin.imports import attendance_sheet, huiyin_sheet, people_sheet
from huiyin.imports.columns import Column, Mapped, map_columns
from huiyin.imports.problems import Problem
from huiyin.imports.sheets import At, LineReader
from huiyin.imports.tables import Table, as_text

RAW, FORMAT, LOAD = "raw", "format", "load"


@dataclass(frozen=True)
class Preset:
    """A kind of sheet: its columns, and how its lines become rows."""

    key: str
    columns: tuple[Column, ...]
    read: Callable[..., Sequence[Any]]


def _people(key: str, site: str = "") -> Preset:
    source = (Source.JOB_SITE, site) if site else (Source.OTHER, "")
    return Preset(key, people_sheet.COLUMNS, partial(people_sheet.read_rows, source=source))


PRESETS = {
    "huiyin": Preset("huiyin", huiyin_sheet.COLUMNS, huiyin_sheet.read_rows),
    "attendance": Preset("attendance", attendance_sheet.COLUMNS, attendance_sheet.read_rows),
    "boss": _people("boss", "BOSS直聘"),
    "liepin": _people("liepin", "猎聘"),
    "zhaopin": _people("zhaopin", "智联招聘"),
    "people": _people("people"),
}


@dataclass
class Checked:
    """What came through the gates, and what each gate found."""

    readers: dict[At, LineReader] = field(default_factory=dict)
    rows: list[Any] = field(default_factory=list)
    header_problems: list[Problem] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    protected: list[str] = field(default_factory=list)
    found: dict[str, int] = field(default_factory=lambda: dict.fromkeys((RAW, FORMAT, LOAD), 0))

    @property
    def problems(self) -> list[Problem]:
        return [*self.header_problems, *(one for reader in self.readers.values() for one in reader.problems)]

    @property
    def rejected(self) -> set[At]:
        return {at for at, reader in self.readers.items() if reader.problems or self.header_problems}

    def note(self, gate: str) -> None:
        """Count for this gate what no earlier one had found."""
        self.found[gate] = len(self.problems) - sum(self.found[one] for one in self.found if one != gate)


def preset_of(key: str) -> Preset:
    if key not in PRESETS:
        raise DomainError(
            "unknown_preset",
            _("There is no preset %(key)s.") % {"key": key},
            _("Use one of %(keys)s.") % {"keys": ", ".join(PRESETS)},
        )
    return PRESETS[key]


Mapping = Callable[[Table], Mapped]


def check(
    tables: Sequence[Table],
    preset: Preset,
    *,
    today: date,
    mapping: Mapping | None = None,
    passed: Callable[[str, Checked], None] = lambda _gate, _checked: None,
) -> Checked:
    """`mapping` says which column is what where somebody has chosen; `passed` hears of each gate's end."""
    checked = Checked()
    columns = {column.key: column for column in preset.columns}
    sheets: list[list[LineReader]] = []
    for table in tables if mapping else _relevant(tables, preset):
        mapped = mapping(table) if mapping else map_columns(table.header, table.lines, preset.columns)
        _note_columns(checked, table, mapped)
        sheets.append([LineReader(table, mapped, columns, line) for line in table.lines])
        checked.readers |= {reader.at: reader for reader in sheets[-1]}
        for reader in sheets[-1]:
            _judge_width(reader)
    checked.note(RAW)
    passed(RAW, checked)
    for readers in sheets if not checked.header_problems else ():
        checked.rows += preset.read([one for one in readers if not one.problems], today=today)
    checked.note(FORMAT)
    passed(FORMAT, checked)
    return checked


def _relevant(tables: Sequence[Table], preset: Preset) -> list[Table]:
    """A workbook may hold other sheets: those without a single needed column are not ours."""
    if len(tables) == 1:
        return list(tables)
    needed = {column.key for column in preset.columns if column.is_needed}
    fitting = [t for t in tables if needed & map_columns(t.header, t.lines, preset.columns).at.keys()]
    return fitting or [tables[0]]


def _note_columns(checked: Checked, table: Table, mapped: Mapped) -> None:
    checked.left_out += [title for title in mapped.left_out if title not in checked.left_out]
    checked.protected += [title for title in mapped.protected if title not in checked.protected]
    header = ", ".join(text for cell in table.header.cells if (text := as_text(cell)))
    for title in mapped.missing:
        problem = _("This column is missing.")
        accepts = _("a header row with it; it reads now: %(header)s") % {"header": header[:200]}
        checked.header_problems.append(Problem(table.name, table.header.number, title, "", problem, accepts))
    for title in mapped.doubled:
        problem = _("Two columns mean the same.")
        checked.header_problems.append(
            Problem(table.name, table.header.number, title, title, problem, _("one of the two"))
        )


def _judge_width(reader: LineReader) -> None:
    """A line with more cells than the header has slipped: which cell belongs where is anybody's guess."""
    width = len(reader.table.header.cells)
    extra = [as_text(cell) for cell in reader.line.cells[width:]]
    if any(extra):
        reader.refuse(
            _("column %(number)s") % {"number": width + 1},
            _("This row has more cells than the header."),
            _("a row with quotation marks around values that hold a comma"),
        )

"""A sheet after reading and before any meaning: a header and numbered lines of cells. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time

Cell = str | int | float | bool | date | datetime | time | None


@dataclass(frozen=True)
class Line:
    """`number` is the row as a spreadsheet counts it; the header is row 1 unless blank rows precede it."""

    number: int
    cells: tuple[Cell, ...]

    def is_blank(self) -> bool:
        return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in self.cells)


@dataclass(frozen=True)
class Table:
    """One sheet. `name` is empty for a CSV file."""

    name: str
    header: Line
    lines: tuple[Line, ...]


def as_text(cell: Cell) -> str:
    """A cell as a person reads it: whole numbers without `.0`, so a phone stays its digits."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    return str(cell).strip()


def to_table(name: str, rows: list[tuple[Cell, ...]]) -> Table | None:
    """The first row that is not blank is the header; None when there is nothing at all."""
    lines = [Line(number, cells) for number, cells in enumerate(rows, start=1)]
    filled = [line for line in lines if not line.is_blank()]
    return Table(name, filled[0], tuple(filled[1:])) if filled else None

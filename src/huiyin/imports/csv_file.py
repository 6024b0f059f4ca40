"""From text to rows of cells: commas, semicolons or tabs, quoted as spreadsheets quote. Pure."""

import csv
import io

from django.utils.translation import gettext as _

from huiyin.core.errors import DomainError
from huiyin.imports.tables import Cell

MOST_ROWS = 100_000
_GUARDED = frozenset("=+-@\t\r\n")
_DELIMITERS = (",", ";", "\t")


def rows_of_text(text: str) -> list[tuple[Cell, ...]]:
    """Every row in order, blank ones too, so that numbers match what a spreadsheet shows."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    rows: list[tuple[Cell, ...]] = []
    try:
        for cells in reader:
            rows.append(tuple(map(_typed, cells)))
            if len(rows) > MOST_ROWS:
                raise too_long()
    except csv.Error as wrong:
        raise DomainError(
            "broken_csv",
            _("Row %(row)s cannot be read: %(why)s.") % {"row": len(rows) + 1, "why": wrong},
            _("Mend its quotation marks, or save the sheet as .xlsx."),
        ) from None
    return rows


def _typed(cell: str) -> str:
    """Without the apostrophe that kept a spreadsheet from running it."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in _GUARDED else cell


def too_long() -> DomainError:
    return DomainError(
        "too_many_rows",
        _("The sheet has more than %(most)s rows.") % {"most": MOST_ROWS},
        _("Split it into smaller files."),
    )


def _delimiter(text: str) -> str:
    """The one that occurs most in the first line that says anything; a single column has none."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=first.count)

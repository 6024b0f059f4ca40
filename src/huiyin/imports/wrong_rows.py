"""The rows that a check rejects: whole, so that they can be mended in a spreadsheet and uploaded again."""

import io
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from huiyin.core.csv_out import csv_text
from huiyin.exports.models import Format
from huiyin.exports.writing import writer
from huiyin.imports.gates import Checked
from huiyin.imports.looking import Found
from huiyin.imports.mapping import column_says, is_left_out, titled
from huiyin.imports.problems import Problem
from huiyin.imports.sheets import At, LineReader
from huiyin.imports.tables import as_text

MOST = 20_000


def found_in(checked: Checked, missing: dict[str, tuple[str, ...]]) -> Found:
    """What is wrong, with its values. Columns that must not decide about anybody are not even kept here."""
    wrong = [reader for reader in checked.readers.values() if reader.problems][:MOST]
    header: tuple[str, ...] = ()
    cells: dict[str, tuple[str, ...]] = {}
    if wrong:
        kept = _kept_places(wrong[0])
        header = tuple(title for _place, title in kept)
        cells = {key_of_row(one.at): tuple(_text(one, place) for place, _title in kept) for one in wrong}
    return Found(header, tuple(checked.problems[:MOST]), cells, missing)


def _kept_places(reader: LineReader) -> list[tuple[int, str]]:
    columns = titled(reader.table)
    return [
        (place, title) for place, title in columns if not is_left_out(title, column_says(reader.table, place))
    ]


def _text(reader: LineReader, place: int) -> str:
    cells = reader.line.cells
    return as_text(cells[place]) if place < len(cells) else ""


def key_of_row(at: At) -> str:
    return f"{at[1]}:{at[0]}"


def as_csv(found: Found) -> str:
    """What a spreadsheet would run is made harmless."""
    return csv_text(_header(found), _rows(found))


def as_xlsx(found: Found) -> bytes:
    """Every cell is text, so that nothing is run and no phone number loses its digits."""
    out = io.BytesIO()
    sheet = writer(Format.XLSX, out, _header(found))
    sheet.rows(_rows(found))
    sheet.close()
    return out.getvalue()


def _header(found: Found) -> list[str]:
    return [*found.header, _("What is wrong")]


def _rows(found: Found) -> Iterator[list[str]]:
    said: dict[str, list[Problem]] = {}
    for one in found.problems:
        said.setdefault(key_of_row((one.sheet, one.row)), []).append(one)
    for at, cells in found.cells.items():
        yield [*cells, "; ".join(_sentence(one) for one in said.get(at, ()))]


def _sentence(one: Problem) -> str:
    return f"{one.column}: {one.problem} {_('Accepted')}: {one.accepts}"


def grouped(problems: Sequence[Problem]) -> list[tuple[str, str, list[Problem]]]:
    """By column and by what is wrong, the most frequent first: one kind of mistake is one thing to mend."""
    groups: dict[tuple[str, str], list[Problem]] = {}
    for one in problems:
        groups.setdefault((one.column, one.problem), []).append(one)
    ordered = sorted(groups.items(), key=lambda pair: -len(pair[1]))
    return [(column, problem, rows) for (column, problem), rows in ordered]

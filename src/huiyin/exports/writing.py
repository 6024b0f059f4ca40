"""A table as CSV or XLSX, row by row into anything that takes bytes.

XLSX is written here and not by openpyxl, whose streaming mode leaves the rows in clear in a temporary file.
Cells are inline strings: a spreadsheet never runs one as a formula.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import Protocol
from xml.sax.saxutils import escape

from huiyin.core.csv_out import BOM, harmless
from huiyin.exports.models import Format

MOST_ROWS = 1_048_575 - 1
"""Of a sheet, without its header and its last line."""
LONGEST = 32_767
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")

TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Sink(Protocol):
    def write(self, data: bytes, /) -> int: ...
    def flush(self) -> None: ...


class Writer(Protocol):
    def rows(self, rows: Iterable[Sequence[str]]) -> None: ...
    def close(self) -> None: ...


def writer(kind: str, out: Sink, header: Sequence[str]) -> Writer:
    return XlsxWriter(out, header) if kind == Format.XLSX else CsvWriter(out, header)


class CsvWriter:
    def __init__(self, out: Sink, header: Sequence[str]) -> None:
        self._out = out
        out.write(BOM.encode())
        self.rows([header])

    def rows(self, rows: Iterable[Sequence[str]]) -> None:
        text = io.StringIO()
        csv.writer(text).writerows([harmless(cell) for cell in row] for row in rows)
        self._out.write(text.getvalue().encode("utf-8", "replace"))

    def close(self) -> None:
        """Nothing follows the last row."""


class XlsxWriter:
    """One sheet in a zip that is never sought in."""

    def __init__(self, out: Sink, header: Sequence[str]) -> None:
        self._zip = zipfile.ZipFile(_Forward(out), "w", zipfile.ZIP_DEFLATED)
        for name, text in _PARTS.items():
            self._zip.writestr(name, text)
        self._sheet = self._zip.open("xl/worksheets/sheet1.xml", "w", force_zip64=True)
        self._sheet.write(_SHEET_BEGINS.encode())
        self._sheet.write(_row(header, style=1).encode())

    def rows(self, rows: Iterable[Sequence[str]]) -> None:
        self._sheet.write("".join(_row(row) for row in rows).encode())

    def close(self) -> None:
        self._sheet.write(_SHEET_ENDS.encode())
        self._sheet.close()
        self._zip.close()


class _Forward(io.RawIOBase):
    """What zipfile needs of a file that only goes forward."""

    def __init__(self, out: Sink) -> None:
        self._out = out

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._out.write(bytes(data))
        return len(data)

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, where: TracebackType | None
    ) -> None:
        """The sink is its owner's to close."""


def pieces(rows: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def _row(cells: Sequence[str], *, style: int = 0) -> str:
    mark = f' s="{style}"' if style else ""
    return f"<row>{''.join(_cell(cell, mark) for cell in cells)}</row>"


def _cell(text: str, mark: str) -> str:
    kept = escape(_NOT_XML.sub("\ufffd", text[:LONGEST]))
    return f'<c t="inlineStr"{mark}><is><t xml:space="preserve">{kept}</t></is></c>'


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_WORD = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_SHEET_BEGINS = (
    f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    '<cols><col min="1" max="40" width="20" customWidth="1"/></cols><sheetData>'
)
_SHEET_ENDS = "</sheetData></worksheet>"
_PARTS = {
    "[Content_Types].xml": (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_WORD}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_WORD}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_WORD}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>'
        '<sheet name="Huiyin" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_REL}/worksheet" '
        f'Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{_REL}/styles" Target="styles.xml"/>'
        "</Relationships>"
    ),
    "xl/styles.xml": (
        f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="2">'
        '<font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2">'
        '<fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ),
}

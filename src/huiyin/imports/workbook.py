"""Reads one .xlsx or .xls in a process of its own, with its memory and time bounded by the system.

Run as `python -m huiyin.imports.workbook` with the file on stdin; it answers in lines of JSON. The
guard looks at what the archive claims before anything is unpacked, then counts while unpacking, and only
then does the parser see it. Imports no Django, so it starts fast.
"""

import contextlib
import io
import json
import re
import struct
import sys
import zipfile
import zlib
from datetime import date, datetime, time, timedelta
from typing import Any

MOST_ENTRIES = 500
MOST_UNPACKED = 48 * 1024 * 1024
MOST_RATIO = 200
RATIO_MATTERS_FROM = 4 * 1024 * 1024
MOST_CELLS = 2_000_000
MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 30

_END = struct.Struct("<4s4H2LH")
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_DIMENSION = re.compile(rb'<dimension ref="(?:[A-Z]{1,3}[0-9]+:)?([A-Z]{1,3})([0-9]{1,7})"')
_OVERLAP = 256
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_OLD_MACROS = "_VBA_PROJECT_CUR".encode("utf-16-le")


class Unsafe(Exception):
    """`reason` is a code that the asking process turns into a sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def guard(raw: bytes) -> None:
    """Refuse what would not fit, from cheap to dear: the claims first, then the counted truth. An .xls is not
    packed, so its size is the truth.
    """
    if raw.startswith(_OLD_OFFICE):
        if _OLD_MACROS in raw:
            raise Unsafe("macros")
        return
    if _claimed_entries(raw) > MOST_ENTRIES:
        raise Unsafe("too_many_entries")
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
    except (zipfile.BadZipFile, ValueError, OverflowError, struct.error):
        raise Unsafe("not_xlsx") from None
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise Unsafe("too_many_entries")
    if "xl/workbook.xml" not in archive.namelist():
        raise Unsafe("not_xlsx")
    if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
        raise Unsafe("macros")
    claimed = sum(entry.file_size for entry in entries)
    if claimed > MOST_UNPACKED or (claimed > RATIO_MATTERS_FROM and claimed > MOST_RATIO * len(raw)):
        raise Unsafe("too_big_unpacked")
    left = MOST_UNPACKED
    for entry in entries:
        left = _count(archive, entry, left)


def _claimed_entries(raw: bytes) -> int:
    """What the end record says, read before `zipfile` builds an object for each entry."""
    at = raw.rfind(b"PK\x05\x06", max(0, len(raw) - 65_557))
    if at < 0 or at + _END.size > len(raw):
        raise Unsafe("not_xlsx")
    _, _, _, _, total, size, _, _ = _END.unpack_from(raw, at)
    # 0xFFFF means that the true number stands in a zip64 record: more than any workbook of ours has.
    # No entry is shorter than 46 bytes, so the directory's size tells even when the number lies.
    return int(max(total, size // 46)) if size < len(raw) else MOST_ENTRIES + 1


def _count(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> int:
    """Unpack one entry without keeping it: how much room remains, and how far its cells reach."""
    is_sheet = entry.filename.startswith("xl/worksheets/")
    tail, width, height = b"", 1, 1
    try:
        with archive.open(entry) as stream:
            while chunk := stream.read(1 << 16):
                left -= len(chunk)
                if left < 0:
                    raise Unsafe("too_big_unpacked")
                if is_sheet:
                    width, height = _reach(tail + chunk, width, height)
                    tail = chunk[-_OVERLAP:]
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
        raise Unsafe("not_xlsx") from None
    return left


def _reach(text: bytes, width: int, height: int) -> tuple[int, int]:
    for pattern in (_DIMENSION, _REFERENCE):
        for letters, digits in pattern.findall(text):
            width, height = max(width, _column(letters)), max(height, int(digits))
        if width * height > MOST_CELLS:
            raise Unsafe("too_many_cells")
    return width, height


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def write_sheets(raw: bytes, out: Any) -> None:
    """One line per visible sheet's name and per row; dates are told apart from text by `{"at": …}`."""
    from python_calamine import (  # noqa: PLC0415 -- only after the guard
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        for meta in book.sheets_metadata:
            if meta.typ != SheetTypeEnum.WorkSheet or meta.visible != SheetVisibleEnum.Visible:
                continue
            out.write(json.dumps({"sheet": plain(meta.name)}) + "\n")
            sheet = book.get_sheet_by_name(meta.name)
            if sheet.total_height * sheet.total_width > MOST_CELLS:
                raise Unsafe("too_many_cells")
            out.writelines(json.dumps([plain(cell) for cell in row]) + "\n" for row in sheet.iter_rows())
    except PasswordError:
        raise Unsafe("locked") from None
    except CalamineError:
        raise Unsafe("not_xlsx") from None


def plain(cell: Any) -> Any:
    """A NUL, which no database of ours keeps in a text, becomes the sign for one that was lost: a control
    sign, so its cell is named as wrong.
    """
    if isinstance(cell, str):
        return cell.replace("\0", "\x1a")
    if isinstance(cell, datetime | date | time):
        return {"at": cell.isoformat()}
    if isinstance(cell, timedelta):
        return str(cell)
    return cell


def bound() -> None:
    """From here on the system ends this process before it could harm the machine."""
    import resource  # noqa: PLC0415 -- there is no such module on Windows

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> int:
    with contextlib.suppress(ImportError):
        bound()
    try:
        raw = sys.stdin.buffer.read()
        guard(raw)
        write_sheets(raw, sys.stdout)
    except Unsafe as refused:
        sys.stdout.write(json.dumps({"unsafe": refused.reason}) + "\n")
    except MemoryError:
        sys.stdout.write(json.dumps({"unsafe": "too_big_unpacked"}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""From a file to tables: CSV in this process, .xlsx and .xls in a bounded one. Knows no cell's meaning."""

import json
import subprocess
import sys
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from huiyin.core.errors import DomainError
from huiyin.imports.csv_file import MOST_ROWS, rows_of_text, too_long
from huiyin.imports.decoding import decode
from huiyin.imports.tables import Cell, Table, to_table

MOST_BYTES = 32 * 1024 * 1024
PATIENCE_SECONDS = 60
_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


def tables_of(raw: bytes, encoding: str = "") -> list[Table]:
    """`encoding` is what a person says about a CSV file."""
    if raw.startswith((_ZIP, _OLD_OFFICE)):
        found = [to_table(name, rows) for name, rows in _workbook(raw)]
    else:
        found = [to_table("", rows_of_text(decode(raw, encoding)))]
    tables = [table for table in found if table]
    if not tables:
        raise DomainError(
            "empty_file", _("There is nothing in this file."), _("Choose the sheet that holds people.")
        )
    if sum(len(table.lines) for table in tables) > MOST_ROWS:
        raise too_long()
    return tables


def bytes_of(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise DomainError(
                "file_too_big",
                _("The file is larger than %(most)s MB.") % {"most": MOST_BYTES >> 20},
                _("Split it into smaller files."),
            )
        return path.read_bytes()
    except OSError as wrong:
        raise DomainError(
            "file_unreadable",
            _("%(file)s cannot be read: %(why)s.") % {"file": path, "why": wrong.strerror},
            _("Check its name and your permission."),
        ) from None


def _workbook(raw: bytes) -> list[tuple[str, list[tuple[Cell, ...]]]]:
    """Ask the bounded process; when the system had to end it, the file is refused like any bomb."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "huiyin.imports.workbook"],
            input=raw,
            capture_output=True,
            timeout=PATIENCE_SECONDS,
            check=False,
            env={"PYTHONPATH": str(Path(__file__).resolve().parents[2])},
        )
    except subprocess.TimeoutExpired:
        raise _bomb() from None
    if done.returncode != 0:
        raise _bomb()
    found: list[tuple[str, list[tuple[Cell, ...]]]] = []
    for line in map(json.loads, done.stdout.splitlines()):
        if isinstance(line, list):
            found[-1][1].append(tuple(_cell(cell) for cell in line))
        elif "unsafe" in line:
            raise _unsafe(line["unsafe"])
        else:
            found.append((line["sheet"], []))
    return found


def _cell(cell: Any) -> Cell:
    if not isinstance(cell, dict):
        return None if cell == "" else cell
    text: str = cell["at"]
    if "T" in text:
        return datetime.fromisoformat(text)
    return time.fromisoformat(text) if ":" in text else date.fromisoformat(text)


def _unsafe(reason: str) -> DomainError:
    if reason == "not_xlsx":
        return _refusal(_("This is not an Excel workbook that can be read."))
    if reason == "macros":
        return _refusal(_("This workbook carries macros, so it was not opened."))
    if reason == "locked":
        return _refusal(_("This workbook is protected by a password, or is no workbook."))
    return _bomb()


def _bomb() -> DomainError:
    return DomainError(
        "file_unsafe",
        _("This workbook unpacks to far more than a sheet of people needs, so it was not opened."),
        _("Copy its rows into a new workbook, or save them as CSV UTF-8."),
    )


def _refusal(problem: str) -> DomainError:
    return DomainError("not_a_sheet", problem, _("Save it as .xlsx or as CSV UTF-8."))

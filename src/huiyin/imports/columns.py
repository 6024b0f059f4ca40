"""Which column is what: header names in both languages, and what is never taken over. Pure."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from huiyin.imports.tables import Cell, Line, as_text


@dataclass(frozen=True)
class Column:
    """A field of a preset. A name that ends in `…` also fits headers that begin with it."""

    key: str
    names: tuple[str, ...]
    is_needed: bool = False
    is_personal: bool = False


# What must not decide about anybody: left out whatever the sheet calls it, in either language.
_PROTECTED = re.compile(
    r"性别|^sex$|gender|年龄|岁数|^age$|出生|生日|birth|^dob$|婚|[已未生]育|marital|^married|子女|^children|pregnan|孕"
    r"|民族|ethnic|^race$|nationality|国籍|籍贯|户籍|户口|native(place|location)|hometown|家乡|birthplace|hukou"
    r"|宗教|religion|信仰|政治面貌|党员|political|残疾|残障|disabilit|健康|病史|health|medical|血型|blood"
    r"|星座|属相|生肖|身高|体重|^height$|^weight$|相貌|照片|photo|性取向|orientation"
)


@dataclass(frozen=True)
class Mapped:
    """`at` finds a field's place in a line. Left out are protected columns and those nobody knows."""

    at: Mapping[str, int]
    titles: Mapping[str, str]
    protected: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    def cell(self, line: Line, key: str) -> Cell:
        at = self.at.get(key)
        return line.cells[at] if at is not None and at < len(line.cells) else None

    def text(self, line: Line, key: str) -> str:
        return as_text(self.cell(line, key))


def fold(text: str) -> str:
    """Letters and digits alone, lower case, half width: how two spellings of a header are compared."""
    return "".join(ch for ch in unicodedata.normalize("NFKC", text).casefold() if ch.isalnum())


def is_protected(title: str) -> bool:
    return any(_PROTECTED.search(fold(part)) for part in (title, *title.split("/")) if part)


def map_columns(header: Line, lines: Sequence[Line], columns: Sequence[Column]) -> Mapped:
    """Find each field's column. A header in both languages, `姓名/name`, fits too; unnamed empty ones go."""
    at: dict[str, int] = {}
    titles: dict[str, str] = {}
    protected: list[str] = []
    unknown: list[str] = []
    doubled: list[str] = []
    left_out: list[str] = []
    for place, cell in enumerate(header.cells):
        title = as_text(cell)
        if not title:
            if not any(_says_something(line, place) for line in lines):
                continue
            title = f"column {place + 1}"
        key = None if is_protected(title) else key_of(title, columns)
        if key is None:
            (protected if is_protected(title) else unknown).append(title)
            left_out.append(title)
        elif key in at:
            doubled.append(title)
        else:
            at[key], titles[key] = place, title
    missing = tuple(column.names[0] for column in columns if column.is_needed and column.key not in at)
    return Mapped(at, titles, tuple(protected), tuple(unknown), tuple(doubled), missing, tuple(left_out))


def key_of(title: str, columns: Sequence[Column]) -> str | None:
    wanted = {fold(title), *(fold(part) for part in re.split(r"[/(（\n]", title))} - {""}
    for column in columns:
        for name in column.names:
            folded = fold(name)
            if folded in wanted or (name.endswith("…") and fold(title).startswith(folded)):
                return column.key
    return None


def _says_something(line: Line, place: int) -> bool:
    return place < len(line.cells) and fold(as_text(line.cells[place])) not in {"", "na", "null", "none"}

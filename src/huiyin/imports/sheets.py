"""What every preset's sheet shares: cells read one by one, each failure noted where it stands. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from huiyin.imports.columns import Column, Mapped
from huiyin.imports.problems import Problem, Unreadable
from huiyin.imports.tables import Cell, Line, Table, as_text

T = TypeVar("T")
At = tuple[str, int]


@dataclass
class LineReader:
    """One line of one sheet: its fields, and everything that any gate finds wrong with it."""

    table: Table
    mapped: Mapped
    columns: Mapping[str, Column]
    line: Line
    problems: list[Problem] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)

    @property
    def at(self) -> At:
        return self.table.name, self.line.number

    def cell(self, key: str) -> Cell:
        return self.mapped.cell(self.line, key)

    def text(self, key: str) -> str:
        return self.mapped.text(self.line, key)

    def read(self, key: str, how: Callable[[str], T], default: T) -> T:
        return self.attempt(key, lambda: how(self.text(key)), default)

    def read_cell(self, key: str, how: Callable[[Cell], T], default: T) -> T:
        return self.attempt(key, lambda: how(self.cell(key)), default)

    def attempt(self, key: str, how: Callable[[], T], default: T) -> T:
        try:
            return how()
        except Unreadable as wrong:
            self.refuse(key, wrong.problem, wrong.accepts)
            return default

    def refuse(self, key: str, problem: str, accepts: str) -> None:
        column = self.columns.get(key, Column(key, (key,)))
        self.broken.add(key)
        self.problems.append(
            Problem(
                sheet=self.table.name,
                row=self.line.number,
                column=self.mapped.titles.get(key, column.names[0]),
                value=as_text(self.cell(key)),
                problem=problem,
                accepts=accepts,
                is_personal=column.is_personal,
            )
        )

"""What a gate finds wrong with one cell: where it is, what it says, and what would be accepted. Pure."""

from dataclasses import dataclass
from typing import Any

MASK = "***"


@dataclass(frozen=True)
class Problem:
    """`row` counts as a spreadsheet does, from 1; `is_personal` values are masked in what is kept."""

    sheet: str
    row: int
    column: str
    value: str
    problem: str
    accepts: str
    is_personal: bool = False

    def shown(self) -> dict[str, Any]:
        """As the contract has it, for the person who holds the file anyway."""
        return {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "problem": self.problem,
            "accepts": self.accepts,
        }

    def kept(self) -> dict[str, Any]:
        """The same without personal values, for the report that stays."""
        return self.shown() | ({"value": MASK} if self.is_personal and self.value else {})


class Unreadable(Exception):
    """One value cannot be taken over: why, and what would be accepted instead."""

    def __init__(self, problem: str, accepts: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.accepts = accepts

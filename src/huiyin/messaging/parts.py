"""For which part of the house a wording holds, and which of several holds for a letter. Pure.

The most specific wins, by one order: job, then round, then category of jobs, then branch (a deeper unit
before a higher one), then the whole house. Two parts that both hold and weigh the same are the same part,
and there is one wording of each, so there is always exactly one winner.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from huiyin.core.ids import is_id

T = TypeVar("T")
Weight = tuple[bool, bool, bool, int]
DIMENSIONS = ("job", "round", "category", "unit")
"""The heaviest first."""


@dataclass(frozen=True)
class Where:
    """Where a letter belongs, as the room that writes it says: the path of the job's org unit (`/1/4/`), the
    category of the job, the job, and the kind of the stage.
    """

    unit_path: str = ""
    category: str = ""
    job: int | None = None
    round: str = ""

    @property
    def text(self) -> str:
        """As it rides with a letter's values."""
        named = {
            "unit": self.unit_path,
            "category": self.category,
            "job": self.job or "",
            "round": self.round,
        }
        return " ".join(f"{name}={value}" for name, value in named.items() if value)

    @classmethod
    def of(cls, text: str) -> "Where":
        said = _pairs(text)
        return cls(
            said.get("unit", ""), said.get("category", ""), _number(said, "job"), said.get("round", "")
        )

    @property
    def units(self) -> tuple[int, ...]:
        """The units from the top down."""
        return tuple(int(one) for one in self.unit_path.split("/") if is_id(one))


@dataclass(frozen=True)
class Part:
    """A part of the house; what is not named is everything."""

    unit: int | None = None
    category: str = ""
    job: int | None = None
    round: str = ""

    @property
    def key(self) -> str:
        """The part as text, always the same for the same part."""
        named = {"job": self.job, "round": self.round, "category": self.category, "unit": self.unit}
        return " ".join(f"{name}={value}" for name, value in named.items() if value)

    @classmethod
    def of(cls, key: str) -> "Part":
        said = _pairs(key)
        return cls(
            _number(said, "unit"), said.get("category", ""), _number(said, "job"), said.get("round", "")
        )

    @property
    def is_whole_house(self) -> bool:
        return self == Part()

    def holds_for(self, where: Where) -> bool:
        return (
            (self.unit is None or self.unit in where.units)
            and self.category in {"", where.category}
            and self.job in {None, where.job}
            and self.round in {"", where.round}
        )

    def weight(self, where: Where) -> Weight:
        depth = where.units.index(self.unit) + 1 if self.unit in where.units else 0
        return (self.job is not None, bool(self.round), bool(self.category), depth)


def pick(options: Iterable[tuple[Part, T]], where: Where) -> T | None:
    """What holds for a letter, or None. Each part stands among the options once at most."""
    held = [(part.weight(where), thing) for part, thing in options if part.holds_for(where)]
    return max(held, key=lambda one: one[0])[1] if held else None


def _pairs(text: str) -> dict[str, str]:
    return dict(word.split("=", 1) for word in text.split() if "=" in word)


def _number(said: dict[str, str], name: str) -> int | None:
    value = said.get(name, "")
    return int(value) if is_id(value) else None

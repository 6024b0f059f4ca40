"""What a subcommand of `huiyin` gives back, whichever room it lives in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Data = Mapping[str, Any]


@dataclass(frozen=True)
class Answer:
    """`data` is printed by `--json`: one object, or an iterable of objects as one line each.

    `text` is for people. `code` is 0 when done and 1 when refused: a report that also says no.
    """

    data: Data | Iterable[Data] = field(default_factory=dict)
    text: str = ""
    code: int = 0

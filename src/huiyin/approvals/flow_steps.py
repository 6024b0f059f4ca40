"""The steps of a flow as data, and what they mean. Pure.

A step is `{"who": "role", "value": "hr_manager", "need": "any", "hours": 8, "days": 0, "when": {"rows":
500}, "again": false}`. `when` names facts of the subject: a figure must be above the given one, a yes-or-no
must be as given. Without conditions the step always applies.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

WHO = ("role", "manager", "head", "named")
NEEDS = ("any", "all")
LONGEST_HOURS, LONGEST_DAYS = 80, 30
MOST_STEPS = 8


@dataclass(frozen=True)
class StepRule:
    """`roles` or `people` name whom a step of that kind asks; `again` lets decide who has already."""

    who: str
    role: str = ""
    people: tuple[int, ...] = ()
    need: str = "any"
    hours: int = 8
    days: int = 0
    when: Mapping[str, int | bool] = field(default_factory=dict)
    again: bool = False

    def applies(self, facts: Mapping[str, Any]) -> bool:
        return all(_holds(facts.get(name), bound) for name, bound in self.when.items())

    def as_data(self) -> dict[str, Any]:
        value: Any = self.role if self.who == "role" else list(self.people) if self.who == "named" else ""
        return {
            "who": self.who,
            "value": value,
            "need": self.need,
            "hours": self.hours,
            "days": self.days,
            "when": dict(self.when),
            "again": self.again,
        }


def read_step(data: Mapping[str, Any]) -> StepRule:
    """Raises ValueError for what is no step; nothing is guessed."""
    who, value, need = data.get("who", ""), data.get("value", ""), data.get("need", "any")
    hours, days, when = data.get("hours", 0), data.get("days", 0), data.get("when", {})
    if who not in WHO or need not in NEEDS:
        raise ValueError(f"{who!r}, {need!r} is no step")
    if who == "role" and not (isinstance(value, str) and value):
        raise ValueError("which role?")
    if who == "named" and not (isinstance(value, list) and value and all(type(one) is int for one in value)):
        raise ValueError("who, by name?")
    if not (_whole(hours, LONGEST_HOURS) and _whole(days, LONGEST_DAYS) and bool(hours) != bool(days)):
        raise ValueError("a step has hours or days")
    if not isinstance(when, Mapping) or any(type(bound) not in {int, bool} for bound in when.values()):
        raise ValueError("a condition is a figure or a yes")
    return StepRule(
        who=who,
        role=value if who == "role" else "",
        people=tuple(value) if who == "named" else (),
        need=need,
        hours=hours,
        days=days,
        when=dict(when),
        again=data.get("again") is True,
    )


def read_steps(steps: Sequence[Mapping[str, Any]]) -> list[StepRule]:
    if len(steps) > MOST_STEPS:
        raise ValueError("too many steps")
    return [read_step(one) for one in steps]


def _holds(fact: Any, bound: int) -> bool:
    """A fact that the subject does not give holds for nothing."""
    if isinstance(bound, bool):
        return bool(fact) is bound
    return isinstance(fact, int) and not isinstance(fact, bool) and fact > bound


def _whole(value: Any, most: int) -> bool:
    return type(value) is int and 0 <= value <= most

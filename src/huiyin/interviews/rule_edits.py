"""What may be changed about a notification rule, and how two editors notice each other. Pure."""

from dataclasses import asdict, dataclass
from typing import Any

from huiyin.interviews.chasing import SILENT
from huiyin.interviews.models import NotifyRule, RuleAct, RuleManner, RuleMoment, RulePeople

LONGEST_DAYS = 30
MOST_TIMES = 5

EDITABLE = ("days", "hours", "people", "manner", "most")


@dataclass(frozen=True)
class RuleEdit:
    days: int
    hours: int
    people: str
    manner: str
    most: int

    def on(self, rule: NotifyRule) -> NotifyRule:
        """The rule as it would be, unsaved."""
        tried = NotifyRule(pk=rule.pk, **{one.name: getattr(rule, one.name) for one in _fields(rule)})
        for name, value in asdict(self).items():
            setattr(tried, name, value)
        return tried


def edit_of(rule: NotifyRule) -> RuleEdit:
    """The rule as it stands, in what may be changed about it."""
    return RuleEdit(**{name: getattr(rule, name) for name in EDITABLE})


def fingerprint(rule: NotifyRule) -> str:
    return ".".join(str(getattr(rule, name)) for name in EDITABLE)


def changed(seen: str, rule: NotifyRule) -> list[str]:
    """The names of what somebody changed since a fingerprint was taken; all when it makes no sense."""
    parts = seen.split(".")
    if len(parts) != len(EDITABLE):
        return list(EDITABLE)
    return [name for name, part in zip(EDITABLE, parts, strict=True) if part != str(getattr(rule, name))]


def open_fields(rule: NotifyRule) -> tuple[str, ...]:
    """Those of its fields that mean something for this rule."""
    if rule.moment == RuleMoment.ARRANGED:
        return ("manner",)
    return ("days", "hours", "people", "manner", *(("most",) if rule.moment in SILENT else ()))


def people_choices(rule: NotifyRule) -> tuple[RulePeople, ...]:
    """Who is silent has not confirmed; so only the past tells the silent apart."""
    if rule.moment in SILENT:
        return (RulePeople.ALL, RulePeople.MISSED_BEFORE)
    return tuple(RulePeople)


def manner_choices(rule: NotifyRule) -> tuple[RuleManner, ...]:
    """Only a letter of its own can wait for a look."""
    if rule.act == RuleAct.LETTER:
        return tuple(RuleManner)
    return (RuleManner.NOW, RuleManner.OFF)


def _fields(rule: NotifyRule) -> list[Any]:
    return [one for one in rule._meta.concrete_fields if not one.primary_key]

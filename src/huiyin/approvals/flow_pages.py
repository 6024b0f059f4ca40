"""Flows as their settings pages show them: steps as sentences, and who would decide today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiyin.accounts.models import Role, User
from huiyin.approvals.flow_steps import StepRule
from huiyin.approvals.flows import applying, find_flow, steps_of
from huiyin.approvals.models import SeatCame
from huiyin.approvals.seating import seating_of
from huiyin.approvals.subjects import SUBJECTS, Subject
from huiyin.core.wording import localised


@dataclass(frozen=True)
class FlowLine:
    noun: str
    label: str
    version: int
    sentences: Sequence[str]


@dataclass(frozen=True)
class Would:
    """One step for somebody who would ask today."""

    sentence: str
    names: Sequence[str]
    is_above: bool


def flow_lines(language: str) -> list[FlowLine]:
    return [flow_line(noun, language) for noun in SUBJECTS]


def flow_line(noun: str, language: str) -> FlowLine:
    flow, subject = find_flow(noun), SUBJECTS[noun]
    names = _Names(language)
    sentences = [sentence(rule, subject, names) for rule in steps_of(noun)]
    return FlowLine(noun, str(subject.label), flow.version if flow else 0, sentences)


def who_would(noun: str, asker: User, facts: Mapping[str, Any], language: str) -> list[Would]:
    """Nothing is written. Each step is looked at as if the first of the ones before had decided."""
    decided: set[int] = set()
    found: list[Would] = []
    names = _Names(language)
    for rule in applying(noun, facts, asker=asker.pk):
        seating = seating_of(rule, asker, None, decided)
        if seating.users:
            decided |= {one.pk for one in (seating.users if rule.need == "all" else seating.users[:1])}
        people = [one.name for one in seating.users]
        found.append(Would(sentence(rule, SUBJECTS[noun], names), people, seating.came == SeatCame.ABOVE))
    return found


class _Names:
    """Roles and people by what they are called."""

    def __init__(self, language: str) -> None:
        self.roles = {one.key: localised(one, "name", language) for one in Role.objects.all()}
        self.people = dict(User.objects.values_list("pk", "name"))


def sentence(rule: StepRule, subject: Subject, names: _Names) -> str:
    """`超过 500 行：人事经理，一人同意即可，8 个工作小时内`."""
    who = {
        "role": names.roles.get(rule.role, rule.role),
        "manager": _("the manager of whoever asks"),
        "head": _("the head of the unit"),
        "named": _(", ").join(names.people.get(pk, f"#{pk}") for pk in rule.people),
    }[rule.who]
    need = _("all of them") if rule.need == "all" else _("one of them")
    time = (
        ngettext("within {n} working day", "within {n} working days", rule.days).format(n=rule.days)
        if rule.days
        else ngettext("within {n} office hour", "within {n} office hours", rule.hours).format(n=rule.hours)
    )
    said = _("{who}, {need}, {time}").format(who=who, need=need, time=time)
    if not rule.when:
        return said
    conditions = _(", ").join(_condition(subject, name, bound) for name, bound in rule.when.items())
    return _("{conditions}: {step}").format(conditions=conditions, step=said)


def _condition(subject: Subject, name: str, bound: int) -> str:
    label = str(subject.conditions.get(name, name))
    if isinstance(bound, bool):
        return label if bound else _("not {fact}").format(fact=label)
    return _("more than {n} {fact}").format(n=bound, fact=label)

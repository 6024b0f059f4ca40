"""The flow in force for a kind of subject: the newest version, or as it is shipped."""

from collections.abc import Mapping
from typing import Any

from huiyin.approvals.flow_steps import StepRule, read_steps
from huiyin.approvals.models import Flow
from huiyin.approvals.subjects import SUBJECTS
from huiyin.core import clock


def find_flow(noun: str) -> Flow | None:
    return Flow.objects.filter(noun=noun).order_by("-version").first()


def steps_of(noun: str) -> list[StepRule]:
    """As they stand now; nothing is written."""
    return _steps(noun, find_flow(noun))


def applying(noun: str, facts: Mapping[str, Any], *, asker: int | None) -> list[StepRule]:
    """The steps that a subject with these facts would go through; none means that nobody need be asked."""
    return [rule for rule in _steps(noun, _judging(noun, facts, asker)) if rule.applies(facts)]


def flow_in_force(noun: str, facts: Mapping[str, Any], *, asker: int | None) -> Flow:
    """For an approval that begins. The shipped one becomes version 1 when it is first used, or 0 when it was
    changed before that.
    """
    flow = _judging(noun, facts, asker)
    if flow is None:
        steps = [rule.as_data() for rule in read_steps(SUBJECTS[noun].steps)]
        shipped = {"steps": steps, "made_by": "system:shipped", "made_at": clock.now()}
        version = 1 if find_flow(noun) is None else 0
        flow, _new = Flow.objects.get_or_create(noun=noun, version=version, defaults=shipped)
    return flow


def _judging(noun: str, facts: Mapping[str, Any], asker: int | None) -> Flow | None:
    """The newest, None for the shipped one. Nobody loosens a flow for herself: who made the newest is asked
    about by the last one that somebody else made, unless that one would ask nobody.
    """
    newest = find_flow(noun)
    if newest is None or newest.made_by != f"user:{asker}":
        return newest
    before = Flow.objects.filter(noun=noun).exclude(made_by=newest.made_by).order_by("-version").first()
    return before if any(rule.applies(facts) for rule in _steps(noun, before)) else newest


def _steps(noun: str, flow: Flow | None) -> list[StepRule]:
    return read_steps(flow.steps if flow else SUBJECTS[noun].steps)

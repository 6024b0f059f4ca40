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
    flow = find_flow(noun)
    return read_steps(flow.steps if flow else SUBJECTS[noun].steps)


def applying(noun: str, facts: Mapping[str, Any]) -> list[StepRule]:
    """The steps that a subject with these facts would go through; none means that nobody need be asked."""
    return [rule for rule in steps_of(noun) if rule.applies(facts)]


def flow_in_force(noun: str) -> Flow:
    """For an approval that begins: the shipped one becomes version 1 when it is first used."""
    flow = find_flow(noun)
    if flow is None:
        steps = [rule.as_data() for rule in read_steps(SUBJECTS[noun].steps)]
        shipped = {"steps": steps, "made_by": "system:shipped", "made_at": clock.now()}
        flow, _new = Flow.objects.get_or_create(noun=noun, version=1, defaults=shipped)
    return flow

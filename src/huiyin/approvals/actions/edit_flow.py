"""Changing a flow: always a new version. What runs keeps the one that it began with."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from huiyin.accounts.models import Role, User
from huiyin.approvals.access import require_flows
from huiyin.approvals.flow_steps import StepRule, read_steps
from huiyin.approvals.flows import find_flow, steps_of
from huiyin.approvals.models import Flow
from huiyin.approvals.subjects import SUBJECTS
from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.errors import Clash, DomainError, NotFound


def edit_flow(noun: str, steps: Sequence[StepRule], *, seen: int, by: Actor) -> Flow:
    """`seen` is the version that the editor had before her, 0 for the shipped one."""
    require_flows(by)
    if noun not in SUBJECTS:
        raise NotFound("not_found", _("There is no such flow."))
    _check(noun, steps)
    try:
        return _edit(noun, steps, seen, by)
    except IntegrityError as beaten:
        raise _clash() from beaten


@transaction.atomic
def _edit(noun: str, steps: Sequence[StepRule], seen: int, by: Actor) -> Flow:
    last = find_flow(noun)
    if (last.version if last else 0) != seen:
        raise _clash()
    if list(steps) == steps_of(noun) and last is not None:
        return last
    flow = Flow.objects.create(
        noun=noun,
        version=seen + 1,
        steps=[one.as_data() for one in steps],
        made_by=by.key,
        made_at=clock.now(),
    )
    audit.record("flow.edited", flow, by=by, noun=noun, version=flow.version, steps=flow.steps)
    return flow


def _check(noun: str, steps: Sequence[StepRule]) -> None:
    """What a form could not have sent is refused as a whole."""
    try:
        read_steps([one.as_data() for one in steps])
    except ValueError as wrong:
        raise DomainError("flow", _("These steps cannot be read."), _("Check each of them.")) from wrong
    roles = {one.role for one in steps if one.who == "role"}
    named = {pk for one in steps for pk in one.people}
    known_roles = set(Role.objects.filter(key__in=roles).values_list("key", flat=True))
    known_people = set(User.objects.filter(pk__in=named, is_active=True).values_list("pk", flat=True))
    facts = {name for one in steps for name in one.when}
    if roles - known_roles or named - known_people or facts - set(SUBJECTS[noun].conditions):
        problem = _("A step names somebody or something that is not there.")
        raise DomainError("flow", problem, _("Choose again."))


def _clash() -> Clash:
    return Clash(
        "clash",
        _("Somebody else has changed this flow meanwhile."),
        _("Look at the steps as they are now, then change them again."),
    )

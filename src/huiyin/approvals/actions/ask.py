"""Asking: from a subject and its facts to the first people who are asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from huiyin.accounts.models import User
from huiyin.approvals.actions.steps import open_next
from huiyin.approvals.flows import applying, flow_in_force
from huiyin.approvals.models import Approval, ApprovalStep
from huiyin.approvals.states import LIVE
from huiyin.approvals.subjects import split
from huiyin.company.models import OrgUnit
from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.errors import NotAllowed


@dataclass(frozen=True)
class Question:
    """`subject` is a reference (`export:12`); `facts` are what the flow's conditions read: figures, yes and
    no. `unit` is the subject's branch when it is not the asker's own.
    """

    subject: str
    why: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    unit: OrgUnit | None = None


def ask(question: Question, *, by: Actor) -> Approval | None:
    """The approval that waits now, or None when no step of the flow applies and the caller may go ahead.

    Asked again while one is alive, it is that one.
    """
    subject, number = split(question.subject)
    if by.user_id is None or not subject.may_ask(by, number):
        raise NotAllowed("forbidden", _("You may not ask for this."))
    try:
        with transaction.atomic():
            return _ask(question, by)
    except IntegrityError:
        return live_of(question.subject)


def live_of(reference: str) -> Approval | None:
    return Approval.objects.filter(subject=reference, state__in=LIVE).first()


def _ask(question: Question, by: Actor) -> Approval | None:
    live = live_of(question.subject)
    if live is not None:
        return live
    subject, number = split(question.subject)
    rules = applying(subject.noun, question.facts, asker=by.user_id)
    if not rules:
        return None
    approval = Approval.objects.create(
        subject=question.subject,
        noun=subject.noun,
        flow=flow_in_force(subject.noun, question.facts, asker=by.user_id),
        asked_by=User.objects.get(pk=by.user_id or 0),
        org_unit=question.unit,
        why=question.why.strip(),
        facts=dict(question.facts),
        fingerprint=subject.fingerprint(number),
        asked_at=clock.now(),
    )
    ApprovalStep.objects.bulk_create(
        ApprovalStep(approval=approval, position=position, rule=rule.as_data())
        for position, rule in enumerate(rules, start=1)
    )
    cause = audit.record(
        "approval.asked",
        approval,
        by=by,
        subject=question.subject,
        flow=approval.flow.version,
        steps=len(rules),
    )
    open_next(approval, cause=cause)
    return approval

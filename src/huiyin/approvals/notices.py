"""Whom we write to about an approval: those who are asked, and who asked. Many at once become one letter."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from huiyin.accounts.models import User
from huiyin.approvals.models import Approval
from huiyin.approvals.states import ApprovalState
from huiyin.core import clock
from huiyin.core.models import AuditEntry
from huiyin.core.references import ref
from huiyin.messaging import outbox
from huiyin.messaging.models import Contact, Letter
from huiyin.messaging.outbox import Draft
from huiyin.messaging.states import UNSENT
from huiyin.people.models import Employee

ASKED, ESCALATED, SEVERAL = "approval.asked", "approval.escalated", "approval.several"
DECIDED, RETURNED = "approval.decided", "approval.returned"
TO_DECIDERS = (ASKED, ESCALATED)
TEMPLATES = {ASKED: "APR-1", ESCALATED: "APR-2", SEVERAL: "APR-3", DECIDED: "APR-4", RETURNED: "APR-5"}

MANY, WITHIN, GATHERED = 3, timedelta(hours=1), timedelta(minutes=30)
"""After so many letters within an hour the next ones are gathered for half an hour and told in one."""


def tell_asked(approval: Approval, users: Sequence[User], *, cause: AuditEntry) -> None:
    drafts: list[Draft] = []
    for user, contact in _reached(users):
        if not _has_had_many(contact):
            drafts.append(_draft(ASKED, approval, user, contact))
        elif not Letter.objects.filter(contact=contact, kind=SEVERAL, state__in=UNSENT).exists():
            drafts.append(_gathered(user, contact))
    outbox.queue(drafts, cause=cause)


def tell_late(approval: Approval, users: Sequence[User], *, turn: int, cause: AuditEntry) -> None:
    """Once for each time that the time runs out."""
    drafts = [_draft(ESCALATED, approval, user, contact, turn) for user, contact in _reached(users)]
    outbox.queue(drafts, cause=cause)


def tell_asker(approval: Approval, *, cause: AuditEntry) -> None:
    """How it was decided, or that something is to be changed. What was told before and has not left is
    replaced.
    """
    kind = RETURNED if approval.state == ApprovalState.RETURNED else DECIDED
    outbox.supersede(ref(approval), reason="outdated", kinds=[DECIDED, RETURNED])
    drafts = [_draft(kind, approval, user, contact) for user, contact in _reached([approval.asked_by])]
    outbox.queue(drafts, cause=cause)


def _reached(users: Iterable[User]) -> list[tuple[User, Contact]]:
    """Who has an account that lives and is a colleague with addresses; the others find it on their desk."""
    rows = Employee.objects.filter(user__in=list(users), user__is_active=True, is_active=True)
    return [
        (one.user, one.contact) for one in rows.select_related("user", "contact").order_by("pk") if one.user
    ]


def _has_had_many(contact: Contact) -> bool:
    since = clock.now() - WITHIN
    return Letter.objects.filter(contact=contact, kind=ASKED, created_at__gt=since).count() >= MANY


def _draft(kind: str, approval: Approval, user: User, contact: Contact, version: int = 1) -> Draft:
    return Draft(
        contact=contact,
        colleague=user,
        kind=kind,
        template=TEMPLATES[kind],
        about=ref(approval),
        version=version,
        hold=0,
    )


def _gathered(user: User, contact: Contact) -> Draft:
    return Draft(
        contact=contact,
        colleague=user,
        kind=SEVERAL,
        template=TEMPLATES[SEVERAL],
        about=ref(user),
        due_at=clock.now() + GATHERED,
    )

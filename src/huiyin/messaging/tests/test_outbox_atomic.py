"""D1: a letter and its cause are committed together or not at all, wherever the work breaks off."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from huiyin.core import audit
from huiyin.core.actor import Actor
from huiyin.core.models import AuditEntry
from huiyin.messaging.models import Contact, Letter
from huiyin.messaging.outbox import queue, supersede
from huiyin.messaging.tests.factories import draft, make_contact, make_template


class _Aborted(Exception):
    pass


def break_off_after(statements: int) -> Callable[..., Any]:
    """Lets so many statements pass; the next one never happens."""
    left = [statements]

    def execute(go_on: Callable[..., Any], *words: Any) -> Any:
        if left[0] == 0:
            raise _Aborted
        left[0] -= 1
        return go_on(*words)

    return execute


def rename(contact: Contact, name: str) -> None:
    """A business action as rooms write them: change, audit entry, old letters stopped, new ones queued."""
    with transaction.atomic():
        Contact.objects.filter(pk=contact.pk).update(name=name)
        cause = audit.record("contact.renamed", contact, by=Actor.system("test"))
        supersede("thing:1", reason="renamed")
        queue([draft(contact, about="thing:1"), draft(contact, about="thing:1", version=2)], cause=cause)


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_outbox_atomic_at_200_random_points() -> None:
    make_template()
    contact, dice = make_contact(), random.Random(1)

    committed = []
    for number in range(200):
        name = f"name {number}"
        try:
            with connection.execute_wrapper(break_off_after(dice.randrange(22))):
                rename(contact, name)
            committed.append(name)
        except _Aborted:
            pass
        contact.refresh_from_db()
        assert contact.name == (committed[-1] if committed else contact.name)

    causes = AuditEntry.objects.filter(verb="contact.renamed")
    assert 0 < len(committed) < 200
    assert causes.count() == len(committed)
    assert Letter.objects.count() == 2 * len(committed)
    assert Letter.objects.filter(state="queued").count() == 2
    assert set(Letter.objects.values_list("cause", flat=True)) == {f"auditentry:{one.pk}" for one in causes}

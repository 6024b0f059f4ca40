"""D12: nothing is sent to who may not be written to, one sees why, and lifting it is audited."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from huiyin.core.actor import Actor
from huiyin.core.models import AuditEntry
from huiyin.messaging import suppression
from huiyin.messaging.actions import send_again
from huiyin.messaging.carrier import drain
from huiyin.messaging.channels import memory
from huiyin.messaging.contacts import restore_address, set_address, set_addresses
from huiyin.messaging.models import Contact, Letter
from huiyin.messaging.receipts import record_receipt
from huiyin.messaging.states import LetterState as S
from huiyin.messaging.suppression import Suppressed, blocked, lines, stopped_addresses
from huiyin.messaging.tests.factories import make_contact, make_letter
from huiyin.todos.models import Todo

pytestmark = pytest.mark.django_db
BY = Actor.system("test")


def bounce(contact: Contact) -> None:
    letter = make_letter(contact)
    drain()
    memory.empty()
    now = datetime(2026, 11, 25, tzinfo=UTC)
    record_receipt(letter.pk, "bounced", event_id=f"b:{letter.pk}", at=now, bad_address=True)


def wrong(contact: Contact) -> None:
    suppression.mark_wrong(contact.addresses.get(), source="contactlog:1", owner=None, by=BY)


def opt_out(contact: Contact) -> None:
    suppression.opt_out(contact.addresses.get(), source="capability:1", by=BY)


def opt_out_of_all(contact: Contact) -> None:
    suppression.block(contact, reason="opted_out", by=BY)


def withdraw(contact: Contact) -> None:
    suppression.block(contact, reason="consent_withdrawn", by=BY)


def restore(contact: Contact) -> None:
    restore_address(contact.addresses.get(), by=BY)


def lift(contact: Contact) -> None:
    suppression.unblock(contact, by=BY)


Change = Callable[[Contact], None]
TABLE = [
    # what happened, why it is not sent, what lifts it, what the trail says of that
    (bounce, "no_address", restore, "address.restored"),
    (wrong, "no_address", restore, "address.restored"),
    (opt_out, "no_address", restore, "address.restored"),
    (opt_out_of_all, "opted_out", lift, "contact.unblocked"),
    (withdraw, "consent_withdrawn", lift, "contact.unblocked"),
]


@pytest.mark.both
@pytest.mark.parametrize(("happens", "why", "lifts", "verb"), TABLE)
def test_a_letter_that_waits_is_not_sent_and_says_why(
    happens: Change, why: str, lifts: Change, verb: str
) -> None:
    contact = make_contact()
    letter = make_letter(contact)
    Letter.objects.filter(pk=letter.pk).update(state=S.HELD)
    happens(contact)
    Letter.objects.filter(pk=letter.pk).update(state=S.QUEUED)

    drain()

    letter.refresh_from_db()
    assert (letter.state, letter.reason, memory.arrived) == (S.SUPPRESSED, why, [])


@pytest.mark.parametrize(("happens", "why", "lifts", "verb"), TABLE)
def test_a_person_may_lift_it_by_name_and_then_the_letter_goes(
    happens: Change, why: str, lifts: Change, verb: str
) -> None:
    contact = make_contact()
    letter = make_letter(contact)
    Letter.objects.filter(pk=letter.pk).update(state=S.HELD)
    happens(contact)
    Letter.objects.filter(pk=letter.pk).update(state=S.QUEUED)
    drain()
    letter.refresh_from_db()

    send_again(letter, reason="asked for it on the phone", by=BY)
    drain()
    assert memory.arrived == []
    lifts(contact)
    letter.refresh_from_db()
    send_again(letter, reason="asked for it on the phone", by=BY)
    drain()

    letter.refresh_from_db()
    assert (letter.state, len(memory.arrived)) == (S.SENT, 1)
    [entry] = AuditEntry.objects.filter(verb=verb)
    assert entry.actor == "system:test"
    assert entry.detail["was"]


def test_a_bounced_and_a_wrong_address_are_asked_for_once_and_an_opt_out_is_respected() -> None:
    for happens, asked in ((bounce, 1), (wrong, 1), (opt_out, 0), (opt_out_of_all, 0), (withdraw, 0)):
        contact = make_contact()
        happens(contact)
        todos = Todo.objects.filter(kind="candidate.address", about=f"contact:{contact.pk}")
        assert (happens.__name__, todos.count()) == (happens.__name__, asked)


def test_one_person_is_asked_for_once_with_both_kinds_and_each_usable_one_counts() -> None:
    contact = make_contact(phone="+8613800138000")
    for kind in ("email", "phone"):
        address = contact.addresses.get(kind=kind)
        suppression.mark_wrong(address, source="contactlog:1", owner=None, by=BY)

    todo = Todo.objects.get()
    assert todo.values == {"kinds": ["email", "phone"]}
    set_address(contact, "email", "new@example.test")
    todo.refresh_from_db()
    assert (todo.values, todo.state) == ({"kinds": ["phone"]}, "open")
    set_address(contact, "phone", "+8613800138000")
    todo.refresh_from_db()
    assert todo.state == "open"
    set_addresses([(contact, "phone", "+8613800138001"), (make_contact(), "phone", "+8613800138002")])
    todo.refresh_from_db()
    assert todo.state == "done"


def test_the_list_says_who_where_why_and_which_letter_showed_it() -> None:
    came_back, gone, silent = make_contact(), make_contact(), make_contact()
    make_contact()
    bounce(came_back)
    wrong(gone)
    withdraw(silent)
    everyone = Contact.objects.all()

    found = lines(list(stopped_addresses(everyone)), list(blocked(everyone)), Letter.objects.all())

    told = [(one.contact, one.why, one.is_from_call, one.letter and one.letter.state) for one in found]
    assert told == [
        (silent, "consent_withdrawn", False, None),
        (gone, "wrong", True, None),
        (came_back, "bounced", False, "bounced"),
    ]
    assert (found[0].source, found[0].at is not None) == ("test", True)


def test_blocking_twice_and_lifting_what_is_not_blocked_write_nothing() -> None:
    contact = make_contact()
    suppression.unblock(contact, by=BY)
    withdraw(contact)
    withdraw(contact)
    opt_out_of_all(contact)

    contact.refresh_from_db()
    assert contact.blocked_reason == "consent_withdrawn"
    verbs = AuditEntry.objects.filter(about=f"contact:{contact.pk}").values_list("verb", flat=True)
    assert list(verbs) == ["contact.blocked"]
    assert Suppressed(contact, "", None, "").is_from_call is False

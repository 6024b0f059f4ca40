import itertools
from datetime import UTC, datetime, timedelta

import pytest

from huiyin.core.actor import Actor
from huiyin.messaging.carrier import drain
from huiyin.messaging.models import Address, AddressState, Letter, Receipt
from huiyin.messaging.outbox import mark_answered, mark_opened
from huiyin.messaging.receipts import record_receipt
from huiyin.messaging.states import LetterState as S
from huiyin.messaging.tests.factories import make_contact, make_letter
from huiyin.todos.models import Todo, TodoState

pytestmark = [pytest.mark.django_db, pytest.mark.both]

AT = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)
EVENTS = ("delayed", "delivered", "opened")


def sent_letter(email: str = "") -> Letter:
    letter = make_letter(make_contact(email))
    drain()
    letter.refresh_from_db()
    return letter


@pytest.mark.parametrize("order", list(itertools.permutations(EVENTS)))
def test_any_order_and_any_number_of_copies_end_the_same(order: tuple[str, ...]) -> None:
    letter = sent_letter()

    for event in order * 3:
        record_receipt(
            letter.pk, event, event_id=f"e:{event}", at=AT + timedelta(minutes=EVENTS.index(event))
        )

    letter.refresh_from_db()
    assert (letter.state, letter.delivered_at, letter.opened_at) == (
        S.OPENED,
        AT + timedelta(minutes=1),
        AT + timedelta(minutes=2),
    )
    assert Receipt.objects.count() == 3


@pytest.mark.parametrize("order", [("delivered", "bounced"), ("bounced", "delivered")])
def test_a_bounce_is_handed_on_once_whenever_it_comes(order: tuple[str, ...]) -> None:
    letter = sent_letter()

    for event in order * 2:
        record_receipt(letter.pk, event, event_id=f"e:{event}", at=AT, bad_address=event == "bounced")

    letter.refresh_from_db()
    assert letter.state == S.BOUNCED
    assert Address.objects.get().state == AddressState.BOUNCED
    assert Letter.objects.get(previous=letter).channel == "by_hand"


def test_a_bounce_that_blames_no_address_leaves_it_usable() -> None:
    letter = sent_letter()

    record_receipt(letter.pk, "bounced", event_id="e:1", at=AT)

    assert Address.objects.get().state == AddressState.USABLE


def test_a_receipt_for_an_unknown_letter_settles_it() -> None:
    letter = sent_letter("unknown@example.test")
    assert letter.state == S.UNKNOWN

    record_receipt(letter.pk, "delivered", event_id="e:1", at=AT)

    letter.refresh_from_db()
    assert letter.state == S.DELIVERED
    assert Todo.objects.get().state == TodoState.DONE


def test_a_receipt_for_no_letter_changes_nothing() -> None:
    assert record_receipt(404, "delivered", event_id="e:1", at=AT) is False
    assert Receipt.objects.count() == 0


def test_an_answer_proves_that_an_unknown_letter_arrived() -> None:
    letter = sent_letter("unknown@example.test")
    other = sent_letter()

    assert mark_opened(letter.about, letter.contact) == 1
    assert mark_answered(letter.about, letter.contact, version=2) == 0
    assert mark_answered(letter.about, letter.contact, version=1) == 1
    assert mark_opened(letter.about, letter.contact) == 0

    letter.refresh_from_db()
    other.refresh_from_db()
    assert (letter.state, other.state) == (S.ANSWERED, S.SENT)
    assert letter.opened_at is not None
    assert letter.answered_at is not None
    assert Todo.objects.get().closed_by == Actor.system("receipts").key

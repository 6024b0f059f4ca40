"""A bounce reaches its letter: once, with its address blamed only when it is to blame."""

from urllib.parse import quote

import pytest

from huiyin.messaging import bounce_box
from huiyin.messaging.channels.email import signed
from huiyin.messaging.channels.email.settings import EmailSettings, read_email_url
from huiyin.messaging.channels.email.tests.reports import ImapBox, report
from huiyin.messaging.models import AddressState, Letter, Receipt
from huiyin.messaging.moves import move
from huiyin.messaging.states import LetterState
from huiyin.messaging.tests.factories import make_letter

BOX = "bounces@example.test"
pytestmark = [pytest.mark.django_db, pytest.mark.both]


def settings_for(box: ImapBox) -> EmailSettings:
    imap = quote(f"imap://box:secret@127.0.0.1:{box.port}/", safe="")
    return read_email_url(f"smtp://mx.example.test/?from=hr@example.test&bounce={BOX}&imap={imap}")


def sent_letter() -> Letter:
    letter = make_letter()
    letter.address = letter.contact.addresses.get().value
    letter.save(update_fields=["address"])
    for state in (LetterState.CLAIMED, LetterState.SENDING, LetterState.SENT):
        move([letter.pk], state)
    return letter


def read(letter: Letter, *, times: int = 1, status: str = "5.1.1") -> None:
    with ImapBox([report(signed.bounce_address(BOX, letter.pk), status=status)]) as box:
        for _ in range(times):
            box.seen.clear()
            bounce_box.read_bounces(settings_for(box))


@pytest.mark.parametrize(
    ("status", "state"), [("5.1.1", AddressState.BOUNCED), ("5.7.1", AddressState.USABLE)]
)
def test_a_bounce_is_recorded_once(status: str, state: str) -> None:
    letter = sent_letter()

    read(letter, times=3, status=status)

    letter.refresh_from_db()
    assert letter.state == LetterState.BOUNCED
    assert letter.contact.addresses.get().state == state
    assert list(Receipt.objects.values_list("letter", "event")) == [(letter.pk, "bounced")]
    assert [rung.channel for rung in Letter.objects.filter(previous=letter)] == ["by_hand"]


def test_a_bounce_of_a_letter_that_is_gone_changes_nothing() -> None:
    letter = sent_letter()
    gone = Letter(pk=letter.pk + 1000)

    read(gone)

    assert not Receipt.objects.exists()


def test_without_smtp_nothing_is_polled() -> None:
    assert bounce_box.sweep().seen == 0

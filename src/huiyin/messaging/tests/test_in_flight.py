"""Carriers with threads, a real mail server, and people who change their minds meanwhile."""

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections

from huiyin.messaging.carrier import drain, run_forever
from huiyin.messaging.models import CarrierBeat, Letter
from huiyin.messaging.outbox import queue, supersede
from huiyin.messaging.states import LetterState as S
from huiyin.messaging.tests.factories import draft, make_cause, make_contact, make_letter, make_letters
from tests.sink import Sink

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    with Sink() as server:
        settings.HUIYIN_EMAIL_URL = f"smtp://127.0.0.1:{server.port}/?from=hr@example.test"
        yield server


def wait_for(letter: Letter, state: S) -> None:
    for _ in range(500):
        if Letter.objects.get(pk=letter.pk).state == state:
            return
        time.sleep(0.01)
    raise AssertionError(Letter.objects.get(pk=letter.pk).state)


class Running:
    """A carrier in a thread of its own, as `huiyin deliver` runs it."""

    def __enter__(self) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join(20)
        assert not self._thread.is_alive()

    def _run(self) -> None:
        try:
            run_forever(self._stop, connections=2)
        finally:
            connections.close_all()


@pytest.mark.parametrize("senders", [1, 4])
def test_many_senders_carry_each_letter_once(sink: Sink, senders: int) -> None:
    letters = make_letters(150)

    counts = drain(connections=senders)

    assert (counts["sent"], counts["left"]) == (150, 0)
    assert (sink.stored_total, sink.duplicates) == (150, [])
    assert {one.message_id for one in Letter.objects.all()} == set(sink.counts)
    assert Letter.objects.filter(state=S.SENT).count() == len(letters)


def test_moved_while_in_flight_the_last_message_has_the_current_facts(sink: Sink) -> None:
    first = make_letter(make_contact("delay.700@example.test"))
    with Running():
        wait_for(first, S.SENDING)

        assert supersede(first.about, reason="moved") == 0
        second = queue([draft(first.contact, about=first.about, version=2)], cause=make_cause())[0]
        wait_for(second, S.SENT)

    first.refresh_from_db()
    second.refresh_from_db()
    assert first.state == S.SENT
    assert [mail.message_id for mail in sink.stored] == [first.message_id, second.message_id]
    assert CarrierBeat.objects.count() == 1


@pytest.mark.parametrize("state", [S.QUEUED, S.RETRYING, S.CLAIMED])
def test_moved_before_it_left_only_the_new_facts_go_out(sink: Sink, state: S) -> None:
    first = make_letter()
    Letter.objects.filter(pk=first.pk).update(state=state)

    assert supersede(first.about, reason="moved") == 1
    second = queue([draft(first.contact, about=first.about, version=2)], cause=make_cause())[0]
    drain(connections=1)

    second.refresh_from_db()
    assert [mail.message_id for mail in sink.stored] == [second.message_id]


def test_a_carrier_that_is_told_to_go_gives_back_what_it_holds(sink: Sink) -> None:
    contacts = [make_contact(f"delay.100.x{number}@example.test") for number in range(40)]
    make_letter(contacts[0])
    letters = queue([draft(contact) for contact in contacts], cause=make_cause())
    with Running():
        wait_for(letters[0], S.SENT)

    states = set(Letter.objects.values_list("state", flat=True))
    assert states == {S.SENT, S.QUEUED}
    assert Letter.objects.filter(state=S.SENT).count() == sink.stored_total


def test_a_code_passes_a_bulk_send_that_is_on_its_way(sink: Sink) -> None:
    contacts = [make_contact(f"delay.60.x{number}@example.test") for number in range(300)]
    first = make_letter(contacts[0], priority=9)
    queue([draft(contact, priority=9) for contact in contacts[1:]], cause=make_cause())
    with Running():
        wait_for(first, S.SENT)
        before = sink.stored_total
        code = make_letter(make_contact("code@example.test"), priority=0, urgent=True)
        wait_for(code, S.SENT)
        passed_by = sink.stored_total - before

    # At a sixteenth of a second per letter and two connections; 290 waited before it.
    assert passed_by < 60

"""Certain failures: tried again by cause, paused as a channel, handed on in the end."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from huiyin.messaging.carrier import drain
from huiyin.messaging.channels import memory
from huiyin.messaging.models import Address, Attempt, ChannelPause, Letter
from huiyin.messaging.outbox import supersede
from huiyin.messaging.pauses import LONGEST_PAUSE
from huiyin.messaging.states import LetterState as S
from huiyin.messaging.tests.factories import make_contact, make_letter, make_letters

pytestmark = [pytest.mark.django_db, pytest.mark.both]

NOON = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)


def test_a_busy_mailbox_is_tried_six_times_and_then_a_colleague_is_asked() -> None:
    letter = make_letter(make_contact("retry@example.test"))
    waits = []
    with time_machine.travel(letter.created_at, tick=False) as clock:
        for _ in range(6):
            before = Letter.objects.get(pk=letter.pk).next_try_at
            clock.move_to(before)
            drain()
            waits.append((Letter.objects.get(pk=letter.pk).next_try_at - before).total_seconds())

    letter.refresh_from_db()
    assert (letter.state, letter.reason, letter.tries) == (S.FAILED, "tries_used_up", 6)
    for waited, planned in zip(waits, [30, 120, 600, 1800, 7200], strict=False):
        assert 0.8 * planned <= waited <= 1.2 * planned
    assert Attempt.objects.filter(letter=letter).count() == 6
    assert Letter.objects.get(previous=letter).channel == "by_hand"


def test_a_retry_is_not_early() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        make_letter(make_contact("retry@example.test"))
        drain()
        clock.shift(20)

        assert drain()["claimed"] == 0
    assert len(memory.tried) == 1


def test_a_superseded_retry_is_never_tried_again() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        letter = make_letter(make_contact("retry@example.test"))
        drain()
        supersede(letter.about, reason="moved")
        clock.shift(timedelta(days=1))
        drain()

    letter.refresh_from_db()
    assert (letter.state, len(memory.tried)) == (S.SUPERSEDED, 1)


def test_the_breaker_opens_after_five_errors_and_no_letter_uses_up_its_tries() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        make_letters(30, email="away@example.test")

        counts = drain()
        assert (counts["retrying"], counts["left"], len(memory.tried)) == (5, 30, 5)
        assert set(Letter.objects.values_list("tries", flat=True)) == {0}
        pause = ChannelPause.objects.get()
        assert pause.until == NOON + timedelta(seconds=15)

        clock.shift(10)
        assert drain()["claimed"] == 0
        clock.shift(6)
        drain()
        assert ChannelPause.objects.get().until == NOON + timedelta(seconds=16 + 16)
    assert len(memory.tried) == 6


def test_an_outage_of_ten_minutes_kills_no_letter_and_ends_soon() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        make_letters(12, email="away@example.test")
        for _ in range(60):
            drain()
            clock.shift(10)
        Address.objects.all().delete()
        for number, letter in enumerate(Letter.objects.all()):
            letter.address = f"well{number}@example.test"
            letter.save(update_fields=["address"])

        for _ in range(LONGEST_PAUSE // 10 + 1):
            drain()
            clock.shift(10)

    assert set(Letter.objects.values_list("state", flat=True)) == {S.SENT}
    assert ChannelPause.objects.count() == 0

"""Letters by the company's own gateway, from the ladder to the evidence, on a real connection."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Any

import pytest
import time_machine

from huiyin.core.actor import Actor
from huiyin.core.models import AuditEntry
from huiyin.messaging.carrier import Carrier, drain
from huiyin.messaging.channels import free_now, get_channel
from huiyin.messaging.channels.base import Permanent
from huiyin.messaging.channels.webhook.tests.factories import settings_for
from huiyin.messaging.contacts import PHONE, current_address, ladder_of
from huiyin.messaging.models import Address, AddressState, Attempt, ChannelPause, Letter
from huiyin.messaging.pauses import resume_channel
from huiyin.messaging.preparing import exact_bytes
from huiyin.messaging.states import LetterState as S
from huiyin.messaging.tests.factories import make_contact, make_letter
from huiyin.todos.models import Todo
from tests.gateway import Answer, Gateway

pytestmark = [pytest.mark.django_db, pytest.mark.both]

NOON = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)
NUMBER = "+8613800138000"


@pytest.fixture
def gateway(settings: Any) -> Iterator[Gateway]:
    with Gateway() as running:
        settings.HUIYIN_WEBHOOK = settings_for(running)
        yield running


def numbered(count: int) -> str:
    return f"+86138001380{count:02}"


def test_who_has_only_a_phone_is_reached_by_the_gateway(gateway: Gateway) -> None:
    letter = make_letter(make_contact(None, phone=NUMBER))
    assert (letter.channel, letter.ladder) == ("webhook", ["by_hand"])

    assert drain()["sent"] == 1

    letter.refresh_from_db()
    assert (letter.state, letter.address, letter.provider_id) == (S.SENT, NUMBER, "gw-1")
    [stored] = gateway.stored
    assert stored.message_id == letter.message_id.strip("<").partition("@")[0].replace(".", "_")
    assert (stored.data["to"], stored.data["letter"]) == (NUMBER, str(letter.pk))
    assert json.loads(exact_bytes(letter)) == json.loads(stored.raw)
    assert exact_bytes(letter) == stored.raw
    attempt = Attempt.objects.get()
    assert (attempt.phase, attempt.outcome, attempt.code) == ("answered", "sent", "200")


@pytest.mark.parametrize(
    ("email", "phone", "preferred", "ladder"),
    [
        ("wang@example.test", NUMBER, [], ["email", "webhook", "by_hand"]),
        ("wang@example.test", "", [], ["email", "by_hand"]),
        (None, NUMBER, [], ["webhook", "by_hand"]),
        (None, "", [], ["by_hand"]),
        ("wang@example.test", NUMBER, ["webhook", "email"], ["webhook", "email", "by_hand"]),
        ("wang@example.test", NUMBER, ["email"], ["email", "by_hand"]),
    ],
)
def test_the_ladder_has_the_gateway_between(
    gateway: Gateway, email: str | None, phone: str, preferred: list[str], ladder: list[str]
) -> None:
    assert ladder_of(make_contact(email, phone=phone, ladder=preferred)) == ladder


def test_without_a_gateway_nobody_is_sent_there(settings: Any) -> None:
    settings.HUIYIN_WEBHOOK = None

    assert ladder_of(make_contact(None, phone=NUMBER, ladder=["webhook"])) == ["by_hand"]
    assert free_now() == {}
    with pytest.raises(Permanent):
        get_channel("webhook")


def test_a_letter_left_over_from_a_gateway_that_is_gone_is_carried_by_hand(
    gateway: Gateway, settings: Any
) -> None:
    letter = make_letter(make_contact(None, phone=NUMBER))
    settings.HUIYIN_WEBHOOK = None

    drain()

    letter.refresh_from_db()
    assert letter.state == S.FAILED
    assert Letter.objects.get(previous=letter).channel == "by_hand"


def test_a_mailbox_that_does_not_exist_hands_the_same_words_to_the_gateway(gateway: Gateway) -> None:
    first = make_letter(make_contact("wrong@example.test", phone=NUMBER))

    drain()
    drain()

    second = Letter.objects.get(previous=first)
    assert (second.channel, second.state, second.values) == ("webhook", S.SENT, Letter.objects.first().values)
    assert [one.data["to"] for one in gateway.stored] == [NUMBER]


def test_a_number_that_the_gateway_blames_is_not_used_again(gateway: Gateway) -> None:
    gateway.plan.append(Answer(422, b'{"code": "bad_address"}'))
    contact = make_contact(None, phone=NUMBER)
    letter = make_letter(contact)

    drain()

    letter.refresh_from_db()
    assert (letter.state, letter.reason, letter.error) == (S.FAILED, "refused", "422 bad_address")
    assert Address.objects.get().state == AddressState.WRONG
    assert current_address(contact, PHONE) is None
    assert Letter.objects.get(previous=letter).channel == "by_hand"


@pytest.mark.parametrize("status", [401, 404, 410, 301])
def test_a_gateway_that_is_off_stops_the_channel_and_tells_somebody(gateway: Gateway, status: int) -> None:
    gateway.plan.append(Answer(status, headers={"Location": "https://elsewhere.example.test/"}))
    letters = [make_letter(make_contact(None, phone=numbered(number))) for number in range(3)]

    drain()

    assert ChannelPause.objects.get().until is None
    assert Todo.objects.get().kind == "channel.paused"
    assert set(Letter.objects.values_list("state", flat=True)) <= {S.QUEUED, S.RETRYING}
    assert len(gateway.asked) == 1

    resume_channel("webhook", by=Actor.system("test"))
    Letter.objects.update(next_try_at=datetime(2020, 1, 1, tzinfo=UTC))
    drain()
    assert Letter.objects.filter(state=S.SENT).count() == len(letters)
    assert max(gateway.counts.values()) == 1


def test_a_hint_is_obeyed_by_the_whole_channel(gateway: Gateway) -> None:
    gateway.plan.append(Answer(429, headers={"Retry-After": "40"}))
    with time_machine.travel(NOON, tick=False) as clock:
        for number in range(3):
            make_letter(make_contact(None, phone=numbered(number)))
        drain()
        assert ChannelPause.objects.get().until == NOON + timedelta(seconds=40)
        clock.shift(39)
        drain()
        assert len(gateway.asked) == 1
        clock.shift(7)
        drain()

    assert (len(gateway.stored), ChannelPause.objects.count()) == (3, 0)


def test_the_provider_never_sees_more_than_its_cap_for_a_number(gateway: Gateway, settings: Any) -> None:
    settings.HUIYIN_WEBHOOK = settings_for(gateway, per_day=3)
    one, twin, other = (make_contact(None, phone=NUMBER) for _ in range(3))
    with time_machine.travel(NOON, tick=False) as clock:
        for contact in (one, one, twin, other, one):
            make_letter(contact)
            clock.shift(60)
        urgent = make_letter(one, urgent=True)
        free = make_letter(make_contact(None, phone="+8613900139000"))

        counts = drain()

        assert (counts["sent"], counts["held"], counts["failed"]) == (4, 3, 0)
        assert sorted(one.data["to"] for one in gateway.stored) == [NUMBER] * 3 + ["+8613900139000"]
        held = Letter.objects.filter(state=S.HELD, reason="cap")
        assert [letter.next_try_at for letter in held] == [NOON + timedelta(days=1, minutes=5)] * 2
        urgent.refresh_from_db()
        free.refresh_from_db()
        assert (urgent.state, urgent.reason, free.state) == (S.SUPPRESSED, "provider_cap", S.SENT)
        assert Letter.objects.get(previous=urgent).reason == "by_hand"

        clock.move_to(NOON + timedelta(days=1, minutes=6))
        drain()
        assert Letter.objects.filter(state=S.HELD, reason="cap").count() == 0
    assert len(gateway.stored) == 6
    assert AuditEntry.objects.filter(verb="letter.passed_cap").count() == 0


def test_a_letter_of_unknown_end_counts_for_the_cap(gateway: Gateway, settings: Any) -> None:
    settings.HUIYIN_WEBHOOK = settings_for(gateway, per_day=1)
    gateway.plan.append(Answer(504, stores=True))
    contact = make_contact(None, phone=NUMBER)
    for _ in range(2):
        make_letter(contact)

    drain()

    assert sorted(Letter.objects.values_list("state", flat=True)) == [S.HELD, S.UNKNOWN]
    assert len(gateway.stored) == 1


def test_the_pace_is_kept_and_letters_by_other_channels_do_not_wait_for_it(
    gateway: Gateway, settings: Any
) -> None:
    settings.HUIYIN_WEBHOOK = settings_for(gateway, per_second=10)
    for number in range(25):
        make_letter(make_contact(None, phone=numbered(number)))
    mails = [make_letter(make_contact()) for _ in range(30)]

    carrier = Carrier(connections=0)
    with carrier._working():
        for _ in range(3):
            carrier._round(Event())
    assert Letter.objects.filter(pk__in=[letter.pk for letter in mails], state=S.SENT).count() == len(mails)
    assert len(gateway.stored) <= 10

    counts = drain()
    assert (counts["left"], len(gateway.stored)) == (0, 25)
    went = sorted(one.at for one in gateway.stored)
    assert min(later - earlier for earlier, later in zip(went, went[10:], strict=False)) > 0.9


def test_what_is_urgent_leaves_before_what_the_pace_holds_back(gateway: Gateway, settings: Any) -> None:
    settings.HUIYIN_WEBHOOK = settings_for(gateway, per_second=5)
    for number in range(12):
        make_letter(make_contact(None, phone=numbered(number)), priority=9)
    urgent = make_letter(make_contact(None, phone="+8613900139000"), urgent=True, priority=0)

    drain()

    assert gateway.stored[0].data["letter"] == str(urgent.pk)

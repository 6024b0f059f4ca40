"""A provider that is down, slow or refusing: nothing dies or doubles, and the next way waits for certainty.

The servers are real ones on this machine; only the waiting is simulated.
"""

import socket
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from huiyin.core.actor import Actor
from huiyin.messaging import outages
from huiyin.messaging.carrier import drain
from huiyin.messaging.channels.webhook.tests.factories import settings_for
from huiyin.messaging.kinds import KINDS, NoticeKind, register
from huiyin.messaging.models import Address, Attempt, ChannelPause, Contact, Letter
from huiyin.messaging.pauses import MOST_ERRORS, pause_channel
from huiyin.messaging.states import LetterState as S
from huiyin.messaging.tests.factories import KIND, make_contact, make_letter
from huiyin.todos.models import Todo
from tests.gateway import Answer, Gateway
from tests.sink import Sink

pytestmark = [pytest.mark.django_db, pytest.mark.both]

NOON = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)
PEOPLE = 12
SECRET_KIND = "test.secret"

if SECRET_KIND not in KINDS:
    plain = KINDS[KIND]
    register(NoticeKind(SECRET_KIND, "密", "Secret", plain.values, plain.still_wanted, is_secret=True))


@pytest.fixture
def gateway(settings: Any) -> Iterator[Gateway]:
    with Gateway() as running:
        settings.HUIYIN_WEBHOOK = settings_for(running, timeout=0.2)
        yield running


@pytest.fixture
def shut_port(settings: Any) -> int:
    """Where a mail server will be; until then connections are refused."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    settings.HUIYIN_EMAIL_URL = f"smtp://127.0.0.1:{port}/?from=hr@example.test&timeout=1"
    return port


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as moved:
        yield moved


def write(people: int = PEOPLE, email: str = "", **fields: Any) -> list[Contact]:
    """One letter each, for people with a mailbox and a phone."""
    contacts = [
        make_contact(f"{email}x{number}@example.test", phone=f"+86138001380{number:02}")
        for number in range(people)
    ]
    for contact in contacts:
        make_letter(contact, **fields)
    return contacts


def play(clock: Any, minutes: float, step: int = 15) -> None:
    """Let carrier and clock work through that much time."""
    for _ in range(int(minutes * 60 // step)):
        drain()
        outages.sweep()
        clock.shift(step)


def arrived(sink: Sink | None, gateway: Gateway) -> Counter[int]:
    """How many copies each person got, by any way."""
    to = [one.recipients[0] for one in sink.stored] if sink else []
    by_address = {one.value: one.contact_id for one in Address.objects.all()}
    return Counter(by_address[address] for address in [*to, *(one.data["to"] for one in gateway.stored)])


def states() -> Counter[str]:
    return Counter(Letter.objects.values_list("state", flat=True))


def test_outage_of_ten_minutes_ends_with_everything_out_once_and_no_other_way_taken(
    shut_port: int, gateway: Gateway, clock: Any
) -> None:
    contacts = write()
    drain()
    assert (Attempt.objects.count(), ChannelPause.objects.count()) == (MOST_ERRORS, 1)

    play(clock, 10)
    assert (states()[S.FAILED], len(gateway.stored)) == (0, 0)

    with Sink(port=shut_port) as sink:
        play(clock, 5)

    assert states() == {S.SENT: PEOPLE}
    assert arrived(sink, gateway) == dict.fromkeys((one.pk for one in contacts), 1)
    assert (len(gateway.stored), ChannelPause.objects.count()) == (0, 0)


def test_outage_of_an_hour_takes_the_next_way_after_thirty_minutes_and_once(
    shut_port: int, gateway: Gateway, clock: Any
) -> None:
    contacts = write()
    play(clock, 29, step=60)
    assert len(gateway.stored) == 0

    play(clock, 6, step=60)
    assert arrived(None, gateway) == dict.fromkeys((one.pk for one in contacts), 1)
    assert set(Letter.objects.filter(channel="email").values_list("state", "reason")) == {
        (S.FAILED, "channel_away")
    }

    with Sink(port=shut_port) as sink:
        play(clock, 30, step=60)
    assert (sink.stored_total, set(gateway.counts.values())) == (0, {1})
    assert Todo.objects.count() == 0


def test_outage_makes_an_urgent_letter_wait_five_minutes(
    shut_port: int, gateway: Gateway, clock: Any
) -> None:
    [contact] = write(1, urgent=True)
    for _ in range(MOST_ERRORS):
        make_letter(make_contact())
    play(clock, 4.5)
    assert len(gateway.stored) == 0

    play(clock, 1.5)

    assert arrived(None, gateway) == {contact.pk: 1}


@pytest.mark.parametrize(("urgent", "cards"), [(True, 6), (False, 0)])
def test_outage_with_no_other_channel_asks_colleagues_only_for_what_cannot_wait(
    shut_port: int, settings: Any, clock: Any, urgent: bool, cards: int
) -> None:
    settings.HUIYIN_WEBHOOK = None
    write(6, urgent=urgent)

    play(clock, 60, step=60)

    assert Todo.objects.filter(kind="letter.by_hand").count() == cards
    assert states()[S.FAILED] == cards


def test_outage_puts_no_secret_into_a_colleague_s_hands(shut_port: int, settings: Any, clock: Any) -> None:
    settings.HUIYIN_WEBHOOK = None
    write(6, urgent=True, kind=SECRET_KIND)

    play(clock, 30, step=60)

    assert (states()[S.FAILED], Todo.objects.filter(kind="letter.by_hand").count()) == (0, 0)


def test_outage_of_both_ways_leaves_everything_waiting(shut_port: int, gateway: Gateway, clock: Any) -> None:
    gateway.shut()
    ChannelPause.objects.create(
        channel="webhook", reason="refused", since=NOON, until=NOON + timedelta(hours=3)
    )
    write()

    play(clock, 60, step=60)

    assert set(Letter.objects.values_list("channel", flat=True)) == {"email"}
    assert states()[S.FAILED] == 0


def test_outage_by_a_person_s_hand_sends_nothing_another_way(
    shut_port: int, gateway: Gateway, clock: Any
) -> None:
    pause_channel("email", reason="wrong letters", by=Actor.system("test"))
    write(urgent=True)

    play(clock, 60, step=60)

    assert states() == {S.QUEUED: PEOPLE}
    assert len(gateway.stored) == 0


def test_outage_after_a_letter_was_perhaps_taken_never_sends_it_another_way(
    gateway: Gateway, clock: Any, settings: Any
) -> None:
    with Sink() as sink:
        settings.HUIYIN_EMAIL_URL = f"smtp://127.0.0.1:{sink.port}/?from=hr@example.test&timeout=1"
        contacts = write(4, email="drop.dot.", urgent=True)
        play(clock, 60, step=60)

    assert states() == {S.UNKNOWN: 4}
    assert arrived(sink, gateway) == dict.fromkeys((one.pk for one in contacts), 1)
    assert len(gateway.stored) == 0


def test_outage_of_a_gateway_that_takes_letters_and_says_nothing_stops_after_five(
    gateway: Gateway, clock: Any, settings: Any
) -> None:
    """Thirty seconds slow, where twenty are waited for: each such letter is in doubt, so few may be."""
    with Sink() as sink:
        settings.HUIYIN_EMAIL_URL = f"smtp://127.0.0.1:{sink.port}/?from=hr@example.test&timeout=1"
        gateway.usual = Answer(200, after=1.0)
        contacts = [
            make_contact(f"x{number}@example.test", phone=f"+86138001380{number:02}", ladder=["webhook"])
            for number in range(30)
        ]
        for contact in contacts:
            make_letter(contact)

        drain()
        doubtful = Letter.objects.filter(state=S.UNKNOWN).count()
        assert doubtful <= MOST_ERRORS
        assert ChannelPause.objects.count() == 1

        gateway.usual = Answer(200)
        play(clock, 5)

    assert states() == {S.SENT: 30 - doubtful, S.UNKNOWN: doubtful}
    assert arrived(sink, gateway) == dict.fromkeys((one.pk for one in contacts), 1)


@pytest.mark.parametrize("headers", [{}, {"Retry-After": "60"}])
def test_outage_of_a_gateway_that_refuses_uses_up_no_tries(
    gateway: Gateway, clock: Any, headers: dict[str, str]
) -> None:
    gateway.usual = Answer(503, headers=headers)
    contacts = [make_contact(None, phone=f"+86138001380{number:02}") for number in range(PEOPLE)]
    for contact in contacts:
        make_letter(contact)
    drain()
    assert len(gateway.asked) <= MOST_ERRORS

    play(clock, 10)
    assert len(gateway.asked) <= 25
    assert (states()[S.FAILED], set(Letter.objects.values_list("tries", flat=True))) == (0, {0})

    gateway.usual = Answer(200)
    play(clock, 5)

    assert states() == {S.SENT: PEOPLE}
    assert arrived(None, gateway) == dict.fromkeys((one.pk for one in contacts), 1)


def test_outage_of_five_days_switches_the_channel_off_and_tells_somebody(
    shut_port: int, settings: Any, clock: Any
) -> None:
    settings.HUIYIN_WEBHOOK = None
    write(6)
    drain()
    play(clock, 5 * 24 * 60 - 60, step=3600)
    drain()
    assert ChannelPause.objects.get().until is not None

    clock.shift(3600)
    drain()
    outages.sweep()

    pause = ChannelPause.objects.get()
    assert (pause.until, pause.since) == (None, NOON)
    assert pause.reason.startswith("nothing was taken for five days")
    assert Todo.objects.get().kind == "channel.paused"
    assert states()[S.FAILED] == 0


def test_outage_long_over_with_nobody_writing_since_switches_nothing_off(clock: Any) -> None:
    ChannelPause.objects.create(
        channel="email", reason="refused", since=NOON - timedelta(days=9), until=NOON - timedelta(days=8)
    )
    make_letter(make_contact(phone="+8613800138000"), due_at=NOON - timedelta(hours=3))

    assert outages.sweep() == 0

    assert ChannelPause.objects.get().until is not None
    assert states() == {S.QUEUED: 1}

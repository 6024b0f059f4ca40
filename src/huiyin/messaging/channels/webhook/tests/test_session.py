"""How a hand-over ends, on a real connection."""

import json
import ssl
import threading
import time
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest

from huiyin.messaging.channels.base import NotSent, Permanent, Retry, Sent, Unknown
from huiyin.messaging.channels.pace import Pace
from huiyin.messaging.channels.webhook.channel import IDLE_SECONDS, WebhookSession
from huiyin.messaging.channels.webhook.signing import read_secrets
from huiyin.messaging.channels.webhook.tests.factories import (
    channel_for,
    parcel,
    rendered,
    session_for,
)
from tests.certificate import make_certificate
from tests.gateway import OTHER_SECRET, SECRET, Answer, Gateway


def refusal(session: WebhookSession, number: int = 7) -> NotSent:
    with pytest.raises(NotSent) as refused:
        session.send(parcel(number))
    return refused.value


def test_letters_go_over_one_connection_and_are_verified_by_a_foreign_library() -> None:
    with Gateway() as gateway, session_for(gateway) as session:
        sent = [session.send(parcel(number)) for number in range(1, 21)]

    assert set(sent) == {Sent("200", "taken", provider_id="gw-1", phase="answered")}
    assert (gateway.connections, gateway.forged, len(gateway.counts)) == (1, 0, 20)
    assert set(gateway.counts.values()) == {1}


def test_what_arrives_is_what_the_letter_says_and_no_more() -> None:
    with Gateway() as gateway:
        channel = channel_for(gateway)
        made = channel.prepare(rendered())
        with session_for(gateway) as session:
            session.send(made)

    assert gateway.stored[0].raw == made.payload == channel.prepare(rendered()).payload
    assert gateway.stored[0].message_id == "huiyin_7_k3qv7m2a"
    assert json.loads(made.payload) == {
        "type": "letter.send",
        "timestamp": "2026-11-25T04:00:00+00:00",
        "data": {
            "letter": "7",
            "kind": "interview.scheduled",
            "to": "+8613800138000",
            "language": "zh-hans",
            "subject": "邀请您参加「供应链产品经理」初试",
            "text": "林若溪，您好：\n",
            "link": "https://hr.example.test/c/i/abc",
            "about": "interview:3",
            "version": 2,
            "due": "2026-11-25T04:00:00+00:00",
            "template": "INV-1",
            "values": {"name": "林若溪", "link": "https://hr.example.test/c/i/abc"},
        },
    }


def test_two_secrets_make_two_signatures_and_either_reader_is_content() -> None:
    both = read_secrets(f"{OTHER_SECRET} {SECRET}")
    for reader in (SECRET, OTHER_SECRET):
        with Gateway(secret=reader) as gateway, session_for(gateway, keys=both) as session:
            session.send(parcel())
        assert (gateway.forged, len(gateway.signatures[0].split(" "))) == (0, 2)


def test_a_secret_that_does_not_fit_stops_the_channel() -> None:
    with Gateway(secret=OTHER_SECRET) as gateway, session_for(gateway) as session:
        failure = refusal(session)

    assert (type(failure), failure.code, vars(failure)["bad_channel"]) == (Permanent, "401", True)


@pytest.mark.parametrize(
    ("answer", "kind", "phase", "stored"),
    [
        (Answer(how="drop", stores=True), Unknown, "body_sent", 1),
        (Answer(how="drop", stores=False), Unknown, "body_sent", 0),
        (Answer(after=5, stores=True), Unknown, "body_sent", 1),
        (Answer(how="drip"), Unknown, "body_sent", 1),
        (Answer(504, stores=True), Unknown, "answered", 1),
        (Answer(503, headers={"Retry-After": "40"}), Retry, "answered", 0),
        (Answer(500), Retry, "answered", 0),
        (Answer(422), Permanent, "answered", 0),
        (Answer(302, headers={"Location": "http://127.0.0.1:1/"}), Permanent, "answered", 0),
    ],
)
def test_how_far_it_came_decides(answer: Answer, kind: type[NotSent], phase: str, stored: int) -> None:
    with Gateway() as gateway:
        gateway.plan.append(answer)
        with session_for(gateway, timeout=0.4) as session:
            began = time.monotonic()
            failure = refusal(session)

            assert (type(failure), failure.phase, len(gateway.stored)) == (kind, phase, stored)
            assert time.monotonic() - began < 4
            # The next letter goes as if nothing had been.
            assert session.send(parcel(8)).code == "200"
    assert gateway.counts[parcel(7).message_id] == stored


def test_a_door_that_is_shut_has_certainly_taken_nothing() -> None:
    with Gateway() as gateway, session_for(gateway) as session:
        gateway.shut()
        failure = refusal(session)

    assert (type(failure), failure.phase, vars(failure)["pauses"]) == (Retry, "connect", True)


def test_a_name_that_cannot_be_found_has_certainly_taken_nothing() -> None:
    with Gateway() as gateway, session_for(gateway, url="https://gateway.invalid/letters") as session:
        failure = refusal(session)

    assert (type(failure), failure.phase, vars(failure)["pauses"]) == (Retry, "connect", True)


def test_a_connection_that_was_left_alone_is_opened_afresh() -> None:
    with Gateway() as gateway, session_for(gateway) as session:
        session.send(parcel(1))
        session._used_at -= IDLE_SECONDS + 1
        session.send(parcel(2))
        gateway.usual = replace(gateway.usual, headers={"Connection": "close"})
        session.send(parcel(3))
        session.send(parcel(4))

    assert (gateway.connections, len(gateway.stored), gateway.forged) == (3, 4, 0)


def test_the_id_is_the_same_at_every_try_and_the_signature_is_made_anew() -> None:
    with Gateway() as gateway:
        gateway.plan.extend([Answer(500)] * 3)
        with session_for(gateway) as session:
            for _ in range(3):
                refusal(session)
            session.send(parcel())

    assert gateway.asked == [parcel().message_id] * 4
    assert gateway.counts == {parcel().message_id: 1}


def test_a_large_answer_is_not_read_to_its_end() -> None:
    with Gateway() as gateway:
        gateway.plan.append(Answer(200, b"x" * 1_000_000))
        with session_for(gateway) as session:
            assert session.send(parcel(1)).provider_id == ""
            session.send(parcel(2))
    assert len(gateway.stored) == 2


def test_no_more_than_so_many_leave_in_any_second() -> None:
    pace, went = Pace(20), []

    def hand_over() -> None:
        for _ in range(10):
            pace.wait()
            went.append(time.monotonic())

    senders = [threading.Thread(target=hand_over) for _ in range(5)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()

    went.sort()
    assert len(went) == 50
    # Each left at or after its turn, and the twentieth after it had its turn a whole second later.
    assert min(later - earlier for earlier, later in zip(went, went[20:], strict=False)) > 0.9
    assert pace.free() <= 10


def session_at(gateway: Gateway, host: str) -> AbstractContextManager[WebhookSession]:
    return session_for(gateway, url=f"https://{host}:{gateway.port}/")


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    return make_certificate(tmp_path / "server.pem")


@pytest.mark.parametrize(
    ("host", "is_trusted", "opens"),
    [("127.0.0.1", True, True), ("127.0.0.1", False, False), ("localhost", True, False)],
)
def test_the_certificate_is_verified_for_the_name_although_the_address_is_chosen_by_us(
    certificate: Path, monkeypatch: pytest.MonkeyPatch, host: str, is_trusted: bool, opens: bool
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    if is_trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with Gateway(tls=context) as gateway, session_at(gateway, host) as session:
        if opens:
            assert session.send(parcel()) == Sent("200", "taken", provider_id="gw-1", phase="answered")
        else:
            failure = refusal(session)
            assert (type(failure), failure.phase, vars(failure)["bad_channel"]) == (Permanent, "hello", True)

    assert len(gateway.stored) == int(opens)

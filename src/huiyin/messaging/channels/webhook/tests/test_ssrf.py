"""The ways to be led inside, with somebody listening there: nobody knocks."""

import ipaddress
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from huiyin.messaging.channels.base import NotSent, Permanent
from huiyin.messaging.channels.webhook.addresses import is_allowed
from huiyin.messaging.channels.webhook.tests.factories import channel_for, parcel, session_for
from tests.gateway import Answer, Gateway, Listener

# Forms of an address that a system's resolver understands, each of which leads inside.
FORMS = [
    "127.0.0.1",
    "127.1",
    "127.0.0.53",
    "0.0.0.0",
    "0",
    "0x7f.1",
    "0x7f000001",
    "2130706433",
    "0177.0.0.1",
    "017700000001",
    "localhost",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[0:0:0:0:0:ffff:127.0.0.1]",
    "169.254.169.254",
    "[::ffff:169.254.169.254]",
    "100.100.100.200",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.0.1",
    "[fe80::1]",
    "[fd00::1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
]


@pytest.fixture
def inside() -> Iterator[list[Listener]]:
    """Doors on one port of this machine, by both protocols."""
    with ExitStack() as doors:
        first = doors.enter_context(Listener("127.0.0.1"))
        yield [first, doors.enter_context(Listener("::1", first.port))]


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("form", FORMS)
def test_no_form_of_an_inside_address_is_knocked_at(inside: list[Listener], form: str, scheme: str) -> None:
    with Gateway() as gateway:
        url = f"{scheme}://{form}:{inside[0].port}/"
        with session_for(gateway, url=url, allow=()) as session, pytest.raises(NotSent) as refused:
            session.send(parcel())

    assert (type(refused.value), refused.value.phase) == (Permanent, "connect")
    assert "not in public" in refused.value.reply
    assert [door.hits for door in inside] == [0, 0]


def test_a_redirect_to_the_inside_is_not_followed(inside: list[Listener]) -> None:
    with Gateway() as gateway:
        for status in (301, 302, 303, 307, 308):
            gateway.plan.append(Answer(status, headers={"Location": f"http://127.0.0.1:{inside[0].port}/"}))
            with session_for(gateway) as session, pytest.raises(Permanent):
                session.send(parcel())

    assert [door.hits for door in inside] == [0, 0]


def test_a_name_that_changes_its_mind_is_asked_once(
    inside: list[Listener], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rebinding: the first answer is allowed, every later one leads to a door inside."""
    answers: list[str] = []

    def resolve(*_args: Any, **_kwargs: Any) -> list[Any]:
        answers.append("127.0.0.2" if not answers else "127.0.0.1")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answers[-1], 0))]

    with Gateway(host="127.0.0.2") as gateway, Listener("127.0.0.1", gateway.port) as door:
        monkeypatch.setattr(socket, "getaddrinfo", resolve)
        only = (ipaddress.ip_network("127.0.0.2/32"),)
        session = channel_for(gateway, url=f"http://gateway.example.test:{gateway.port}/", allow=only).open()
        assert session.send(parcel(1)).code == "200"
        session.close()
        assert answers == ["127.0.0.2"]

        with pytest.raises(Permanent):
            session.send(parcel(2))

    assert (door.hits, len(gateway.stored)) == (0, 1)


def test_one_inside_address_among_several_refuses_the_name(
    inside: list[Listener], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (text, 0)) for text in ("127.0.0.2", "127.0.0.1")]
    with Gateway(host="127.0.0.2") as gateway:
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_kwargs: found)
        only = (ipaddress.ip_network("127.0.0.2/32"),)

        with session_for(gateway, allow=only) as session, pytest.raises(Permanent):
            session.send(parcel())

    assert (gateway.connections, inside[0].hits) == (0, 0)


@pytest.mark.parametrize(
    ("address", "allow", "expected"),
    [
        ("93.184.215.14", "", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", "", True),
        ("::ffff:93.184.215.14", "", True),
        ("10.20.3.4", "10.20.0.0/16", True),
        ("10.21.3.4", "10.20.0.0/16", False),
        ("::ffff:10.20.3.4", "10.20.0.0/16", True),
        ("::ffff:10.20.3.4", "::/0", False),
        ("2002:a14:304::", "", False),
        ("224.0.0.1", "", False),
        ("255.255.255.255", "", False),
        ("198.18.0.1", "", False),
        ("192.0.0.192", "", False),
        ("168.63.129.16", "", False),
        ("100.64.0.1", "", False),
        ("ff02::1", "", False),
        ("fec0::1", "", False),
        ("::127.0.0.1", "", False),
        ("64:ff9b::a9fe:a9fe", "", False),
        ("2001:0:4136:e378:8000:63bf:80ff:fffe", "", False),
    ],
)
def test_which_addresses_are_allowed(address: str, allow: str, expected: bool) -> None:
    networks = [ipaddress.ip_network(text) for text in allow.split()]

    assert is_allowed(ipaddress.ip_address(address), networks) is expected

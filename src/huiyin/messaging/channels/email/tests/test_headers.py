"""No subject, name or address makes a second header; every one is read back as it was."""

import email
import email.policy
from email.message import EmailMessage

import fast_mail_parser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.messaging.channels.base import Permanent
from huiyin.messaging.channels.email import headers
from huiyin.messaging.channels.email.channel import plain_address

BREAKS = ["\r\n", "\n", "\r", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x00", "\r\n ", "%0d%0a\r\n"]
ATTACKS = [f"您好{line_break}Bcc: thief@example.test" for line_break in BREAKS] + [
    f"hello{line_break}Bcc: thief@example.test" for line_break in BREAKS
]


def parse(*lines: str) -> EmailMessage:
    raw = "\r\n".join([*lines, "", ""]).encode("ascii")
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_subject_stays_one_header(attack: str) -> None:
    message = parse(headers.unstructured("Subject", attack))

    assert message.keys() == ["Subject"]
    assert "\n" not in message["Subject"]
    assert "\r" not in message["Subject"]


@pytest.mark.parametrize(
    "attack", [*ATTACKS, 'x" <thief@example.test>, "y', "a, b <c@d.e>", "a;b", "=?utf-8?q?=0ABcc?="]
)
def test_a_name_stays_one_header_with_one_address(attack: str) -> None:
    message = parse(headers.mailbox("To", attack, "lin@example.test"))

    assert message.keys() == ["To"]
    assert [address.addr_spec for address in message["To"].addresses] == ["lin@example.test"]


NAMES = [
    "林若溪",
    "Anna O'Neill, PhD",
    'Ann "the" Lee\\',
    "محمد عبد الله",
    "שרה כהן",
    "Zoë Müller-Lüdenscheidt",
    "👩🏽‍💻 王🎉",
    "欧阳" * 40,
    "x" * 80,
    "=?utf-8?b?5bCP?=",
    "",
]


@pytest.mark.parametrize("name", NAMES)
def test_names_of_the_world_are_read_back(name: str) -> None:
    line = headers.mailbox("From", name, "lin@example.test")

    # Not Python's own parser: it puts a space where two encoded words meet in a name.
    address = fast_mail_parser.parse_email(f"{line}\r\n\r\n".encode("ascii")).from_
    assert (address.display_name or "", address.address) == (name, "lin@example.test")
    assert [one.addr_spec for one in parse(line)["From"].addresses] == ["lin@example.test"]


@pytest.mark.parametrize("subject", [*NAMES, "邀请您参加「" + "供应链" * 30 + "」初试", "word " * 40 + "end"])
def test_subjects_of_the_world_are_read_back(subject: str) -> None:
    assert str(parse(headers.unstructured("Subject", subject))["Subject"]) == subject


@given(st.text(max_size=120))
def test_any_text_makes_one_short_lined_ascii_header(text: str) -> None:
    line = headers.unstructured("Subject", text)
    message = parse(line)

    assert message.keys() == ["Subject"]
    assert all(len(part) <= 130 for part in line.split("\r\n"))
    assert "".join(str(message["Subject"]).split()) == "".join(headers.one_line(text).split())


@pytest.mark.parametrize("address", ["Lin@Example.test", "a+b.c_d@mail.example.test", "x@例え.jp"])
def test_a_plain_address_may_stand_in_an_envelope(address: str) -> None:
    assert plain_address(address).isascii()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nobody",
        "a@",
        "@b.c",
        "a b@c.d",
        "a@b.c>\r\nRCPT TO:<thief@example.test",
        "a@b.c\nBcc: x@y.z",
        "<a@b.c>",
        "a@b.c,x@y.z",
        '"quoted part"@b.c',
        "林@example.test",
        "a@b..c",
    ],
)
def test_anything_else_is_the_addresss_fault(address: str) -> None:
    with pytest.raises(Permanent) as refusal:
        plain_address(address)

    assert (refusal.value.phase, refusal.value.bad_address) == ("prepare", True)

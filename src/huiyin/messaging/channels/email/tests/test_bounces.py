"""Which mails in the bounce box are believed, and what they say."""

import pytest

from huiyin.messaging.channels.email import bounces, signed
from huiyin.messaging.channels.email.channel import EmailChannel
from huiyin.messaging.channels.email.settings import read_email_url
from huiyin.messaging.channels.email.tests.reports import report

BOX = "bounces@example.test"
OURS = signed.bounce_address(BOX, 12)


def test_each_letter_has_a_signed_sender_of_its_own() -> None:
    channel = EmailChannel(read_email_url(f"smtp://mx.example.test/?from=hr@example.test&bounce={BOX}"))

    assert channel.sender_for(12) == OURS
    assert channel.sender_for(13) != OURS
    assert signed.letter_of(OURS, BOX) == 12


def test_without_a_bounce_box_the_sender_is_plain() -> None:
    channel = EmailChannel(read_email_url("smtp://mx.example.test/?from=hr@example.test"))

    assert channel.sender_for(12) == "hr@example.test"


def test_a_failed_report_says_that_it_bounced_and_why() -> None:
    bounce = bounces.parse(report(OURS), bounce=BOX)

    assert bounce
    assert (bounce.letter_id, bounce.event, bounce.status, bounce.bad_address) == (
        12,
        "bounced",
        "5.1.1",
        True,
    )
    assert bounce.diagnostic == "550 5.1.1 <lin@example.test>: no such user"
    assert "Final-Recipient" in bounce.raw


@pytest.mark.parametrize(
    ("action", "status", "event", "bad_address"),
    [
        ("failed", "5.1.1", "bounced", True),
        ("failed", "5.2.1", "bounced", True),
        ("failed", "5.2.2", "bounced", False),
        ("failed", "5.7.1", "bounced", False),
        ("failed", "4.4.7", "bounced", False),
        ("Failed", "5.1.10 (no)", "bounced", True),
        ("delayed", "4.4.1", "delayed", False),
        ("delivered", "2.0.0", "delivered", False),
    ],
)
def test_actions_and_states(action: str, status: str, event: str, bad_address: bool) -> None:
    bounce = bounces.parse(report(OURS, action=action, status=status), bounce=BOX)

    assert bounce
    assert (bounce.event, bounce.bad_address) == (event, bad_address)


def test_the_same_report_is_the_same_event_whatever_a_mailbox_adds() -> None:
    once = bounces.parse(report(OURS), bounce=BOX)
    again = bounces.parse(b"Received: from x by y\r\n" + report(OURS), bounce=BOX)
    another = bounces.parse(report(OURS, message_id="<report.2@mx.example.test>"), bounce=BOX)

    assert once
    assert again
    assert another
    assert once.event_id == again.event_id
    assert once.event_id != another.event_id


@pytest.mark.parametrize("header", ["Delivered-To: {}\n", "X-Original-To: <{}>\n", "Envelope-To: Box <{}>\n"])
def test_the_address_may_stand_in_what_the_mailbox_added(header: str) -> None:
    raw = report("bounces@example.test", more=header.format(OURS.upper()))

    bounce = bounces.parse(raw, bounce=BOX)

    assert bounce
    assert bounce.letter_id == 12


def test_forged_reports_are_not_believed() -> None:
    """Not even with our own X-Huiyin-Letter in the headers that they return."""
    forged = [
        "bounces@example.test",
        "bounces+12.0123456789abcdef@example.test",
        OURS.replace("+12.", "+13."),
        OURS.replace("@example.test", "@other.test"),
        OURS.replace("bounces+", "xbounces+"),
        "bounces+999999999999999999999.0123456789abcdef@example.test",
        "",
    ]

    assert [bounces.parse(report(to), bounce=BOX) for to in forged] == [None] * len(forged)


def test_what_is_no_report_is_no_bounce() -> None:
    others = [
        b"",
        b"\xff\xfe\x00",
        b"To: " + OURS.encode() + b"\r\nSubject: Out of office\r\n\r\nI am away\r\n",
        report(OURS, action="expanded"),
        report(OURS).replace(b"Action:", b"Inaction:"),
        report(OURS).replace(b"message/delivery-status", b"text/plain"),
        report(OURS)[:700],
        report(OURS) + b"x" * bounces.LARGEST,
    ]

    assert [bounces.parse(raw, bounce=BOX) for raw in others] == [None] * len(others)


@pytest.mark.parametrize("depth", [950, 5000])
def test_a_mail_that_breaks_the_parser_is_no_report(depth: int) -> None:
    """Who writes it need not know an address of ours that is signed."""
    nested = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(depth))
    mail = f"To: {BOX}\r\n{nested}Content-Type: text/plain\r\n\r\nhello\r\n"

    assert bounces.parse(mail.encode(), bounce=BOX) is None

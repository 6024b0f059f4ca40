"""The bytes of a mail, as two unrelated parsers and a calendar library read them."""

import email
import email.policy
import smtplib
from datetime import UTC, datetime
from email.message import EmailMessage

import fast_mail_parser
import icalendar
import pytest

from huiyin.messaging import render, shipped
from huiyin.messaging.channels.base import Letterhead, Rendered
from huiyin.messaging.channels.email import mime
from huiyin.messaging.channels.email.tests.factories import HEAD, ICS, rendered, with_calendar
from huiyin.messaging.fields import samples
from huiyin.messaging.letter_html import LOGO_CID

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8
WITH_LOGO = Letterhead(company="南枝供应链", site="https://hr.example.test", logo_png=PNG)


def build(letter: Rendered) -> bytes:
    return mime.build(
        letter,
        to=letter.to,
        sender="hr@example.test",
        reply_to="team@example.test",
        at=datetime(2026, 11, 24, 2, 0, tzinfo=UTC),
    )


def parse(raw: bytes) -> EmailMessage:
    message = email.message_from_bytes(raw, policy=email.policy.SMTP)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def shape(message: EmailMessage) -> object:
    kind = message.get_content_type()
    return (kind, [shape(part) for part in message.iter_parts()]) if message.is_multipart() else kind


def test_headers_say_who_what_and_that_a_machine_wrote_it() -> None:
    message = parse(build(rendered()))

    assert {name: str(message[name]) for name in message.keys()} | {"Content-Type": ""} == {  # noqa: SIM118
        "From": "南枝供应链 招聘组 <hr@example.test>",
        "To": "林若溪 <lin@example.test>",
        "Reply-To": "team@example.test",
        "Subject": rendered().subject,
        "Date": "Tue, 24 Nov 2026 02:00:00 +0000",
        "Message-ID": "<huiyin.7.0a1b2c3d@hr.example.test>",
        "X-Huiyin-Letter": "7",
        "Auto-Submitted": "auto-generated",
        "Content-Language": "zh-CN",
        "MIME-Version": "1.0",
        "Content-Type": "",
    }


def test_a_plain_letter_has_text_before_html() -> None:
    message = parse(build(rendered()))

    assert shape(message) == ("multipart/alternative", ["text/plain", "text/html"])
    text, html = message.iter_parts()
    assert text.get_content().replace("\r\n", "\n") == rendered().text  # type: ignore[attr-defined]
    assert html.get_content() == rendered().html  # type: ignore[attr-defined]


def test_a_logo_rides_along_with_the_html() -> None:
    message = parse(build(rendered(head=WITH_LOGO)))

    related = ("multipart/related", ["text/html", "image/png"])
    assert shape(message) == ("multipart/alternative", ["text/plain", related])
    [logo] = [part for part in message.walk() if part.get_content_type() == "image/png"]
    assert logo.get_content() == PNG  # type: ignore[attr-defined]
    assert logo["Content-ID"] == f"<{LOGO_CID}>"


@pytest.mark.parametrize("head", [HEAD, WITH_LOGO])
def test_a_calendar_is_an_invitation_and_a_file(head: Letterhead) -> None:
    message = parse(build(with_calendar(head=head)))

    html = "text/html" if head is HEAD else ("multipart/related", ["text/html", "image/png"])
    alternative = ("multipart/alternative", ["text/plain", html, "text/calendar"])
    assert shape(message) == ("multipart/mixed", [alternative, "text/calendar"])
    invitation, file = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    assert invitation.get_param("method") == file.get_param("method") == "REQUEST"
    assert invitation.get_content_disposition() is None
    assert (file.get_content_disposition(), file.get_filename()) == ("attachment", "invite.ics")
    for part in (invitation, file):
        calendar = icalendar.Calendar.from_ical(part.get_payload(decode=True))  # type: ignore[arg-type]
        [event] = calendar.walk("VEVENT")
        assert str(event["UID"]) == "interview-12@hr.example.test"
        assert str(calendar["METHOD"]) == "REQUEST"
        assert part.get_payload(decode=True) == ICS.encode()


def test_a_file_of_several_is_no_invitation() -> None:
    """A mail program would show the first of its events as the only one."""
    published = ICS.replace("METHOD:REQUEST", "METHOD:PUBLISH")
    message = parse(build(rendered(values={"ics": published, "ics_method": "PUBLISH"})))

    alternative = ("multipart/alternative", ["text/plain", "text/html"])
    assert shape(message) == ("multipart/mixed", [alternative, "text/calendar"])


def test_line_ends_of_a_calendar_are_always_crlf() -> None:
    message = parse(build(rendered(values={"ics": ICS.replace("\r\n", "\n"), "ics_method": "CANCEL"})))

    [part, _] = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    assert part.get_payload(decode=True) == ICS.encode()
    assert part.get_param("method") == "CANCEL"


@pytest.mark.parametrize("letter", [rendered(), rendered(head=WITH_LOGO), with_calendar(head=WITH_LOGO)])
def test_a_second_parser_reads_the_same_without_repairing(letter: Rendered) -> None:
    message = fast_mail_parser.parse_email(build(letter))

    assert message.warnings == []
    assert message.subject == letter.subject
    assert [(one.display_name, one.address) for one in message.to] == [("林若溪", "lin@example.test")]
    assert message.text_plain[0].replace("\r\n", "\n") == letter.text
    assert message.text_html[0] == letter.html


@pytest.mark.parametrize("letter", [rendered(), with_calendar(head=WITH_LOGO)])
def test_every_line_is_short_ascii_and_ends_in_crlf(letter: Rendered) -> None:
    raw = build(letter)

    assert raw.isascii()
    assert raw.endswith(b"\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert b"\r" not in raw.replace(b"\r\n", b"")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 120
    assert smtplib._fix_eols(raw.decode()) == raw.decode()  # type: ignore[attr-defined]


@pytest.mark.parametrize("code", shipped.shipped_texts())
@pytest.mark.parametrize("language", shipped.LANGUAGES)
def test_every_shipped_letter_arrives_as_it_was_rendered(code: str, language: str) -> None:
    words = render.preview(shipped.shipped_texts()[code].texts, language, samples(language), HEAD)
    letter = rendered(language=language, subject=words.subject, text=words.text, html=words.html)

    message = fast_mail_parser.parse_email(build(letter))

    assert message.warnings == []
    assert (message.subject, message.text_plain[0], message.text_html[0]) == (
        words.subject,
        words.text,
        words.html,
    )


def test_a_brand_may_name_its_own_sender() -> None:
    head = Letterhead(company="南枝", site="https://hr.example.test", sender_name="Nanzhi Talent")

    assert parse(build(rendered(head=head)))["From"].addresses[0].display_name == "Nanzhi Talent"
    assert mime.sender_name(HEAD, "en") == "南枝供应链 Recruiting"


def test_the_same_letter_makes_the_same_bytes() -> None:
    assert build(with_calendar()) == build(with_calendar())

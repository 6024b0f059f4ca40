"""Reading the bounce box over IMAP."""

import imaplib
from urllib.parse import quote

import pytest

from huiyin.messaging.channels.email import mailbox, signed
from huiyin.messaging.channels.email.bounces import Bounce
from huiyin.messaging.channels.email.mailbox import Polled
from huiyin.messaging.channels.email.settings import EmailSettings, read_email_url
from huiyin.messaging.channels.email.tests.reports import ImapBox, report

BOX = "bounces@example.test"
NOTICE = b"To: bounces@example.test\r\nSubject: Out of office\r\n\r\nAway.\r\n"


def settings_for(box: ImapBox, password: str = "secret") -> EmailSettings:
    imap = quote(f"imap://box:{password}@127.0.0.1:{box.port}/INBOX", safe="")
    return read_email_url(f"smtp://mx.example.test/?from=hr@example.test&bounce={BOX}&imap={imap}")


def two_reports() -> list[bytes]:
    return [
        report(signed.bounce_address(BOX, 12)),
        NOTICE,
        report(signed.bounce_address(BOX, 13), action="delayed", status="4.4.1"),
    ]


def test_reports_are_handed_over_and_everything_is_marked_as_read() -> None:
    found: list[Bounce] = []
    with ImapBox(two_reports()) as box:
        assert mailbox.poll(settings_for(box), found.append) == Polled(seen=3, reports=2)
        assert mailbox.poll(settings_for(box), found.append) == Polled(seen=0, reports=0)

        assert [(bounce.letter_id, bounce.event) for bounce in found] == [(12, "bounced"), (13, "delayed")]
        assert box.seen == {1, 2, 3}


def test_a_report_that_could_not_be_handled_is_met_again() -> None:
    found: list[Bounce] = []

    def fail(_bounce: Bounce) -> None:
        raise ZeroDivisionError

    with ImapBox(two_reports()) as box:
        with pytest.raises(ZeroDivisionError):
            mailbox.poll(settings_for(box), fail)
        assert box.seen == set()

        assert mailbox.poll(settings_for(box), found.append).reports == 2


def test_a_wrong_password_is_refused_and_the_connection_closed() -> None:
    with ImapBox([]) as box, pytest.raises(imaplib.IMAP4.error):
        mailbox.poll(settings_for(box, password="wrong"), lambda _bounce: None)


def test_without_a_box_there_is_nothing_to_read() -> None:
    settings = read_email_url("smtp://mx.example.test/?from=hr@example.test")

    assert mailbox.poll(settings, lambda _bounce: None) == Polled(seen=0, reports=0)

"""The sink is itself trusted by every delivery test, so what it says of itself is checked first."""

import smtplib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sink import Sink, SinkProcess

MAIL = b"Message-ID: <one@example.test>\r\nSubject: hello\r\n\r\n.leading dot\r\nbody\r\n"


@pytest.fixture
def sink() -> Iterator[Sink]:
    with Sink() as sink:
        yield sink


def send(port: int, to: str, timeout: float = 2) -> None:
    with smtplib.SMTP("127.0.0.1", port, local_hostname="test", timeout=timeout) as smtp:
        smtp.sendmail("from@example.test", [to], MAIL)


def test_a_plain_address_is_stored_byte_for_byte(sink: Sink) -> None:
    send(sink.port, "anna@example.test")

    assert [mail.content for mail in sink.stored] == [MAIL]
    assert sink.counts == {"<one@example.test>": 1}


@pytest.mark.parametrize("phase", ["rcpt", "data"])
def test_dropping_before_the_body_stores_nothing(sink: Sink, phase: str) -> None:
    with pytest.raises(smtplib.SMTPServerDisconnected):
        send(sink.port, f"drop.{phase}@example.test")

    assert sink.stored_total == 0


@pytest.mark.parametrize("act", ["drop", "hang"])
def test_silence_after_the_dot_stores_the_mail(sink: Sink, act: str) -> None:
    with pytest.raises(smtplib.SMTPServerDisconnected):
        send(sink.port, f"{act}.dot@example.test", timeout=0.2)

    assert sink.counts == {"<one@example.test>": 1}


@pytest.mark.parametrize("phase", ["connect", "ehlo", "mail"])
def test_early_breaks_end_by_themselves(sink: Sink, phase: str) -> None:
    sink.break_next(phase, 1)

    with pytest.raises((smtplib.SMTPServerDisconnected, ConnectionError)):
        send(sink.port, "anna@example.test")
    assert sink.stored_total == 0

    send(sink.port, "anna@example.test")
    assert sink.stored_total == 1


@pytest.mark.parametrize("code", [421, 450, 451, 452, 550, 551, 552, 553, 554])
def test_codes_are_said_at_rcpt(sink: Sink, code: int) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refusal:
        send(sink.port, f"code.{code}@example.test")

    assert refusal.value.recipients[f"code.{code}@example.test"][0] == code
    assert sink.stored_total == 0


def test_a_code_after_the_dot_stores_nothing(sink: Sink) -> None:
    with pytest.raises(smtplib.SMTPDataError):
        send(sink.port, "code.554.dot@example.test")

    assert sink.stored_total == 0


def test_misbehaving_stops_after_the_given_times(sink: Sink) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        send(sink.port, "retry.7.times.1@example.test")
    send(sink.port, "retry.7.times.1@example.test")

    assert sink.stored_total == 1


def test_a_process_of_its_own_writes_a_journal(tmp_path: Path) -> None:
    with SinkProcess(tmp_path / "mails.jsonl", "--delay", "1") as sink:
        send(sink.port, "anna@example.test")
        send(sink.port, "anna@example.test")

        assert sink.counts() == {"<one@example.test>": 2}

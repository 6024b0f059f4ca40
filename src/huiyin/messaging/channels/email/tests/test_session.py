"""Every phase of a dialogue broken on purpose, against a server that counts what it stored."""

from collections.abc import Iterator

import pytest

from huiyin.messaging.channels.base import NotSent, Permanent, Retry, Unknown
from huiyin.messaging.channels.email.session import EmailSession
from huiyin.messaging.channels.email.tests.factories import MAIL, parcel, settings_for
from tests.sink import Sink

TIMES = 20


@pytest.fixture(params=["one flight", "step by step"])
def sink(request: pytest.FixtureRequest) -> Iterator[Sink]:
    with Sink() as sink:
        if request.param == "step by step":
            sink.offers.remove("PIPELINING")
        yield sink


@pytest.fixture
def session(sink: Sink) -> Iterator[EmailSession]:
    session = open_session(sink)
    yield session
    session.close()


def open_session(sink: Sink, **more: str) -> EmailSession:
    return EmailSession(settings_for(sink, **more), lambda letter_id: f"bounces+{letter_id}@example.test")


def failure_of(session: EmailSession, number: int, to: str) -> NotSent:
    with pytest.raises(NotSent) as failure:
        session.send(parcel(number, to))
    return failure.value


def test_a_letter_is_stored_byte_for_byte_with_its_own_sender(sink: Sink, session: EmailSession) -> None:
    sent = session.send(parcel(7, "lin@example.test"))

    assert (sent.code, sent.reply, sent.phase) == ("250", "2.0.0 Stored as 1", "answered")
    [stored] = sink.stored
    assert stored.content == MAIL % 7
    assert (stored.sender, stored.recipients) == ("bounces+7@example.test", ["lin@example.test"])


def test_lines_that_begin_with_a_dot_arrive_so(sink: Sink, session: EmailSession) -> None:
    dotted = b"Subject: x\r\n\r\n.one\r\n..two\r\n.\r\nthree"
    session.send(parcel(1, "lin@example.test").__class__(1, "lin@example.test", dotted))

    assert [mail.content for mail in sink.stored] == [dotted + b"\r\n"]


def test_one_connection_carries_many_letters(sink: Sink, session: EmailSession) -> None:
    for number in range(TIMES):
        session.send(parcel(number, f"p{number}@example.test"))

    assert (sink.connections, sink.stored_total, sink.duplicates) == (1, TIMES, [])


def test_a_connection_is_renewed_after_its_share(sink: Sink) -> None:
    session = open_session(sink, reuse="5")
    for number in range(TIMES):
        session.send(parcel(number, f"p{number}@example.test"))
    session.close()

    assert (sink.connections, sink.stored_total) == (4, TIMES)


@pytest.mark.parametrize("phase", ["connect", "ehlo", "mail"])
def test_breaking_before_the_recipient_is_a_retry_for_the_whole_channel(sink: Sink, phase: str) -> None:
    for number in range(TIMES):
        session = open_session(sink)
        sink.break_next(phase)
        failure = failure_of(session, number, f"p{number}@example.test")
        assert isinstance(failure, Retry)
        assert failure.pauses
        session.send(parcel(number, f"p{number}@example.test"))
        session.close()

    assert (sink.stored_total, sink.duplicates) == (TIMES, [])


@pytest.mark.parametrize("phase", ["rcpt", "data"])
def test_breaking_before_the_body_is_a_retry_of_this_letter(
    sink: Sink, session: EmailSession, phase: str
) -> None:
    for number in range(TIMES):
        to = f"drop.{phase}.times.1.p{number}@example.test"
        failure = failure_of(session, number, to)
        assert isinstance(failure, Retry)
        assert (failure.phase, failure.pauses) == (phase, False)
        session.send(parcel(number, to))

    assert (sink.stored_total, sink.duplicates) == (TIMES, [])


@pytest.mark.parametrize("act", ["drop", "hang"])
def test_silence_after_the_final_dot_is_unknown(sink: Sink, act: str) -> None:
    session = open_session(sink, timeout="0.15")
    for number in range(TIMES):
        failure = failure_of(session, number, f"{act}.dot.p{number}@example.test")
        assert isinstance(failure, Unknown)
        assert failure.phase == "body_sent"
    session.close()

    assert (sink.stored_total, sink.duplicates) == (TIMES, [])


def test_hanging_before_the_body_is_a_retry(sink: Sink) -> None:
    session = open_session(sink, timeout="0.15")

    failure = failure_of(session, 1, "hang.rcpt@example.test")

    assert isinstance(failure, Retry)
    assert (failure.phase, sink.stored_total) == ("rcpt", 0)


def test_an_idle_connection_that_the_server_closed_is_no_failure(sink: Sink, session: EmailSession) -> None:
    session.send(parcel(1, "a@example.test"))
    sink.break_next("mail")

    session.send(parcel(2, "b@example.test"))

    assert (sink.stored_total, sink.connections) == (2, 2)


@pytest.mark.parametrize("code", [421, 450, 451, 452])
@pytest.mark.parametrize("place", ["", ".dot"])
def test_a_temporary_no_is_a_retry(sink: Sink, session: EmailSession, code: int, place: str) -> None:
    failure = failure_of(session, 1, f"code.{code}{place}@example.test")

    assert isinstance(failure, Retry)
    assert (failure.code, failure.pauses, failure.after) == (str(code), False, None)
    session.send(parcel(2, "b@example.test"))
    assert list(sink.counts) == ["<2@hr.example.test>"]


@pytest.mark.parametrize(
    ("code", "place", "bad_address"),
    [
        (550, "", True),
        (551, "", True),
        (552, "", False),
        (553, "", True),
        (554, "", False),
        (550, ".data", True),
        (552, ".dot", False),
        (554, ".dot", False),
    ],
)
def test_a_lasting_no_is_permanent(
    sink: Sink, session: EmailSession, code: int, place: str, bad_address: bool
) -> None:
    failure = failure_of(session, 1, f"code.{code}{place}@example.test")

    assert isinstance(failure, Permanent)
    assert (failure.code, failure.bad_address, failure.bad_channel) == (str(code), bad_address, False)
    session.send(parcel(2, "b@example.test"))
    assert (list(sink.counts), sink.connections) == (["<2@hr.example.test>"], 1)


def test_a_hint_is_heard(session: EmailSession) -> None:
    failure = failure_of(session, 1, "retry.7@example.test")

    assert isinstance(failure, Retry)
    assert (failure.after, failure.reply) == (7.0, "4.7.1 try again in 7 seconds")


def test_a_server_that_is_away_pauses_the_channel(sink: Sink) -> None:
    session = open_session(sink)
    session._settings = settings_for(Sink(port=1))

    failure = failure_of(session, 1, "a@example.test")

    assert isinstance(failure, Retry)
    assert (failure.phase, failure.pauses) == ("connect", True)


def test_no_address_is_kept_in_a_reply(sink: Sink, session: EmailSession) -> None:
    sink.say_address = True

    failure = failure_of(session, 1, "code.550.secret-person@example.test")

    assert failure.reply == "5.1.1 No such user here: <recipient>"


def test_a_server_that_wants_a_body_for_nobody_is_left(sink: Sink, session: EmailSession) -> None:
    sink.is_greedy = True

    failure = failure_of(session, 1, "code.550@example.test")

    assert isinstance(failure, Permanent)
    session.send(parcel(2, "b@example.test"))
    assert list(sink.counts) == ["<2@hr.example.test>"]

"""Passwords and encryption: one try, nothing in clear by accident, nothing in what is kept."""

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from huiyin.messaging.channels.base import Permanent
from huiyin.messaging.channels.email.session import EmailSession
from huiyin.messaging.channels.email.settings import EmailSettings
from huiyin.messaging.channels.email.tests.factories import parcel, settings_for
from tests.certificate import make_certificate
from tests.sink import Sink

LOGIN = ("hr", "open sesame")
GOOD = "hr:open%20sesame"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of our own for 127.0.0.1, with its key in the same file."""
    return make_certificate(tmp_path_factory.mktemp("tls") / "server.pem")


@pytest.fixture
def context(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def secure_sink(context: ssl.SSLContext) -> Iterator[Sink]:
    with Sink(tls=context, login=LOGIN) as sink:
        yield sink


def send(settings: EmailSettings) -> None:
    session = EmailSession(settings, lambda _letter: settings.sender)
    try:
        session.send(parcel(1, "lin@example.test"))
    finally:
        session.close()


def refusal(settings: EmailSettings) -> Permanent:
    with pytest.raises(Permanent) as failure:
        send(settings)
    assert failure.value.bad_channel
    return failure.value


def test_starttls_and_login(secure_sink: Sink, certificate: Path) -> None:
    send(settings_for(secure_sink, login=GOOD, ca=str(certificate)))

    assert secure_sink.stored_total == 1


def test_smtps_and_login(context: ssl.SSLContext, certificate: Path) -> None:
    with Sink(tls=context, is_smtps=True, login=LOGIN) as sink:
        send(settings_for(sink, login=GOOD, scheme="smtps", ca=str(certificate)))

        assert sink.stored_total == 1


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_an_untrusted_certificate_stops_the_channel(context: ssl.SSLContext, scheme: str) -> None:
    with Sink(tls=context, is_smtps=scheme == "smtps", login=LOGIN) as sink:
        failure = refusal(settings_for(sink, login=GOOD, scheme=scheme))

        assert "certificate verify failed" in failure.reply
        assert sink.stored_total == 0


def test_required_encryption_that_is_not_offered_stops_the_channel() -> None:
    with Sink() as sink:
        failure = refusal(settings_for(sink, tls="required"))

        assert (failure.phase, sink.stored_total) == ("hello", 0)


def test_a_password_does_not_cross_the_open_net() -> None:
    with Sink(login=LOGIN) as sink:
        settings = settings_for(sink, login=GOOD)
        far = EmailSettings(
            server=settings.server.__class__("127.1", sink.port, is_tls=False, user="hr", password="x"),
            sender=settings.sender,
        )

        assert "no encryption" in refusal(far).reply


def test_a_wrong_password_is_said_once_and_kept_nowhere(secure_sink: Sink, certificate: Path) -> None:
    failure = refusal(settings_for(secure_sink, login="hr:wrong%20word", ca=str(certificate)))

    assert (failure.phase, failure.code) == ("login", "535")
    assert failure.reply == "5.7.8 Authentication failed for hr with ***"
    assert "wrong word" not in repr(failure)
    assert secure_sink.refused_logins == 1


def test_a_server_that_wants_a_login_stops_the_channel() -> None:
    with Sink(login=LOGIN) as sink:
        failure = refusal(settings_for(sink))

        assert (failure.phase, failure.code) == ("mail", "530")


def test_a_server_without_logins_stops_the_channel() -> None:
    with Sink() as sink:
        assert "no way to log in" in refusal(settings_for(sink, login=GOOD)).reply

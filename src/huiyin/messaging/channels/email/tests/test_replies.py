"""How the words of mail servers are understood."""

import base64

import pytest

from huiyin.messaging.channels.base import Permanent, Retry
from huiyin.messaging.channels.email import replies
from huiyin.messaging.channels.email.settings import Server


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("4.7.1 try again in 7 seconds", 7),
        ("Greylisted, please retry in 5 minutes", 300),
        ("greylisted for 300 seconds", 300),
        ("Please wait 2 min and try again", 120),
        ("too many, come back after 1 hour", 3600),
        ("请在 60 秒后重试", 60),
        ("请 5分钟 后再试", 300),
        ("wait 99999 hours", 24 * 3600),
        ("4.2.2 Mailbox full", None),
        ("mailbox over quota in folder 7", None),
    ],
)
def test_hints_are_found(text: str, seconds: float | None) -> None:
    assert replies.hint(text) == seconds


@pytest.mark.parametrize("phase", ["connect", "hello", "login", "mail"])
def test_before_the_recipient_it_is_never_the_letters_fault(phase: str) -> None:
    temporary, lasting = replies.refused(phase, 451, "later"), replies.refused(phase, 550, "5.1.1 no")

    assert isinstance(temporary, Retry)
    assert temporary.pauses
    assert isinstance(lasting, Permanent)
    assert (lasting.bad_channel, lasting.bad_address) == (True, False)


@pytest.mark.parametrize(
    ("phase", "code", "text", "bad_address"),
    [
        ("rcpt", 550, "5.1.1 unknown", True),
        ("rcpt", 550, "no such user", True),
        ("rcpt", 550, "5.7.1 policy", False),
        ("rcpt", 554, "5.1.1 unknown", True),
        ("rcpt", 550, "5.2.1 disabled", True),
        ("rcpt", 552, "5.2.2 full", False),
        ("rcpt", 553, "5.1.8 bad sender domain", False),
        ("answered", 550, "spam", False),
        ("answered", 550, "5.1.1 unknown", True),
    ],
)
def test_the_address_is_blamed_only_when_it_is_to_blame(
    phase: str, code: int, text: str, bad_address: bool
) -> None:
    refusal = replies.refused(phase, code, text)

    assert isinstance(refusal, Permanent)
    assert (refusal.bad_address, refusal.bad_channel) == (bad_address, False)


def test_secrets_and_addresses_are_cut_out() -> None:
    server = Server("mail.example.test", 25, is_tls=False, user="hr", password="open sesame")
    coded = base64.b64encode(b"open sesame").decode()

    kept = replies.without_secrets(
        f"no open sesame,\n {coded} for <Lin@Example.test>", server, "lin@example.test"
    )

    assert kept == "no ***, *** for <recipient>"
    assert len(replies.without_secrets("x" * 999, server)) == 300
    assert replies.without_secrets("550 no\0such", server) == "550 no such"

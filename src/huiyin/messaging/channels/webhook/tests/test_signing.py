"""Our signatures and those of the standard's own library are the same, in both directions."""

from datetime import UTC, datetime

import pytest
import time_machine
from standardwebhooks import Webhook

from huiyin.messaging.channels.webhook.signing import is_signed, read_secrets, sign
from tests.gateway import OTHER_SECRET, SECRET

NOW = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)
VECTORS = [
    (
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        1614265330,
        b'{"test": 2432232314}',
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    ),
    (
        "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
        "msg_0001",
        1795305600,
        b'{"type":"interview.scheduled","timestamp":"2026-11-22T00:00:00Z","data":{"interview_id":"42"}}',
        "v1,+R6j9Qz8uAcuNdPVIchDiKzD9Bq/dNNXL+B/I7ICoZY=",
    ),
]


@pytest.mark.parametrize(("secret", "message_id", "at", "body", "signature"), VECTORS)
def test_the_known_signatures_come_out(
    secret: str, message_id: str, at: int, body: bytes, signature: str
) -> None:
    keys = read_secrets(secret)

    assert sign(keys, message_id, at, body) == signature
    assert is_signed(keys, (message_id, str(at), signature), body, now=at + 299)


def test_both_libraries_verify_what_the_other_signs() -> None:
    body, moment = '{"text":"面试"}'.encode(), int(NOW.timestamp())
    with time_machine.travel(NOW, tick=False):
        ours = sign(read_secrets(f"{OTHER_SECRET} {SECRET}"), "huiyin_7_k3", moment, body)
        theirs = Webhook(SECRET).sign("msg_1", NOW, body.decode())
        given = {"webhook-id": "huiyin_7_k3", "webhook-timestamp": str(moment), "webhook-signature": ours}

        assert Webhook(SECRET).verify(body, given) == {"text": "面试"}
        assert Webhook(OTHER_SECRET).verify(body, given) == {"text": "面试"}
    assert is_signed(read_secrets(SECRET), ("msg_1", str(moment), theirs), body, now=moment)


@pytest.mark.parametrize(
    "given",
    [
        ("msg_2", "{at}", "{good}"),
        ("msg_1", "{at}", "v1,AAAA"),
        ("msg_1", "{at}", "v1a,{bare}"),
        ("msg_1", "{at}", "{bare}"),
        ("msg_1", "{at}", ""),
        ("", "{at}", "{good}"),
        ("msg_1", "{old}", "{good_old}"),
        ("msg_1", "{early}", "{good_early}"),
        ("msg_1", "{at}.0", "{good}"),
        ("msg_1", "-1", "{good}"),
        ("msg_1", "", "{good}"),
        ("msg_1", "４", "{good}"),
        ("msg_1", "{at}", "v1,é {good_other}"),
    ],
)
def test_what_is_forged_old_or_early_is_not_believed(given: tuple[str, str, str]) -> None:
    keys, at = read_secrets(SECRET), 1_795_600_000
    words = {
        "at": at,
        "old": at - 301,
        "early": at + 301,
        "good": sign(keys, "msg_1", at, b"{}"),
        "bare": sign(keys, "msg_1", at, b"{}").removeprefix("v1,"),
        "good_old": sign(keys, "msg_1", at - 301, b"{}"),
        "good_early": sign(keys, "msg_1", at + 301, b"{}"),
        "good_other": sign(read_secrets(OTHER_SECRET), "msg_1", at, b"{}"),
    }
    message_id, moment, signatures = (text.format(**words) for text in given)

    assert not is_signed(keys, (message_id, moment, signatures), b"{}", now=at)


def test_another_body_is_not_believed_and_without_a_key_nothing_is() -> None:
    keys = read_secrets(SECRET)
    good = sign(keys, "msg_1", 1000, b"{}")

    assert is_signed(keys, ("msg_1", "1000", f"v1,AAAA {good}"), b"{}", now=1000)
    assert not is_signed(keys, ("msg_1", "1000", good), b"{} ", now=1000)
    assert not is_signed((), ("msg_1", "1000", good), b"{}", now=1000)


@pytest.mark.parametrize("text", ["secret", "whsec_", "whsec_AAAA", "whsec_!", SECRET.removeprefix("whsec_")])
def test_what_is_no_secret_is_refused_without_being_repeated(text: str) -> None:
    with pytest.raises(ValueError, match=r"^a secret is whsec_ and 24 to 64 bytes in base64$"):
        read_secrets(text)

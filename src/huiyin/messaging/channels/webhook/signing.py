"""Standard Webhooks: what is signed, how, and when a signature is believed. Pure."""

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Sequence

# How far the other side's clock may be from ours, and how old a copy may be before it is a replay.
TOLERANCE = 300
_MOMENT = re.compile(r"[0-9]{1,12}", re.ASCII)


def read_secrets(text: str) -> tuple[bytes, ...]:
    """The keys in `whsec_… whsec_…`, newest first. A ValueError never repeats what was written."""
    return tuple(_key(word) for word in text.replace(",", " ").split())


def _key(word: str) -> bytes:
    try:
        key = base64.b64decode(word.removeprefix("whsec_"), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not word.startswith("whsec_") or not 24 <= len(key) <= 64:
        raise ValueError("a secret is whsec_ and 24 to 64 bytes in base64")
    return key


def sign(keys: Sequence[bytes], message_id: str, at: int, body: bytes) -> str:
    """One signature for each key, so that the reader may change over at her own hour."""
    return " ".join("v1," + _digest(key, message_id, str(at), body) for key in keys)


def is_signed(keys: Sequence[bytes], given: tuple[str, str, str], body: bytes, *, now: float) -> bool:
    """Whether `given` (id, timestamp, signatures) speaks for the body, by any key, and is fresh."""
    message_id, moment, signatures = given
    if not message_id or not _MOMENT.fullmatch(moment) or abs(now - int(moment)) > TOLERANCE:
        return False
    offered = [word.encode() for word in signatures.split(" ") if word.startswith("v1,")][:10]
    wanted = [b"v1," + _digest(key, message_id, moment, body).encode() for key in keys]
    # All are compared, so that time tells nothing about which of them fits.
    return any([hmac.compare_digest(one, other) for one in offered for other in wanted])  # noqa: C419


def _digest(key: bytes, message_id: str, moment: str, body: bytes) -> str:
    signed = f"{message_id}.{moment}.".encode() + body
    return base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()

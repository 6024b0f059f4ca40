"""What a gateway's answer means: taken, not now, never, our own mistake, or nobody knows. Pure."""

import json
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from huiyin.messaging.channels.base import NotSent, Permanent, Retry, Sent, Unknown

PHASE = "answered"
LONGEST_HINT = 24 * 3600.0
# What is wrong there would be wrong for every letter: a moved or closed address, or another secret.
_BROKEN = frozenset({300, 301, 302, 303, 304, 305, 307, 308, 401, 403, 404, 405, 407, 410})
_BUSY = frozenset({429, 502, 503})
_LATER = frozenset({408, 425})


def taken(status: int, body: bytes) -> Sent:
    """2xx. A gateway that numbers its messages answers `{"id": "…"}`, and its receipts may name that."""
    number = _table(body).get("id")
    provider_id = str(number)[:120] if isinstance(number, str | int) else ""
    return Sent(str(status), "taken", provider_id=provider_id, phase=PHASE)


def refused(status: int, body: bytes, *, retry_after: str, now: datetime) -> NotSent:
    """Anything else. `{"code": "bad_address"}` with a 4xx blames the recipient's address."""
    code = str(_table(body).get("code") or "")[:60]
    said = (PHASE, str(status), code)
    if status == 504:
        # Somebody between us and the gateway gave up waiting for it: the letter may have been taken.
        return Unknown(*said)
    if status in _BUSY or (status >= 500 and retry_after):
        return Retry(*said, after=hint(retry_after, now), pauses=True)
    if status in _LATER or status >= 500:
        return Retry(*said, after=hint(retry_after, now))
    if code == "bad_address":
        return Permanent(*said, bad_address=True)
    return Permanent(*said, bad_channel=status < 400 or status in _BROKEN)


def hint(text: str, now: datetime) -> float | None:
    """Seconds until we may ask again, from a Retry-After in seconds or as a date."""
    text = text.strip()
    if text.isascii() and text.isdecimal():
        seconds = float(text[:9])
    else:
        try:
            seconds = (parsedate_to_datetime(text) - now).total_seconds()
        except (ValueError, TypeError):
            return None
    return min(seconds, LONGEST_HINT) if seconds > 0 else None


def _table(body: bytes) -> dict[str, Any]:
    try:
        read = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}

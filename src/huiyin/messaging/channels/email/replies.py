"""What a mail server's refusal means: try again, never, our fault, or nobody knows. Pure."""

import base64
import re

from huiyin.messaging.channels.base import NotSent, Permanent, Retry
from huiyin.messaging.channels.email.settings import Server

# Up to MAIL the server does not know for whom it is: what fails there would fail for every letter.
BEFORE_RECIPIENT = frozenset({"connect", "hello", "login", "mail"})
_LOGIN_CODES = frozenset({530, 534, 535, 538})
_BAD_ADDRESS_CODES = frozenset({550, 551, 553})
_ENHANCED = re.compile(r"^([245])\.(\d{1,3})\.(\d{1,3})\b")
_HINT = re.compile(
    r"(?:in|after|for|wait)\s+(\d{1,5})\s*(s|secs?|seconds?|m|mins?|minutes?|h|hours?)\b|(\d{1,5})\s*(秒|分钟|小时)",
    re.IGNORECASE,
)
_UNIT = {"s": 1, "m": 60, "h": 3600, "秒": 1, "分": 60, "小": 3600}
LONGEST_HINT = 24 * 3600.0


def refused(phase: str, code: int, text: str) -> NotSent:
    """A clear answer that says no. `text` is already without secrets."""
    said = (phase, str(code), text)
    if 400 <= code < 500:
        return Retry(*said, after=hint(text), pauses=phase in BEFORE_RECIPIENT)
    if code in _LOGIN_CODES or phase in BEFORE_RECIPIENT:
        return Permanent(*said, bad_channel=True)
    return Permanent(*said, bad_address=_blames_address(phase, code, text))


def _blames_address(phase: str, code: int, text: str) -> bool:
    """By the enhanced code where there is one; a bare 550 blames the address only at RCPT."""
    if enhanced := _ENHANCED.match(text):
        subject, detail = int(enhanced[2]), int(enhanced[3])
        # 5.1.x is about the address, but 5.1.7 and 5.1.8 are about the sender's.
        return (subject == 1 and detail not in {7, 8}) or (subject, detail) == (2, 1)
    return phase == "rcpt" and code in _BAD_ADDRESS_CODES


def hint(text: str) -> float | None:
    """Seconds until the server wants to be asked again, if it said so."""
    found = _HINT.search(text)
    if not found:
        return None
    amount, unit = (found[1], found[2].lower()) if found[1] else (found[3], found[4])
    return min(float(amount) * _UNIT[unit[0]], LONGEST_HINT)


def without_secrets(text: str, server: Server, recipient: str = "") -> str:
    """A reply as it may be kept: one line, no password in any dress, and no address in clear."""
    text = " ".join(text.replace("\0", " ").split())
    if server.password:
        plain = f"\0{server.user}\0{server.password}".encode()
        for secret in (
            server.password,
            base64.b64encode(server.password.encode()).decode(),
            base64.b64encode(plain).decode(),
        ):
            text = text.replace(secret, "***")
    if recipient:
        text = re.sub(re.escape(recipient), "<recipient>", text, flags=re.IGNORECASE)
        text = text.replace("<<recipient>>", "<recipient>")
    return text[:300]

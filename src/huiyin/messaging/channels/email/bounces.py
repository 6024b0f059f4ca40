"""Bounces: RFC 3464 reports, believed only when they come to an address that we signed."""

import email
import email.policy
import hashlib
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.message import Message
from typing import Literal

from huiyin.core.digests import in_letters
from huiyin.messaging.channels.email import signed

log = logging.getLogger(__name__)
Event = Literal["bounced", "delayed", "delivered"]

# Where the mailbox's server may have written for whom the report was.
_ADDRESSED = ("Delivered-To", "X-Original-To", "X-Envelope-To", "Envelope-To", "To")
_EVENTS: dict[str, Event] = {"failed": "bounced", "delayed": "delayed", "delivered": "delivered"}
LARGEST = 5 * 1024 * 1024


@dataclass(frozen=True)
class Bounce:
    """One report about one letter. `event_id` is the same however often the report is read.

    `bad_address` is set when the status blames the recipient's address itself (5.1.x, 5.2.1).
    """

    letter_id: int
    event: Event
    event_id: str
    status: str
    diagnostic: str
    bad_address: bool
    raw: str


def parse(raw: bytes, *, bounce: str) -> Bounce | None:
    """What a mail in the bounce box says; None for anything that is no report or not about us."""
    if len(raw) > LARGEST:
        return None
    try:
        return _parse(raw, bounce)
    except (RecursionError, ValueError, LookupError) as hostile:
        # Anybody can write to this address; a mail that cannot be read must not stop those behind it.
        log.warning("a mail in the bounce box cannot be read: %s", type(hostile).__name__)
        return None


def _parse(raw: bytes, bounce: str) -> Bounce | None:
    message = email.message_from_bytes(raw, policy=email.policy.compat32)
    letter_id = _letter(message, bounce)
    status = next(_statuses(message), None)
    if letter_id is None or status is None:
        return None
    event = _EVENTS.get(_field(status, "Action").lower())
    if event is None:
        return None
    code = _field(status, "Status").split(" ")[0]
    return Bounce(
        letter_id=letter_id,
        event=event,
        event_id=f"dsn:{letter_id}:{event}:{_digest(message, raw)}",
        status=code,
        diagnostic=_field(status, "Diagnostic-Code").partition(";")[2].strip()[:300],
        bad_address=event == "bounced" and (code.startswith("5.1.") or code == "5.2.1"),
        raw=raw.decode("utf-8", "replace"),
    )


def _letter(message: Message, bounce: str) -> int | None:
    for address in _addresses(message):
        if (letter_id := signed.letter_of(address, bounce)) is not None:
            return letter_id
    return None


def _addresses(message: Message) -> Iterable[str]:
    for name in _ADDRESSED:
        for value in message.get_all(name, []):
            for part in str(value).replace("\r", " ").replace("\n", " ").split(","):
                yield part[part.find("<") + 1 :].strip().rstrip(">")


def _statuses(message: Message) -> Iterator[Message]:
    """The per-recipient groups of the first delivery-status part, each read as headers."""
    for part in message.walk():
        groups = part.get_payload()
        if part.get_content_type() == "message/delivery-status" and isinstance(groups, list):
            yield from (group for group in groups if isinstance(group, Message) and group.get("Action"))
            return


def _field(group: Message, name: str) -> str:
    return " ".join(str(group.get(name, "")).split())


def _digest(message: Message, raw: bytes) -> str:
    """By the report's own Message-ID, which stays when a mailbox adds headers; else by its bytes."""
    own = str(message.get("Message-ID", "")).strip().encode("utf-8", "replace")
    return in_letters(hashlib.blake2s(own or raw, digest_size=12).digest())

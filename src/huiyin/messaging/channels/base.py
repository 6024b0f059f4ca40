"""What a channel is: one folder that prepares a parcel and hands it over. Nothing here touches the database.

`prepare` is pure and runs beside the network; `send` runs in a sender's thread over a session that is kept
open. A hand-over ends in `Sent`, or raises one of three: `Retry` (certainly not taken, try again),
`Permanent` (certainly not taken, never will be), `Unknown` (perhaps taken; never re-sent silently).
`prepare` may raise `Permanent` too, for an address that no server could take.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol


@dataclass(frozen=True)
class Letterhead:
    """How a brand signs: its names, where answers go, its colour (checked for contrast) and its logo."""

    company: str
    site: str
    sender_name: str = ""
    reply_to: str = ""
    colour: str = "#0F6E6E"
    logo_png: bytes = b""


@dataclass(frozen=True)
class Rendered:
    """A letter ready to be put into a channel's form. All text is final, `html` is complete and escaped.

    `message_id` is whole, with its angle brackets, and the same at every try. `values` are the cleaned
    values that it was made of; `ics` and `ics_method` ride along for the calendar part. The rest is for
    channels whose other side is a program and wants to know what the letter is. `short` holds the texts for a
    small screen, `sms` and `chat`, where the template has them.
    """

    letter_id: int
    message_id: str
    to: str
    to_name: str
    language: str
    subject: str
    text: str
    html: str
    head: Letterhead
    values: dict[str, str] = field(default_factory=dict)
    kind: str = ""
    about: str = ""
    version: int = 1
    template: str = ""
    due_at: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    short: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Parcel:
    """What is handed over: exact bytes and where to. `message_id` for channels that do not write it into
    the bytes.
    """

    letter_id: int
    to: str
    payload: bytes
    message_id: str = ""


@dataclass(frozen=True)
class Sent:
    """The other side took it; `reply` is what it said."""

    code: str = ""
    reply: str = ""
    provider_id: str = ""
    phase: str = "answered"


@dataclass
class NotSent(Exception):
    """`phase` says how far it came; `code` and `reply` are the other side's words, without secrets."""

    phase: str
    code: str = ""
    reply: str = ""


@dataclass
class Retry(NotSent):
    """Certainly not taken. `after` seconds when the other side asked for it. `pauses` stops the whole
    channel for that long: the server itself is away, not this letter.
    """

    after: float | None = None
    pauses: bool = False


@dataclass
class Permanent(NotSent):
    """Certainly not taken and never will be. `bad_address` blames the recipient's address; `bad_channel`
    our own configuration (a wrong password), which pauses the channel until a person mends it.
    """

    bad_address: bool = False
    bad_channel: bool = False


@dataclass
class Unknown(NotSent):
    """It may have been taken."""


class Session(Protocol):
    """One open connection, used by one thread."""

    def send(self, parcel: Parcel) -> Sent: ...

    def close(self) -> None: ...


class Channel(Protocol):
    key: str

    def prepare(self, rendered: Rendered) -> Parcel: ...

    def open(self) -> Session: ...

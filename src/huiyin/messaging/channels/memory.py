"""The twin for tests: letters end in a list, and the recipient's address says what goes wrong.

`retry@`, `permanent@`, `wrong@` (a bad address), `unknown@`, `away@` (the server is down), `login@` (our
password is wrong), `broken@` (a mistake of our own). `retry.30@` hints at thirty seconds.
"""

from dataclasses import dataclass

from huiyin.messaging.channels.base import Parcel, Permanent, Rendered, Retry, Sent, Unknown


@dataclass(frozen=True)
class Mail:
    """What arrived, as its reader sees it."""

    letter_id: int
    message_id: str
    to: str
    subject: str
    text: str
    html: str
    values: dict[str, str]


arrived: list[Mail] = []
tried: list[int] = []
_prepared: dict[int, Mail] = {}


def empty() -> None:
    """Forget everything; each test begins so."""
    arrived.clear()
    tried.clear()
    _prepared.clear()


class MemoryChannel:
    key = "email"

    def prepare(self, rendered: Rendered) -> Parcel:
        _prepared[rendered.letter_id] = Mail(
            rendered.letter_id,
            rendered.message_id,
            rendered.to,
            rendered.subject,
            rendered.text,
            rendered.html,
            dict(rendered.values),
        )
        return Parcel(rendered.letter_id, rendered.to, f"{rendered.subject}\n\n{rendered.text}".encode())

    def open(self) -> "MemorySession":
        return MemorySession()


class MemorySession:
    def send(self, parcel: Parcel) -> Sent:
        tried.append(parcel.letter_id)
        word, _, rest = parcel.to.partition("@")[0].partition(".")
        if word == "retry":
            raise Retry("rcpt", "450", "busy", after=float(rest) if rest.isdecimal() else None)
        if word in {"permanent", "wrong"}:
            raise Permanent("rcpt", "550", "no such user", bad_address=word == "wrong")
        if word == "away":
            raise Retry("connect", "", "connection refused", pauses=True)
        if word == "login":
            raise Permanent("login", "535", "authentication failed", bad_channel=True)
        if word == "broken":
            raise ZeroDivisionError
        arrived.append(_prepared.pop(parcel.letter_id))
        if word == "unknown":
            raise Unknown("body_sent")
        return Sent(code="250", reply="taken", provider_id=f"memory-{len(arrived)}")

    def close(self) -> None:
        """Nothing is open."""

"""The demo's mailbox: a real SMTP server that keeps every mail as a file, and the reading of them.

Each mail is one `.eml` in a folder, named by arrival; a second file is never written for the same bytes
on purpose, so what was received can be counted.
"""

import base64
import email
import email.policy
import logging
import signal
import socket
import threading
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage, Message
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

GONE, QUIET = "@gone.example", "@quiet.example"
"""Addresses that fare as some do in real life: the first is refused, behind the second the connection breaks
after the whole letter was handed over, so that nobody knows whether it arrived.
"""


class _Keeper:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lock = threading.Lock()
        self.count = len(list(folder.glob("*.eml")))

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: ARG002, N802 -- aiosmtpd's name
        if address.lower().endswith(GONE):
            return "550 5.1.1 there is no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: ARG002, N802 -- aiosmtpd's name
        if any(to.endswith(QUIET) for to in envelope.rcpt_tos):
            server.transport.close()
            return "250 never heard"
        with self.lock:
            self.count += 1
            name = f"{self.count:06d}.eml"
        to = ", ".join(envelope.rcpt_tos).encode()
        partial = self.folder / f"{name}.part"
        partial.write_bytes(b"X-Envelope-To: " + to + b"\r\n" + envelope.content)
        partial.rename(self.folder / name)
        return "250 kept"


def start(folder: Path, port: int = 0) -> Controller:
    """Listen on loopback; port 0 picks a free one (read it from `controller.port`)."""
    folder.mkdir(parents=True, exist_ok=True)
    logging.getLogger("mail.log").setLevel(logging.WARNING)
    controller = Controller(
        _Keeper(folder), hostname="127.0.0.1", port=port or _free_port(), decode_data=False
    )
    controller.start()
    return controller


def keep_listening(folder: Path, port: int) -> None:
    """The mailbox as a process of its own, until it is told to end."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    controller = start(folder, port)
    stop.wait()
    controller.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Mail:
    """One kept mail, as a reader shows it."""

    number: int
    to: str
    sender: str
    subject: str
    at: datetime
    text: str
    html: str
    has_calendar: bool
    pictures: dict[str, str]


def mails(folder: Path) -> list[int]:
    """Numbers of the kept mails, newest first."""
    return sorted((int(path.stem) for path in folder.glob("*.eml")), reverse=True)


def read(folder: Path, number: int) -> Mail | None:
    path = folder / f"{number:06d}.eml"
    if not path.exists():
        return None
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return Mail(
        number=number,
        to=str(message["X-Envelope-To"]),
        sender=str(message["From"]),
        subject=str(message["Subject"]),
        at=parsedate_to_datetime(str(message["Date"])),
        text=_part(message, "plain"),
        html=_part(message, "html"),
        has_calendar=any(part.get_content_type() == "text/calendar" for part in message.walk()),
        pictures=dict(_picture(part) for part in message.walk() if part["Content-ID"]),
    )


def _part(message: EmailMessage, kind: str) -> str:
    body = message.get_body(preferencelist=(kind,))
    return str(body.get_content()) if body else ""


def _picture(part: Message) -> tuple[str, str]:
    """A picture that travels in the mail, under the name by which the HTML calls it, as a data address."""
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    data = base64.b64encode(payload).decode()
    return str(part["Content-ID"]).strip("<>"), f"data:{part.get_content_type()};base64,{data}"

"""What `HUIYIN_EMAIL_URL` says, read once.

    smtp://user:password@mail.example.com:587/?from=hr@example.com&bounce=bounces@example.com

`smtps://` speaks TLS from the start (465), `smtp://` upgrades with STARTTLS when it is offered (587, or 25
without a user). Percent-encode what is special in user and password. Parameters:

    from       the sender's address; without it the user if that is an address, else huiyin@ our own site
    bounce     where bounces go; gets `+<letter>.<signature>` before its @. Without it `from` is used plainly
    reply_to   where answers go if the brand names no address
    tls        `auto` (default), `required`, or `off`
    ca         a file of certificates to trust instead of the system's
    timeout    seconds to wait for any one answer (30)
    reuse      letters per connection before a fresh one (100)
    helo       the name we greet with (localhost)
    imap       where bounces are fetched: imaps://user:password@host/INBOX, percent-encoded as one value
"""

import re
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import parse_qs, unquote, urlsplit

Tls = Literal["auto", "required", "off"]
PARAMETERS = frozenset({"from", "bounce", "reply_to", "tls", "ca", "timeout", "reuse", "helo", "imap"})
PORTS = {"smtp": 587, "smtps": 465, "imap": 143, "imaps": 993}

# What may stand in an envelope: one plain address, nothing that could end a line or begin another.
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")


@dataclass(frozen=True)
class Server:
    """Where to connect, and as whom. The password is never shown."""

    host: str
    port: int
    is_tls: bool
    user: str = ""
    password: str = field(default="", repr=False)
    folder: str = ""

    @property
    def is_local(self) -> bool:
        return self.host in {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True)
class EmailSettings:
    server: Server
    sender: str
    bounce: str = ""
    reply_to: str = ""
    tls: Tls = "auto"
    ca: str = ""
    timeout: float = 30.0
    reuse: int = 100
    helo: str = "localhost"
    imap: Server | None = None


def read_email_url(url: str, *, site: str = "localhost") -> EmailSettings:
    """Refuses with a ValueError that says what to mend and never repeats a password. `site` is our host."""
    parts = urlsplit(url)
    server = _server(url, ("smtp", "smtps"))
    given = parse_qs(parts.query, keep_blank_values=True)
    if unknown := sorted(given.keys() - PARAMETERS):
        raise ValueError(f"{unknown[0]} is not a parameter; use {', '.join(sorted(PARAMETERS))}")
    values = {key: texts[-1].strip() for key, texts in given.items()}
    tls = values.get("tls", "auto")
    if tls not in {"auto", "required", "off"}:
        raise ValueError("tls must be auto, required or off")
    return EmailSettings(
        server=server,
        sender=_address("from", values.get("from") or _default_sender(server.user, site)),
        bounce=_address("bounce", values["bounce"]) if values.get("bounce") else "",
        reply_to=_address("reply_to", values["reply_to"]) if values.get("reply_to") else "",
        tls=tls,  # type: ignore[arg-type]
        ca=values.get("ca", ""),
        timeout=_number("timeout", values.get("timeout", "30"), 600),
        reuse=int(_number("reuse", values.get("reuse", "100"), 100_000)),
        helo=_helo(values.get("helo", "localhost")),
        imap=_server(values["imap"], ("imap", "imaps")) if values.get("imap") else None,
    )


def read_imap_url(url: str) -> Server:
    """A mail box by itself, such as the one for résumés."""
    return _server(url, ("imap", "imaps"))


def _server(url: str, schemes: tuple[str, ...]) -> Server:
    parts = urlsplit(url)
    if parts.scheme not in schemes or not parts.hostname:
        raise ValueError(f"use {schemes[0]}:// or {schemes[1]}:// with a host")
    try:
        port = parts.port
    except ValueError:
        raise ValueError("the port is not a number up to 65535") from None
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if "\n" in user + password or "\r" in user + password or "\0" in user + password:
        raise ValueError("user and password are one line each")
    standard = PORTS[parts.scheme] if user or parts.scheme != "smtp" else 25
    folder = unquote(parts.path.strip("/"))
    return Server(parts.hostname, port or standard, parts.scheme.endswith("s"), user, password, folder)


def _default_sender(user: str, site: str) -> str:
    if ADDRESS.fullmatch(user):
        return user
    is_name = re.fullmatch(r"[A-Za-z0-9.-]*[A-Za-z][A-Za-z0-9.-]*", site)
    return f"huiyin@{site if is_name else 'localhost'}"


def _address(name: str, value: str) -> str:
    if not ADDRESS.fullmatch(value):
        raise ValueError(f"{name}= must be one e-mail address, such as {name}=hr@example.com")
    return value


def _number(name: str, value: str, most: float) -> float:
    try:
        number = float(value)
    except ValueError:
        number = 0
    if not 0 < number <= most:
        raise ValueError(f"{name} must be a number above 0 and up to {most:g}")
    return number


def _helo(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9.:\[\]-]{1,255}", value):
        raise ValueError("helo must be a host name")
    return value

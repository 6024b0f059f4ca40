"""What `HUIYIN_WEBHOOK_…` says, read once and judged; docs/settings.md describes each. Pure."""

import ipaddress
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from huiyin.messaging.channels.webhook.signing import read_secrets

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Complain = Callable[[str, str, str], None]
"""Called with a setting's name, what is wrong, and the mend."""

URL, SECRET, RECEIPTS = "HUIYIN_WEBHOOK_URL", "HUIYIN_WEBHOOK_SECRET", "HUIYIN_WEBHOOK_RECEIPT_SECRET"
ALLOW, PER_SECOND, PER_DAY = "HUIYIN_WEBHOOK_ALLOW", "HUIYIN_WEBHOOK_PER_SECOND", "HUIYIN_WEBHOOK_PER_DAY"
NAMES = (URL, SECRET, RECEIPTS, ALLOW, PER_SECOND, PER_DAY)
LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})
HOW_TO_MAKE_ONE = "write whsec_ and 24 to 64 random bytes in base64, as `openssl rand -base64 32` makes them"


@dataclass(frozen=True)
class WebhookSettings:
    """Where letters are posted, and how. `timeout` bounds one whole hand-over, in seconds."""

    url: str
    keys: tuple[bytes, ...] = field(repr=False)
    receipt_keys: tuple[bytes, ...] = field(default=(), repr=False)
    allow: tuple[Network, ...] = ()
    per_second: int = 10
    per_day: int = 50
    timeout: float = 20.0

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""

    @property
    def is_tls(self) -> bool:
        return self.url.startswith("https:")

    @property
    def port(self) -> int:
        return urlsplit(self.url).port or (443 if self.is_tls else 80)

    @property
    def target(self) -> str:
        """Path and query, as the request names them."""
        parts = urlsplit(self.url)
        return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def read_webhook(values: Mapping[str, str], complain: Complain) -> WebhookSettings | None:
    """The channel as it was chosen; None when there is none, or when it cannot be used."""
    wrong: list[str] = []

    def refuse(name: str, problem: str, mend: str) -> None:
        wrong.append(name)
        complain(name, problem, mend)

    url = values.get(URL, "")
    read = WebhookSettings(
        url=url,
        keys=_keys(values, SECRET, refuse),
        receipt_keys=_keys(values, RECEIPTS, refuse),
        allow=_networks(values, refuse),
        per_second=_number(values, PER_SECOND, 10, 1000, refuse),
        per_day=_number(values, PER_DAY, 50, 10_000, refuse),
    )
    if not url:
        return None
    if problem := _url_problem(url):
        refuse(URL, f"cannot be used: {problem}", "use https://gateway.example.com/letters")
    if not read.keys and SECRET not in wrong:
        refuse(SECRET, "is missing, and letters by webhook are signed", HOW_TO_MAKE_ONE)
    return None if wrong else read


def _url_problem(url: str) -> str:
    """Why an address is none; what it says is not repeated, it may hold a token."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return "it is no address"
    if parts.scheme not in {"http", "https"} or not host:
        return "it begins with https:// and a host"
    if parts.scheme == "http" and host not in LOCAL_HOSTS:
        return "http is for this machine itself; letters hold personal data"
    if parts.username is not None or parts.fragment:
        return "it has no user, password or fragment; letters are signed instead"
    if not url.isascii() or any(letter <= " " or letter == "\x7f" for letter in url):
        return "it is plain ASCII without spaces; write a name in other letters as xn--…"
    return ""


def _keys(values: Mapping[str, str], name: str, refuse: Complain) -> tuple[bytes, ...]:
    try:
        return read_secrets(values.get(name, ""))
    except ValueError as wrong:
        refuse(name, f"cannot be used: {wrong}", HOW_TO_MAKE_ONE)
        return ()


def _networks(values: Mapping[str, str], refuse: Complain) -> tuple[Network, ...]:
    found = []
    for word in values.get(ALLOW, "").replace(",", " ").split():
        try:
            found.append(ipaddress.ip_network(word))
        except ValueError:
            refuse(ALLOW, f"names no network: {word!r}", "use networks such as 10.20.0.0/16 or 10.20.3.4/32")
    return tuple(found)


def _number(values: Mapping[str, str], name: str, default: int, most: int, refuse: Complain) -> int:
    text = values.get(name, "")
    if not text:
        return default
    if text.isascii() and text.isdecimal() and 1 <= int(text) <= most:
        return int(text)
    refuse(name, f"is not a whole number: {text!r}", f"use a number from 1 to {most}")
    return default

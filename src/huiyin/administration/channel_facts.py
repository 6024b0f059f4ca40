"""How each channel was set up: by which variable, whether it is there. No secret is ever shown."""

import os
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from huiyin.messaging.channels import is_there


@dataclass(frozen=True)
class Variable:
    """`value` is what may be shown of it: a host, a number, or only that it is set."""

    name: str
    value: str
    is_set: bool
    source: str
    says: str


@dataclass(frozen=True)
class ChannelFacts:
    key: str
    name: str
    says: str
    shape: str
    word: str
    variables: tuple[Variable, ...]


def channel_facts() -> list[ChannelFacts]:
    return [_mail(), _webhook(), _by_hand()]


def _mail() -> ChannelFacts:
    url = urlsplit(settings.HUIYIN_EMAIL_URL)
    leaves = url.scheme in {"smtp", "smtps"}
    where = f"{url.scheme}://{url.hostname or ''}{f':{url.port}' if url.port else ''}"
    return ChannelFacts(
        "email",
        _("E-mail"),
        _("One mailbox sends for the whole house; brands give it their name and the address for answers."),
        "ok" if leaves else "wait",
        _("set up") if leaves else _("letters stay in this house: no mail server is set"),
        (
            _variable("HUIYIN_EMAIL_URL", where, _("The mail server, with its user and password.")),
            _variable(
                "HUIYIN_HOLD_SECONDS",
                str(settings.HUIYIN_HOLD_SECONDS),
                _("Seconds in which letters to many can be called back."),
            ),
            _variable(
                "HUIYIN_BASE_URL", settings.HUIYIN_BASE_URL, _("What every link in a letter begins with.")
            ),
        ),
    )


def _webhook() -> ChannelFacts:
    there = is_there("webhook")
    hook = settings.HUIYIN_WEBHOOK
    host = urlsplit(hook.url).netloc.rpartition("@")[2] if hook else ""
    secret = _("set, not shown") if hook else ""
    return ChannelFacts(
        "webhook",
        _("The company's own gateway"),
        _("For SMS and the like: letters are posted to an address of yours, signed."),
        "ok" if there else "none",
        _("set up") if there else _("not set up"),
        (
            _variable("HUIYIN_WEBHOOK_URL", host, _("Where letters are posted to.")),
            _variable("HUIYIN_WEBHOOK_SECRET", secret, _("What they are signed with.")),
            _variable("HUIYIN_WEBHOOK_RECEIPT_SECRET", "", _("What its receipts are signed with.")),
        ),
    )


def _by_hand() -> ChannelFacts:
    return ChannelFacts(
        "by_hand",
        _("By hand"),
        _("Where nothing else reaches a person: a card for a colleague with text, link and call script."),
        "ok",
        _("always there"),
        (),
    )


def _variable(name: str, value: str, says: str) -> Variable:
    """`source` is where it was read from: the environment wins over `huiyin.toml`."""
    in_environment = bool(os.environ.get(name))
    source = _("environment") if in_environment else _("huiyin.toml, or the default")
    is_set = in_environment or bool(value)
    secret = not value and in_environment
    return Variable(name, _("set, not shown") if secret else value, is_set, source, says)

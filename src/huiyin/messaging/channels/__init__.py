"""The channels there are: a name in a ladder, and the class that carries it, imported when first used."""

from functools import lru_cache
from importlib import import_module
from urllib.parse import urlsplit

from django.conf import settings

from huiyin.messaging.channels.base import Channel, Permanent
from huiyin.messaging.channels.webhook.settings import WebhookSettings

# HUIYIN_EMAIL_URL chooses what stands behind "email". "by_hand" has no carrier: it is a colleague's card.
EMAIL = {
    "smtp": "huiyin.messaging.channels.email.channel:EmailChannel",
    "smtps": "huiyin.messaging.channels.email.channel:EmailChannel",
    "console": "huiyin.messaging.channels.console:ConsoleChannel",
    "memory": "huiyin.messaging.channels.memory:MemoryChannel",
}
WEBHOOK = "huiyin.messaging.channels.webhook.channel:WebhookChannel"
KEYS = ("email", "webhook")


def is_there(key: str) -> bool:
    """Whether this installation has a carrier for a rung."""
    return key == "email" or (key == "webhook" and settings.HUIYIN_WEBHOOK is not None)


def get_channel(key: str) -> Channel:
    """The channel behind a rung; one that is not installed can carry nothing."""
    if key == "email":
        return _email(settings.HUIYIN_EMAIL_URL)
    if not is_there(key):
        raise Permanent("prepare", reply=f"there is no channel {key}")
    return _webhook(settings.HUIYIN_WEBHOOK)


def free_now() -> dict[str, int]:
    """How many letters each channel that has a pace could hand over at this moment."""
    return {key: get_channel(key).pace.free() for key in ("webhook",) if is_there(key)}  # type: ignore[attr-defined]


@lru_cache(maxsize=4)
def _email(url: str) -> Channel:
    channel: Channel = _class(EMAIL[urlsplit(url).scheme])()
    return channel


@lru_cache(maxsize=4)
def _webhook(chosen: WebhookSettings) -> Channel:
    channel: Channel = _class(WEBHOOK)(chosen)
    return channel


def _class(path: str) -> type:
    module, _, name = path.partition(":")
    found: type = getattr(import_module(module), name)
    return found

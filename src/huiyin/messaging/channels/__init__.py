"""The channels there are: a name in a ladder, and the class that carries it, imported when first used."""

from functools import lru_cache
from importlib import import_module
from urllib.parse import urlsplit

from django.conf import settings

from huiyin.messaging.channels.base import Channel, Permanent

# HUIYIN_EMAIL_URL chooses what stands behind "email". "by_hand" has no carrier: it is a colleague's card.
EMAIL = {
    "smtp": "huiyin.messaging.channels.email.channel:EmailChannel",
    "smtps": "huiyin.messaging.channels.email.channel:EmailChannel",
    "console": "huiyin.messaging.channels.console:ConsoleChannel",
    "memory": "huiyin.messaging.channels.memory:MemoryChannel",
}


def get_channel(key: str) -> Channel:
    """The channel behind a rung; one that is not installed can carry nothing."""
    if key != "email":
        raise Permanent("prepare", reply=f"there is no channel {key}")
    return _channel(settings.HUIYIN_EMAIL_URL)


@lru_cache(maxsize=4)
def _channel(url: str) -> Channel:
    module, _, name = EMAIL[urlsplit(url).scheme].partition(":")
    channel: Channel = getattr(import_module(module), name)()
    return channel

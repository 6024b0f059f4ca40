"""Bounce addresses that only we can have made: `bounces+<letter>.<signature>@example.com`."""

import hmac
import re
from functools import lru_cache

from huiyin.core.encryption import blind_index

_SIGNED = re.compile(r"\+(\d{1,18})\.([a-z0-9]{16})@")


@lru_cache(maxsize=4096)
def _signature(letter_id: int) -> str:
    return blind_index(str(letter_id), purpose="bounce")[:16]


def bounce_address(bounce: str, letter_id: int) -> str:
    local, _, domain = bounce.partition("@")
    return f"{local}+{letter_id}.{_signature(letter_id)}@{domain}"


def letter_of(address: str, bounce: str) -> int | None:
    """The letter that an address was made for; None for what is not ours or not signed by us."""
    local, _, domain = bounce.lower().partition("@")
    lower = address.strip().strip("<>").lower()
    found = _SIGNED.search(lower)
    if not found or lower != f"{local}{found[0]}{domain}":
        return None
    letter_id = int(found[1])
    return letter_id if hmac.compare_digest(found[2], _signature(letter_id)) else None

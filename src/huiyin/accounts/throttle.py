"""How often one may be wrong. Only wrong tries count, and each limit belongs to the place they come from,
so that a guesser shuts out himself and nobody else.
"""

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address, ip_network

from django.http import HttpRequest
from django.utils.translation import gettext as _

from huiyin.accounts.models import FailedTry
from huiyin.core import clock
from huiyin.core.encryption import blind_index
from huiyin.core.errors import TooMany


@dataclass(frozen=True)
class Limit:
    tries: int
    window: timedelta


LIMITS: dict[str, Limit] = {
    # one account from one device or network
    "signin": Limit(5, timedelta(minutes=15)),
    # one account from everywhere; a remembered device is not asked
    "signin.account": Limit(50, timedelta(hours=1)),
    # one network over all accounts
    "signin.network": Limit(100, timedelta(minutes=15)),
    # codes sent by letter: here each wish counts, for one account from one network, from everywhere, and
    # for one network over all accounts
    "signin.code": Limit(3, timedelta(minutes=15)),
    "signin.code.account": Limit(10, timedelta(hours=1)),
    "signin.code.network": Limit(30, timedelta(minutes=15)),
    # one interview code, wherever it is typed
    "code": Limit(5, timedelta(hours=1)),
    # one network over all codes: a carrier's network has many people behind it
    "code.network": Limit(50, timedelta(minutes=10)),
    # one colleague asking for numbers that nobody has
    "number.lookup": Limit(30, timedelta(minutes=10)),
    # one network whose receipts are signed by nobody we know
    "receipt.network": Limit(20, timedelta(minutes=1)),
    # applications sent by one network, which may be a whole campus, and for one address
    "apply.network": Limit(60, timedelta(hours=1)),
    "apply.address": Limit(6, timedelta(hours=1)),
    # one network over all unknown links
    "capability": Limit(10, timedelta(minutes=10)),
}


def too_many(rule: str, *parts: str) -> bool:
    limit = LIMITS[rule]
    since = clock.now() - limit.window
    return FailedTry.objects.filter(key=_key(rule, parts), at__gt=since).count() >= limit.tries


def count(rule: str, *parts: str) -> None:
    """Remember one wrong try. Past the limit nothing is written, so a flood costs no space."""
    if not too_many(rule, *parts):
        FailedTry.objects.create(key=_key(rule, parts), at=clock.now())


def require_few(rule: str, *parts: str) -> None:
    if too_many(rule, *parts):
        raise TooMany("too_many_tries", _("Too many tries."), _("Please wait a while and try again."))


def forget(rule: str, *parts: str) -> None:
    """A right try clears what was wrong before it."""
    FailedTry.objects.filter(key=_key(rule, parts)).delete()


def clear_old_tries() -> int:
    """For the clock: drop what no limit looks at any more."""
    longest = max(limit.window for limit in LIMITS.values())
    return FailedTry.objects.filter(at__lt=clock.now() - longest).delete()[0]


def network_of(request: HttpRequest) -> str:
    """The network that a request comes from: /32 of IPv4, /64 of IPv6, where one household has them all.

    A proxy on this machine is believed about the address it adds last; nobody else is.
    """
    peer: str = request.META.get("REMOTE_ADDR", "")
    forwarded = request.headers.get("X-Forwarded-For", "")
    try:
        address = ip_address(peer)
        if address.is_loopback and forwarded:
            address = ip_address(forwarded.rpartition(",")[2].strip())
    except ValueError:
        return peer
    if address.version == 6 and address.ipv4_mapped:
        address = address.ipv4_mapped
    if address.version == 4:
        return str(address)
    return str(ip_network((address, 64), strict=False).network_address)


def _key(rule: str, parts: tuple[str, ...]) -> str:
    """Accounts and addresses are personal data, so the key holds their blind index only."""
    return f"{rule}:{blind_index('|'.join(parts), purpose='throttle')}"

"""Where a gateway may stand: on the public network, or where the company allowed it. Nowhere else by a trick.

A name is asked once, every address that it has is judged, and the connection goes to one that was judged.
"""

import ipaddress
import socket
from collections.abc import Collection

from huiyin.messaging.channels.base import Permanent, Retry
from huiyin.messaging.channels.webhook.settings import Network

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Not for the world, whatever a version of Python thinks of it: shared space of carriers (with a cloud's own
# data at 100.100.100.200), addresses for protocols, tests and benchmarks, and another cloud's 168.63.129.16.
_NOT_PUBLIC = tuple(
    ipaddress.ip_network(text)
    for text in (
        "0.0.0.0/8 100.64.0.0/10 168.63.129.16/32 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 198.18.0.0/15"
        " 198.51.100.0/24 203.0.113.0/24 224.0.0.0/3 ::/96 100::/64 2001::/23 2001:db8::/32 fc00::/7"
        " fe80::/10 fec0::/10 ff00::/8"
    ).split()
)
# Networks whose addresses hold an IPv4 address at the end.
_TRANSLATED = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))


def checked_addresses(host: str, port: int, allow: Collection[Network]) -> list[tuple[int, str]]:
    """(family, address) of a host, all of them judged; one that is not allowed refuses the host."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    except (OSError, UnicodeError) as unknown:
        said = f"the gateway's name cannot be resolved: {unknown}"
        raise Retry("connect", reply=said, pauses=True) from None
    addresses = [(int(family), str(where[0])) for family, _type, _proto, _name, where in found]
    for _family, text in addresses:
        address = ipaddress.ip_address(text.partition("%")[0])
        if not is_allowed(address, allow):
            said = f"the gateway stands at {address}, not in public; HUIYIN_WEBHOOK_ALLOW could allow it"
            raise Permanent("connect", reply=said, bad_channel=True)
    return addresses


def is_allowed(address: Address, allow: Collection[Network]) -> bool:
    """Whether a connection may go there. Inside another address the one that it leads to counts too."""
    inner = _inner(address)
    if inner is not None and not is_allowed(inner, allow):
        return False
    if any(address.version == network.version and address in network for network in allow):
        return True
    return inner is not None or _is_public(address)


def _is_public(address: Address) -> bool:
    if any(address.version == network.version and address in network for network in _NOT_PUBLIC):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _inner(address: Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 one leads to: mapped, 6to4, Teredo or translated."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if any(address in network for network in _TRANSLATED):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None

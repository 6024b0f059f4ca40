"""From a link to a page: the token in an address is exchanged at once for a cookie and an address without it.

The cookie belongs to one capability and is sent to that capability's pages only, so two invitations live
side by side in one browser. It names the capability under our signature; whether the capability is still
alive is asked of `accounts` at every request.
"""

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

from huiyin.accounts import capabilities
from huiyin.accounts.models import Capability, Visit
from huiyin.core import clock
from huiyin.core.actor import Actor

SALT = "huiyin.portal.link"
DOOR = "_door"
DOOR_PATH = "/c/at/"
MOST_AT_A_DOOR = 5


@dataclass(frozen=True)
class Opened:
    """A live capability that this browser holds."""

    capability: Capability
    visit_id: int
    actor: Actor


def handle_of(capability_id: int) -> str:
    """The public part of the clean address: stable, meaningless, no secret."""
    return salted_hmac(SALT, str(capability_id), algorithm="sha256").hexdigest()[:12]


def path_of(capability: Capability) -> str:
    return f"/c/{capability.kind}/{handle_of(capability.pk)}/"


def cookie_name(handle: str) -> str:
    """`__Host-` would need the path `/`; the cookies of two links must not meet."""
    return f"{'__Secure-' if settings.SESSION_COOKIE_SECURE else ''}huiyin_{handle}"


def door_cookie(handle: str) -> str:
    """The same key for the page behind a sign at the reception, and for no other page."""
    return f"{cookie_name(handle)}{DOOR}"


def remember(response: HttpResponseBase, capability: Capability, visit: Visit) -> None:
    handle = handle_of(capability.pk)
    cookies = {cookie_name(handle): path_of(capability)}
    if capability.kind == "i":
        cookies[door_cookie(handle)] = DOOR_PATH
    for name, path in cookies.items():
        response.set_cookie(
            name,
            signing.dumps([capability.pk, visit.pk], salt=SALT),
            max_age=capability.expires_at - clock.now(),
            path=path,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def opened(request: HttpRequest, kind: str, handle: str) -> Opened | None:
    """What this browser may open at an address; unknown, expired, revoked and foreign are all None."""
    return _held(request.COOKIES.get(cookie_name(handle), ""), kind, handle)


def opened_at_a_door(request: HttpRequest) -> list[Opened]:
    """The invitations that this browser holds, for the page behind a sign at the reception."""
    names = [name for name in request.COOKIES if name.endswith(DOOR)][:MOST_AT_A_DOOR]
    found = [_held(request.COOKIES[name], "i", name.removesuffix(DOOR).rpartition("_")[2]) for name in names]
    return [one for one in found if one]


def _held(cookie: str, kind: str, handle: str) -> Opened | None:
    try:
        capability_id, visit_id = signing.loads(cookie, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if handle_of(capability_id) != handle:
        return None
    capability = capabilities.find_live(kind, capability_id)
    if capability is None:
        return None
    return Opened(capability, visit_id, capabilities.capability_actor(capability))

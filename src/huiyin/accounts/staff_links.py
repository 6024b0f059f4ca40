"""Links in letters to colleagues: bound to that person and to a browser that she asked to be remembered.

On such a browser the link opens its page at once, for its verbs and its subject only. Anywhere else, and for
any link that is unknown, expired, revoked or somebody else's, it leads to the sign-in page and from there to
the same page. Following it changes nothing and does not use it up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest

from huiyin.accounts import devices, sessions
from huiyin.accounts.capabilities import Wish, issue_many, open_capability
from huiyin.accounts.models import User
from huiyin.accounts.permissions import check_permission
from huiyin.core.references import ref

KIND = "w"
CARRIED = frozenset(
    {"interviews:see", "interviews:arrange", "interviews:cancel", "interviews:attend", "approvals:decide"}
)
"""What a letter may open: permissions whose room asks for the link's subject too, and no others."""


@dataclass(frozen=True)
class StaffWish:
    """A link for one letter to `user`: what it opens, what she may do there, and until when."""

    user: User
    subject: str
    permissions: Sequence[str]
    expires_at: datetime


@dataclass(frozen=True)
class StaffLink:
    """Its token is known at this moment only; one link may lead to several pages of its subject."""

    token: str

    def to(self, path: str) -> str:
        return f"{settings.HUIYIN_BASE_URL}/s/{KIND}/{self.token}?{urlencode({'next': path})}"


def issue_staff_link(
    user: User, *, subject: str, permissions: Sequence[str], path: str, expires_at: datetime
) -> str:
    """The address for a letter to `user`; `path` is the page that it opens."""
    return issue_staff_links([StaffWish(user, subject, permissions, expires_at)])[0].to(path)


def issue_staff_links(wishes: Sequence[StaffWish]) -> list[StaffLink]:
    """One link per wish, in their order, in one statement for a thousand letters."""
    for permission in {each for wish in wishes for each in wish.permissions}:
        check_permission(permission)
        if permission not in CARRIED:
            raise ValueError(f"a letter does not carry {permission}")
    issued = issue_many(
        [Wish(KIND, wish.subject, ref(wish.user), wish.permissions, wish.expires_at) for wish in wishes]
    )
    return [StaffLink(one.token) for one in issued]


def follow_staff_link(request: HttpRequest, token: str) -> bool:
    """Whether the link signed its person in. Whoever is signed in otherwise is not asked for this."""
    device = devices.known_device(request)
    capability = open_capability(KIND, token)
    if not device or not capability or capability.holder != ref(device.user):
        return False
    sessions.begin_narrow(request, device, capability)
    return True

"""Links in letters to colleagues: bound to that person and to a browser that she asked to be remembered.

On such a browser the link opens its page at once, for its verbs only. Anywhere else, and for any link that is
unknown, expired, revoked or somebody else's, it leads to the sign-in page and from there to the same page.
"""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest

from huiyin.accounts import devices, sessions
from huiyin.accounts.capabilities import issue, open_capability
from huiyin.accounts.models import User
from huiyin.accounts.permissions import check_permission

KIND = "w"


def issue_staff_link(
    user: User, *, subject: str, permissions: Sequence[str], path: str, expires_at: datetime
) -> str:
    """The address for a letter to `user`; `path` is the page that it opens."""
    for permission in permissions:
        check_permission(permission)
    issued = issue(
        kind=KIND, subject=subject, holder=f"user:{user.pk}", verbs=permissions, expires_at=expires_at
    )
    return f"{settings.HUIYIN_BASE_URL}/s/{KIND}/{issued.token}?{urlencode({'next': path})}"


def follow_staff_link(request: HttpRequest, token: str) -> bool:
    """Whether the link signed its person in; never when somebody is signed in already."""
    device = devices.known_device(request)
    capability = open_capability(KIND, token)
    if not device or not capability or capability.holder != f"user:{device.user_id}":
        return False
    sessions.begin_narrow(request, device, capability)
    return True

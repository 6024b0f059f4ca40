"""The code of who left no e-mail address, on the page after the form.

Her own browser keeps it for an hour and for that page only, because we know but its blind index.
"""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

SALT = "huiyin.portal.code"
COOKIE = "huiyin_code"
KEPT_FOR = 3600


def keep(response: HttpResponseBase, code: str, *, path: str) -> None:
    """An empty one takes away what an earlier form of this browser left."""
    if not code:
        response.delete_cookie(_name(), path=path)
        return
    response.set_cookie(
        _name(),
        signing.dumps(code, salt=SALT),
        max_age=KEPT_FOR,
        path=path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def kept(request: HttpRequest) -> str:
    """As it is read aloud, `K7PX W3QH`; empty when there is none."""
    try:
        code: str = signing.loads(request.COOKIES.get(_name(), ""), salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return ""
    return f"{code[:4]} {code[4:]}"


def _name() -> str:
    return f"{'__Secure-' if settings.SESSION_COOKIE_SECURE else ''}{COOKIE}"

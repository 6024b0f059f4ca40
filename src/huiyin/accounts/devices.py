"""Browsers that a person asked to be remembered in. Thirty days, dead when the account is."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from huiyin.accounts.capabilities import hash_token, new_token
from huiyin.accounts.models import Device, User
from huiyin.core import clock

REMEMBERED_FOR = timedelta(days=30)


def cookie_name() -> str:
    return "__Host-huiyin_device" if settings.SESSION_COOKIE_SECURE else "huiyin_device"


def known_device(request: HttpRequest) -> Device | None:
    """The remembered browser that asks, with its person; None when it is unknown or its time is over."""
    token = request.COOKIES.get(cookie_name(), "")
    if not token:
        return None
    return (
        Device.objects.select_related("user")
        .filter(token_hash=hash_token(token), expires_at__gt=clock.now(), user__is_active=True)
        .first()
    )


def remember(user: User, *, label: str) -> tuple[Device, str]:
    """A new remembered browser and the token for its cookie."""
    token = new_token()
    now = clock.now()
    device = Device.objects.create(
        user=user,
        token_hash=hash_token(token),
        label=label[:120],
        seen_at=now,
        expires_at=now + REMEMBERED_FOR,
    )
    return device, token


def forget(request: HttpRequest) -> None:
    """Remember the browser that asks no more."""
    device = known_device(request)
    if device:
        device.delete()


def forget_all(user: User) -> None:
    Device.objects.filter(user=user).delete()


def set_cookie(response: HttpResponse, token: str) -> None:
    response.set_cookie(
        cookie_name(),
        token,
        max_age=REMEMBERED_FOR,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )

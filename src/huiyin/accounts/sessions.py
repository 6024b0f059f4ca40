"""How long a signed-in session lasts, and what it remembers.

Django's session holds the user and a hash of her password; ours adds when she signed in, when she was last
seen, and the epoch that ends all her sessions at once.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user, login, logout
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest

from huiyin.accounts.doors import FRESH_SECONDS
from huiyin.accounts.models import Capability, Device, User
from huiyin.core import clock
from huiyin.core.actor import ANONYMOUS, Actor

BACKEND = "django.contrib.auth.backends.ModelBackend"
STARTED, SEEN, EPOCH, DEVICE, NARROW = "started_at", "seen_at", "epoch", "device_id", "narrow_id"
BY_CODE = "by_code"
SEEN_EVERY = 300
"""Seconds between two notes of being seen, so that reading pages does not write at each."""


@dataclass(frozen=True)
class Span:
    idle: timedelta
    whole: timedelta


UNKNOWN_BROWSER = Span(idle=timedelta(hours=2), whole=timedelta(hours=12))
REMEMBERED_BROWSER = Span(idle=timedelta(days=7), whole=timedelta(days=30))


def begin(request: HttpRequest, user: User, *, device: Device | None, by_code: bool = False) -> None:
    """Sign in under a new session id; `by_code` when a code from a letter stood for the password."""
    _start(request, user, device)
    request.session[BY_CODE] = by_code
    request.session.set_expiry(int(_span(request.session).whole.total_seconds()))


def begin_narrow(request: HttpRequest, device: Device, capability: Capability) -> None:
    """Sign in by a staff link on its person's remembered browser, for the verbs of that link only."""
    _start(request, device.user, device)
    request.session[NARROW] = capability.pk
    request.session.set_expiry(int(UNKNOWN_BROWSER.whole.total_seconds()))


def end(request: HttpRequest) -> None:
    logout(request)


def came_by_code(request: HttpRequest) -> bool:
    """Whether she signed in by a code just now, and so need not know the password that she replaces."""
    age = clock.now().timestamp() - request.session.get(STARTED, 0.0)
    return bool(request.session.get(BY_CODE)) and age <= FRESH_SECONDS


def clear_expired() -> int:
    """For the clock: drop sessions and remembered browsers whose time is over."""
    SessionStore.clear_expired()
    return Device.objects.filter(expires_at__lte=clock.now()).delete()[0]


def actor_of_session(request: HttpRequest) -> Actor:
    """Who is signed in, read anew at each request: a disabled account or a new password ends it at once."""
    user = get_user(request)
    if not isinstance(user, User):
        return ANONYMOUS
    session = request.session
    if not _lasts(session, user):
        session.flush()
        return ANONYMOUS
    if NARROW in session:
        return _narrow_actor(request, user)
    return Actor(
        kind="user",
        key=f"user:{user.pk}",
        label=user.name,
        user_id=user.pk,
        device_id=session.get(DEVICE),
        fresh_at=session.get(STARTED, 0.0),
    )


def _start(request: HttpRequest, user: User, device: Device | None) -> None:
    request.session.flush()
    login(request, user, backend=BACKEND)
    now = clock.now().timestamp()
    request.session.update(
        {STARTED: now, SEEN: now, EPOCH: user.session_epoch, DEVICE: device.pk if device else None}
    )


def _lasts(session: Any, user: User) -> bool:
    now = clock.now().timestamp()
    span = _span(session)
    seen = session.get(SEEN, now)
    if session.get(EPOCH, user.session_epoch) != user.session_epoch:
        return False
    if now - session.get(STARTED, now) > span.whole.total_seconds():
        return False
    if now - seen > span.idle.total_seconds():
        return False
    if now - seen > SEEN_EVERY:
        session[SEEN] = now
    return True


def _span(session: Any) -> Span:
    return REMEMBERED_BROWSER if session.get(DEVICE) and NARROW not in session else UNKNOWN_BROWSER


def _narrow_actor(request: HttpRequest, user: User) -> Actor:
    link = Capability.objects.filter(
        pk=request.session[NARROW], revoked_at=None, expires_at__gt=clock.now()
    ).first()
    if link is None:
        request.session.flush()
        return ANONYMOUS
    return Actor(
        kind="staff_link",
        key=f"user:{user.pk}",
        label=user.name,
        user_id=user.pk,
        subject=link.subject,
        verbs=frozenset(link.verbs),
        device_id=request.session.get(DEVICE),
    )

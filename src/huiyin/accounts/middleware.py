"""Builds `request.actor` once per request, and keeps the staff's pages shut to anybody who is not signed in.

Capability and token actors are built where they are presented: in the portal and in the API.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django_htmx.middleware import HtmxDetails

from huiyin.accounts.models import User
from huiyin.core.actor import ANONYMOUS, Actor

Answer = Callable[[HttpRequest], HttpResponse]

DEVICE_ID = "device_id"
FRESH_AT = "fresh_at"


class ActorMiddleware:
    """Reads the user anew at each request, so a disabled account or a changed password ends it at once.

    A view is for staff unless its namespace is in `HUIYIN_OPEN_NAMESPACES` or it is marked `open_to_all`:
    a page that forgets to say whom it is for stays shut.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = session_actor(request)  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        if request.actor.user_id is not None or is_open(request, view):  # type: ignore[attr-defined]
            return None
        return to_sign_in(request)


def session_actor(request: HttpRequest) -> Actor:
    """The signed-in user, or nobody."""
    user = get_user(request)
    if not isinstance(user, User):
        return ANONYMOUS
    return Actor(
        kind="user",
        key=f"user:{user.pk}",
        label=user.name,
        user_id=user.pk,
        device_id=request.session.get(DEVICE_ID),
        fresh_at=request.session.get(FRESH_AT, 0.0),
    )


def open_to_all(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view that answers people who are not signed in."""
    view.is_open_to_all = True  # type: ignore[attr-defined]
    return view


def is_open(request: HttpRequest, view: Callable[..., HttpResponse]) -> bool:
    match = request.resolver_match
    inside = set(match.namespaces) if match else set()
    return bool(inside & set(settings.HUIYIN_OPEN_NAMESPACES)) or getattr(view, "is_open_to_all", False)


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back; an htmx part sends the whole page there."""
    part = HtmxDetails(request)
    whole = (part.current_url_abs_path if part else None) or request.get_full_path()
    address = f"{reverse('accounts:sign_in')}?{urlencode({'next': whole})}"
    if part:
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)

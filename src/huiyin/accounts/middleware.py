"""Builds `request.actor` once per request, and keeps the staff's pages shut to anybody who is not signed in.

Capability and token actors are built where they are presented: in the portal and in the API.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.middleware import HtmxDetails

from huiyin.accounts.doors import NotFresh
from huiyin.accounts.preview import looking_through
from huiyin.accounts.sessions import actor_of_session
from huiyin.core.actor import ANONYMOUS, Actor
from huiyin.core.errors import NotAllowed, NotFound
from huiyin.core.refusals import refusal_page

Answer = Callable[[HttpRequest], HttpResponse]
View = Callable[..., HttpResponse]
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class ActorMiddleware:
    """A view is for staff unless its namespace is in `HUIYIN_OPEN_NAMESPACES` or it is marked `open_to_all`:
    a page that forgets to say whom it is for stays shut.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = looking_through(request, actor_of_session(request))  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, _args: Any, _kwargs: Any) -> HttpResponse | None:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        if is_open(request, view):
            return None
        if actor.user_id is None:
            return to_sign_in(request)
        if actor.kind == "preview" and request.method not in SAFE and not _ends_preview(view):
            return _only_a_preview(request)
        return None


def _only_a_preview(request: HttpRequest) -> HttpResponse:
    problem = _("This is a preview, and nothing can be changed in it.")
    return refusal_page(request, 403, problem, _("End the preview, then do it as yourself."))


def ends_preview(view: View) -> View:
    """Mark a view that a preview may send a form to: how it ends, and how she signs out."""
    view.ends_preview = True  # type: ignore[attr-defined]
    return view


def _ends_preview(view: View) -> bool:
    return getattr(view, "ends_preview", False)


class FreshMiddleware:
    """Leads someone whose sign-in is too old or too narrow for a page to the sign-in and back. Stands after
    the middleware that answers refusals, so that it is asked first.

    Whom a letter's link let in hears of everything beyond it the same as a stranger does: sign in.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotFresh):
            return to_sign_in(request)
        is_beyond = isinstance(exception, NotFound | NotAllowed) and _came_by_letter(request)
        return to_sign_in(request) if is_beyond else None


def open_to_all(view: View) -> View:
    """Mark a view that answers people who are not signed in."""
    view.is_open_to_all = True  # type: ignore[attr-defined]
    return view


def is_open(request: HttpRequest, view: View) -> bool:
    match = request.resolver_match
    inside = set(match.namespaces) if match else set()
    return bool(inside & set(settings.HUIYIN_OPEN_NAMESPACES)) or getattr(view, "is_open_to_all", False)


def _came_by_letter(request: HttpRequest) -> bool:
    """A candidate's page in the same browser answers her as it answers everybody."""
    match = request.resolver_match
    by_letter = getattr(request, "actor", ANONYMOUS).kind == "staff_link"
    return by_letter and match is not None and not is_open(request, match.func)


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back; a POST cannot be repeated, so it leads to the first page."""
    part = HtmxDetails(request)
    whole = part.current_url_abs_path if part else None
    if not whole:
        whole = request.get_full_path() if request.method in {"GET", "HEAD"} else "/"
    address = f"{reverse('accounts:sign_in')}?{urlencode({'next': whole})}"
    if part:
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)

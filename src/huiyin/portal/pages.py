"""How every page of the portal is answered: its headers, who may post to it, its language."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt

from huiyin.core.errors import NotFound, TooMany
from huiyin.core.http import Request
from huiyin.portal.manner import Manner, manner_of

View = Callable[..., HttpResponse]

PRIVATE = {
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
}


PUBLIC = {"Referrer-Policy": "same-origin", "Cache-Control": "no-cache"}
"""Of pages that anybody may find: those of open jobs."""


def candidate_page(view: View) -> View:
    """A page for whoever holds its link, and for search engines not at all."""
    return _guarded(view, PRIVATE)


def public_page(view: View) -> View:
    return _guarded(view, PUBLIC)


def _guarded(view: View, headers: Mapping[str, str]) -> View:
    """Headers that keep a page to its reader, and the one same answer for every link that opens nothing.

    Django's CSRF check refuses `Origin: null`, which is what browsers send from a page without referrer, so
    forms are guarded here instead: the cookie is `SameSite=Lax`, and a POST that a browser itself calls
    cross-site is refused.
    """

    @wraps(view)
    def answer(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not is_same_site(request):
            response: HttpResponse = HttpResponse(status=403)
        else:
            response = _answered(view, request, *args, **kwargs)
        for name, value in headers.items():
            response[name] = value
        return response

    return csrf_exempt(answer)


def is_same_site(request: HttpRequest) -> bool:
    """What the browser says about where a form came from. Programs say nothing."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin", "null")
    return origin == "null" or urlsplit(origin).netloc == request.get_host()


def show(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, manner: Manner, status: int = 200
) -> HttpResponse:
    with override(manner.language):
        return render(request, template, {"manner": manner, "large": manner.large, **context}, status=status)


def go(address: str, manner: Manner) -> HttpResponseRedirect:
    """303: what follows a POST is a look."""
    response = HttpResponseRedirect(address + manner.query)
    response.status_code = 303
    return response


def _answered(view: View, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
    try:
        return view(request, *args, **kwargs)
    except NotFound:
        return show(request, "portal/gone.html", {}, manner=manner_of(request), status=404)
    except TooMany:
        return show(request, "portal/wait.html", {}, manner=manner_of(request), status=429)

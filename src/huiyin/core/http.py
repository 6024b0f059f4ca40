"""The request as our views see it: typed, with an actor."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

from huiyin.core.actor import Actor


class Request(HttpRequest):
    actor: Actor
    htmx: HtmxDetails


def way_back(request: HttpRequest, otherwise: str, *, field: str = "back") -> str:
    """The page of ours that a form names, to return to it."""
    back = request.POST.get(field, "")
    if back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return back
    return otherwise

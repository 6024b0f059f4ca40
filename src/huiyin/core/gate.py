"""Turns away what no page could answer, before anything of it is read: nobody has signed in yet here."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils.translation import gettext as _

from huiyin.core.ids import is_id
from huiyin.core.problems import problem

# The largest sheet that an import takes, and room for the form around it. Django bounds what a form says,
# but would keep an uploaded file of any size.
LARGEST = 33 * 1024 * 1024
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
API = "/api/"
"""Under this the views read bodies themselves, and a form that was read here could not be read again; and
whoever asks reads problems.
"""


class GateMiddleware:
    """Bodies that announce too much; addresses and forms with a NUL, which PostgreSQL knows in no text."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not is_id(length) or int(length) > LARGEST:
            return _turned_away(request, 413, "too_big", _("This request is too large."))
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return _turned_away(request, 400, "bad_request", _("This request cannot be understood."))
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> None:
        """The check against forged forms, which follows, reads them in any case."""
        if request.content_type not in FORMS or request.path.startswith(API):
            return
        try:
            said = [word for name, values in request.POST.lists() for word in (name, *values)]
        except UnreadablePostError:
            return
        if any("\0" in word for word in said):
            raise BadRequest("a form with a NUL")


def _turned_away(request: HttpRequest, status: int, code: str, detail: str) -> HttpResponse:
    """An empty page, but for programs, which are told in the one shape that they read."""
    if not request.path.startswith(API):
        return HttpResponse(status=status, content_type="text/plain")
    return problem(status, code, detail)

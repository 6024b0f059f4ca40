"""Turns away what no page could answer, before anything of it is read: nobody has signed in yet here."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from huiyin.core.ids import is_id

# The largest sheet that an import takes, and room for the form around it. Django bounds what a form says,
# but would keep an uploaded file of any size.
LARGEST = 33 * 1024 * 1024


class GateMiddleware:
    """Bodies that announce too much, and addresses with a NUL, which PostgreSQL knows in no text."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not is_id(length) or int(length) > LARGEST:
            return HttpResponse(status=413, content_type="text/plain")
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return HttpResponse(status=400, content_type="text/plain")
        return self.get_response(request)

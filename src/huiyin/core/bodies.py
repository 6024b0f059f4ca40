"""How large a request may be: Django counts forms, but would keep an uploaded file of any size."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# The largest sheet that an import takes, and room for the form around it.
LARGEST = 33 * 1024 * 1024


class BodySizeMiddleware:
    """Refuses by the announced length, before anything is read: nobody has signed in yet at this point."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > LARGEST:
            return HttpResponse(status=413, content_type="text/plain")
        return self.get_response(request)

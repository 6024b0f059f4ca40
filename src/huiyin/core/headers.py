"""Security headers on every answer, static files and errors included."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# Scripts and styles are files of our own, so neither nonces nor 'unsafe-inline' are needed.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; "
    "img-src 'self' data:"
)
# Pages name people: no proxy keeps them, and no browser for who comes after.
KEPT_BY_NOBODY = "no-store, private"
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class HeadersMiddleware:
    """A view that needs another one sets its own header, and that one stays."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cache-Control", KEPT_BY_NOBODY)
        return response

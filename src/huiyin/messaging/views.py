"""The pictures of blocks, for anybody: a mail program asks for them without a cookie."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from huiyin.accounts.middleware import open_to_all
from huiyin.messaging.template_queries import find_picture

KINDS = {"png": "image/png", "jpeg": "image/jpeg", "webp": "image/webp"}


@open_to_all
@require_safe
def picture(_request: HttpRequest, name: str) -> HttpResponse:
    """Named by its hash, so it never changes; looking at it is noted nowhere."""
    sha256, _dot, kind = name.partition(".")
    row = find_picture(sha256)
    if row is None or row.kind != kind:
        return HttpResponse(status=404)
    return HttpResponse(
        bytes(row.content),
        content_type=KINDS[row.kind],
        headers={
            "Cache-Control": "public, max-age=31536000, immutable",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "cross-origin",
        },
    )

"""A mail in a frame of its own: no script, no form, nothing from outside."""

from collections.abc import Callable

from django.http import HttpResponse
from django.utils.html import escape
from django.utils.translation import gettext as _

from huiyin.core.errors import DomainError

# A mail's styles stand in it; that is allowed here, and nothing else is.
POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; frame-ancestors 'self'; "
    "base-uri 'none'; form-action 'none'; sandbox"
)
# What mail programs with a dark ground do to a letter that names none: the light is turned around.
_TURNED = "filter:invert(1) hue-rotate(180deg)"
DARK = f"<style>html{{{_TURNED};background:#fff}}img{{{_TURNED}}}</style>"


def framed(make: Callable[[], str], *, shade: str = "light") -> HttpResponse:
    """The HTML that `make` gives, or why there is none."""
    try:
        html = make()
    except DomainError as refused:
        html = f"<p>{escape(str(refused))}</p>"
    if not html:
        html = f"<p>{escape(_('There is nothing to show.'))}</p>"
    if shade == "dark":
        html = html.replace("</head>", f"{DARK}</head>", 1) if "</head>" in html else DARK + html
    return HttpResponse(html, headers={"Content-Security-Policy": POLICY, "X-Frame-Options": "SAMEORIGIN"})

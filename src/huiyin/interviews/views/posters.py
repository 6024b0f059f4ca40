"""The sign at a reception: look, make, end."""

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiyin.company.models import Place
from huiyin.company.queries import the_company
from huiyin.core.http import Request
from huiyin.interviews import posters
from huiyin.interviews.access import get_place


@require_http_methods(["GET", "HEAD", "POST"])
def poster(request: Request, place_id: int) -> HttpResponse:
    place = get_place(request.actor, place_id)
    do = request.POST.get("do", "")
    if do == "end":
        posters.end_posters(place, by=request.actor)
        messages.success(request, _("No sign opens anything any more."))
        return redirect("interviews:poster", place.pk)
    if do in {"make", "replace"}:
        link = posters.make_poster(place, by=request.actor, end_others=do == "replace")
        return _page(request, place, link)
    return _page(request, place)


def _page(request: Request, place: Place, link: str = "") -> HttpResponse:
    """With a link the sign itself, to be printed now: the link is not kept."""
    context = {
        "place": place,
        "company": the_company(),
        "hanging": posters.hanging_since(place),
        "zone": place.time_zone,
        "qr": _qr(link) if link else "",
    }
    response = render(request, "interviews/poster.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _qr(link: str) -> str:
    svg = segno.make(link, error="m").svg_inline(omitsize=True, border=2, svgclass="hy-qr", lineclass=None)
    return SafeString(svg)

"""The settings' first page, the channels' setup, the parts in use, a brand's logo."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from huiyin.administration import channel_facts, rooms
from huiyin.administration.access import change_settings, open_any, open_settings, see_brand
from huiyin.administration.forms.calendar import PartsForm
from huiyin.administration.views.pages import Page, edit, show
from huiyin.company.actions import edit_company
from huiyin.company.parts import existing_parts
from huiyin.company.queries import the_company
from huiyin.core.http import Request

LOGOS = {"svg": ("logo_svg", "image/svg+xml"), "png": ("logo_png", "image/png")}


@require_GET
def home(request: Request) -> HttpResponse:
    open_any(request.actor)
    return render(request, "administration/home.html", {"groups": rooms.groups(request.actor)})


@require_GET
def channels(request: Request) -> HttpResponse:
    open_settings(request.actor)
    page = Page(_("Channels"), _("By which ways letters leave this house, and where each is set up."))
    facts = channel_facts.channel_facts()
    return show(request, "administration/channels.html", page, channels=facts)


@require_http_methods(["GET", "POST"])
def parts(request: Request) -> HttpResponse:
    change_settings(request.actor)
    existing, off = existing_parts(), set(the_company().switched_off)
    form = PartsForm(
        request.POST if request.method == "POST" else None,
        parts=[(one.key, one.label, one.says) for one in existing],
        kept={one.key: one.key not in off for one in existing},
    )
    lead = _(
        "What is switched off disappears from the navigation, and its addresses are gone. Nothing is "
        "deleted, and whatever candidates hold goes on working."
    )
    page = Page(_("Parts in use"), lead, verb=_("Save the parts"))

    def act() -> str:
        said: dict[str, Any] = form.values()
        hidden = off - {one.key for one in existing}
        edit_company(
            by=request.actor, switched_off=sorted(hidden | {key for key, on in said.items() if not on})
        )
        return _("Saved. It holds from now on.")

    return edit(request, form, act, page, reverse("settings:home"))


@require_GET
def brand_logo(request: Request, brand_id: int, kind: str) -> HttpResponse:
    """As an image of its own, so that nothing in it can run."""
    brand = see_brand(request.actor, brand_id)
    field, content_type = LOGOS.get(kind, ("", ""))
    content = getattr(brand, field, None)
    if not content:
        raise Http404
    answer = HttpResponse(bytes(content) if kind == "png" else content, content_type=content_type)
    answer["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer

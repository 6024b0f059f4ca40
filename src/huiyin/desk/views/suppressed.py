"""不再发送: the list, and setting an address or a person going again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huiyin.company.queries import the_company
from huiyin.core.http import Request, way_back
from huiyin.core.ids import id_in
from huiyin.desk.suppressed import get_blocked_contact, get_stopped_address, read_suppressed
from huiyin.messaging.contacts import restore_address
from huiyin.messaging.suppression import unblock

MOST_PAGES = 100_000


@require_GET
def suppressed(request: Request) -> HttpResponse:
    asked = id_in(request.GET.get("page", ""))
    page = asked if 0 < asked < MOST_PAGES else 1
    context = {
        "page": read_suppressed(request.actor, page),
        "number": page,
        "zone": the_company().time_zone,
    }
    return render(request, "desk/suppressed.html", context)


@require_POST
def restore(request: Request, address_id: int) -> HttpResponse:
    address = get_stopped_address(request.actor, address_id)
    restore_address(address, by=request.actor)
    messages.success(
        request, _("Letters to {name} use this address again.").format(name=address.contact.name)
    )
    return redirect(way_back(request, reverse("desk:suppressed")))


@require_POST
def lift(request: Request, contact_id: int) -> HttpResponse:
    contact = get_blocked_contact(request.actor, contact_id)
    unblock(contact, by=request.actor)
    messages.success(request, _("Letters to {name} go out again.").format(name=contact.name))
    return redirect("desk:suppressed")

"""The page behind the sign at a reception. It opens nothing and lists nobody: it only asks who is there.

Who has opened her link in this browser taps once; anybody else types the code of her invitation.
"""

from contextlib import suppress

from django.http import HttpResponse
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.accounts import capabilities, throttle, visits
from huiyin.accounts.models import Capability
from huiyin.company.models import Place
from huiyin.core.errors import DomainError, NotFound, TooMany
from huiyin.core.http import Request
from huiyin.interviews import actions
from huiyin.interviews.actions.attend import QR
from huiyin.interviews.posters import LINK_KIND
from huiyin.portal import door, links
from huiyin.portal.access import get_invitation, get_place
from huiyin.portal.codes import open_by_code
from huiyin.portal.exchange import exchange
from huiyin.portal.manner import Manner, manner_of
from huiyin.portal.pages import candidate_page, go, show


@candidate_page
@require_safe
def enter(request: Request, token: str) -> HttpResponse:
    """Exchange the sign's token for a cookie at once, like every link's."""
    return exchange(request, LINK_KIND, token)


@candidate_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_door(request: Request, handle: str) -> HttpResponse:
    sign = links.opened(request, LINK_KIND, handle)
    if sign is None:
        raise NotFound("not_found", "")
    place, manner = get_place(sign.actor), manner_of(request)
    own = door.own_here(links.opened_at_a_door(request), place)
    if request.method != "POST":
        return _show(request, place, own, manner)
    chosen = request.POST.get("own", "")
    for held, _row in own:
        if links.handle_of(held.capability.pk) == chosen:
            return _arrive(request, held.capability, place, manner)
    return _by_code(request, place, own, manner)


def _by_code(request: Request, place: Place, own: list[door.Own], manner: Manner) -> HttpResponse:
    typed = {name: request.POST.get(name, "")[:24] for name in ("code", "digits")}
    try:
        with override(manner.language):
            capability = open_by_code(**typed, network=throttle.network_of(request))
    except TooMany:
        raise
    except DomainError as refusal:
        return _show(request, place, own, manner, problem=str(refusal), code=typed["code"])
    return _arrive(request, capability, place, manner)


def _arrive(request: Request, capability: Capability, place: Place, manner: Manner) -> HttpResponse:
    """Note that she is here, if it is here and now, and show her own page, which says what is so."""
    actor = capabilities.capability_actor(capability)
    interview = get_invitation(actor)
    agent = request.headers.get("User-Agent", "")
    visit = visits.record_visit(capability, agent=agent, is_person=True)
    if door.is_here(interview, place):
        # Too early or changed meanwhile: her page says it better than a refusal.
        with suppress(DomainError):
            actions.arrive(interview, via=QR, by=actor)
    response = go(links.path_of(capability), manner)
    links.remember(response, capability, visit)
    return response


def _show(
    request: Request, place: Place, own: list[door.Own], manner: Manner, *, problem: str = "", code: str = ""
) -> HttpResponse:
    with override(manner.language):
        context = {"place": place, "own": door.lines(own), "problem": problem, "code": code}
    return show(request, "portal/door.html", context, manner=manner, status=422 if problem else 200)

"""The one way to a page of a link, and the one way in which an invitation is shown."""

from django.http import HttpResponse
from django.utils.translation import override

from huiyin.core.errors import NotFound
from huiyin.core.http import Request
from huiyin.interviews.models import Interview
from huiyin.portal import links
from huiyin.portal.access import get_invitation
from huiyin.portal.invitation import invitation_context
from huiyin.portal.links import Opened
from huiyin.portal.manner import Manner, manner_of
from huiyin.portal.pages import show
from huiyin.portal.states import ANSWERABLE, PageState
from huiyin.portal.today import today_context


def open_invitation(request: Request, handle: str) -> tuple[Opened, Interview, Manner]:
    """What this browser holds, the interview behind it, how its candidate reads."""
    held = links.opened(request, "i", handle)
    if held is None:
        raise NotFound("not_found", "")
    request.actor = held.actor
    interview = get_invitation(held.actor)
    return held, interview, manner_of(request, interview.application.candidate.contact.language)


def show_invitation(
    request: Request, held: Opened, interview: Interview, manner: Manner, *, problem: str = ""
) -> HttpResponse:
    with override(manner.language):
        context = invitation_context(interview, picked=request.GET.get("a", ""))
        if context["state"] in {PageState.TODAY, PageState.HERE}:
            context |= today_context(interview, context["company"])
    context |= {
        "here": links.path_of(held.capability),
        "in_wechat": "MicroMessenger" in request.headers.get("User-Agent", ""),
        "problem": problem,
    }
    template = template_of(context["state"])
    return show(request, template, context, manner=manner, status=409 if problem else 200)


def template_of(state: str) -> str:
    if state in ANSWERABLE:
        return "portal/invitation.html"
    return "portal/today.html" if state == PageState.TODAY else "portal/over.html"

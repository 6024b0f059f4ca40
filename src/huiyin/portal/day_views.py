"""What a candidate says on the day: I am here, I am late, please come for me. Each is a POST."""

from collections.abc import Callable

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from huiyin.core.errors import DomainError, NotAllowed
from huiyin.core.http import Request
from huiyin.interviews import actions
from huiyin.interviews.access import can_answer
from huiyin.interviews.models import Interview
from huiyin.interviews.own_changes import TOO_OFTEN
from huiyin.portal import links
from huiyin.portal.access import get_invitation
from huiyin.portal.answers import VIA, was_read
from huiyin.portal.entrance import open_invitation, show_invitation
from huiyin.portal.forms import LateForm
from huiyin.portal.pages import candidate_page, go


@candidate_page
@require_POST
def arrive(request: Request, handle: str) -> HttpResponse:
    return _do(request, handle, lambda row: actions.arrive(row, via=VIA, by=request.actor))


@candidate_page
@require_POST
def say_late(request: Request, handle: str) -> HttpResponse:
    form = LateForm(request.POST)
    minutes = form.cleaned_data["minutes"] if form.is_valid() else 0
    return _do(request, handle, lambda row: actions.say_late(row, minutes, by=request.actor))


@candidate_page
@require_POST
def ask_to_be_met(request: Request, handle: str) -> HttpResponse:
    return _do(request, handle, lambda row: actions.ask_to_be_met(row, by=request.actor))


def _do(request: Request, handle: str, act: Callable[[Interview], object]) -> HttpResponse:
    """Do it and show the page as it stands then; a refusal is said there in the candidate's words."""
    held, interview, manner = open_invitation(request, handle)
    if not can_answer(held.actor, interview):
        raise NotAllowed("forbidden", "")
    was_read(held, interview)
    try:
        with override(manner.language):
            act(interview)
    except DomainError as refusal:
        with override(manner.language):
            problem = _in_her_words(refusal)
        fresh = get_invitation(held.actor)
        return show_invitation(request, held, fresh, manner, problem=problem)
    return go(links.path_of(held.capability), manner)


def _in_her_words(refusal: DomainError) -> str:
    """A refusal of time may be read by her; one about the state is written for colleagues."""
    if refusal.code in {"not_now", "how_late", TOO_OFTEN}:
        return str(refusal)
    return _("The arrangement has just changed. Please look at it as it stands now.")

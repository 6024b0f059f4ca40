"""What is said and what happens: an answer by phone, arriving, staying away, having taken place."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from huiyin.core.errors import DomainError
from huiyin.core.http import Request, way_back
from huiyin.interviews import actions
from huiyin.interviews.access import can_answer, can_attend, get_interview
from huiyin.interviews.forms import AnswerForm
from huiyin.interviews.models import Interview


@require_POST
def answer(request: Request, interview_id: int) -> HttpResponse:
    interview = get_interview(request.actor, interview_id, can=can_answer)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose what the candidate said."))
        return redirect("interviews:detail", interview_id)
    said = form.cleaned_data
    return _done(
        request,
        interview,
        lambda: actions.answer_interview(
            interview,
            answer=said["answer"],
            note=said["note"],
            via="phone",
            by=request.actor,
            seen=said["version"],
        ),
    )


@require_POST
def check_in(request: Request, interview_id: int) -> HttpResponse:
    interview = get_interview(request.actor, interview_id, can=can_attend)
    return _done(request, interview, lambda: actions.check_in(interview, by=request.actor))


@require_POST
def mark_no_show(request: Request, interview_id: int) -> HttpResponse:
    interview = get_interview(request.actor, interview_id, can=can_attend)
    return _done(request, interview, lambda: actions.mark_no_show(interview, by=request.actor))


@require_POST
def complete(request: Request, interview_id: int) -> HttpResponse:
    interview = get_interview(request.actor, interview_id, can=can_attend)
    return _done(request, interview, lambda: actions.complete_interview(interview, by=request.actor))


def _done(request: Request, interview: Interview, act: Callable[[], Interview]) -> HttpResponse:
    """Do it and go back to where the button stood; a refusal is said there."""
    try:
        act()
    except DomainError as refused:
        messages.error(request, str(refused))
    return redirect(way_back(request, reverse("interviews:detail", args=[interview.pk]), field="next"))

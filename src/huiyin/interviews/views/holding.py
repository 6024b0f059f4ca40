"""The interviewer's own pages: her interviews, preparing for one, and saying that she cannot come."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiyin.accounts.doors import require
from huiyin.company.queries import the_company
from huiyin.core.errors import DomainError
from huiyin.core.http import Request
from huiyin.core.live import unchanged
from huiyin.interviews import actions, agenda, away, preparation
from huiyin.interviews.access import can_prepare, can_say_unavailable, get_interview


@require_GET
def mine(request: Request) -> HttpResponse:
    require(request.actor, "interviews:see")
    context = agenda.agenda_page(request.actor, the_company().time_zone)
    return unchanged(request, context["tag"]) or render(request, "interviews/mine.html", context)


@require_GET
def prepare(request: Request, interview_id: int) -> HttpResponse:
    interview = get_interview(request.actor, interview_id, can=can_prepare)
    context = preparation.preparation_page(request.actor, interview)
    return unchanged(request, context["tag"]) or render(request, "interviews/prepare.html", context)


@require_http_methods(["GET", "POST"])
def say_unavailable(request: Request, interview_id: int) -> HttpResponse:
    interview = get_interview(request.actor, interview_id, can=can_say_unavailable)
    refusal = None
    if request.method == "POST":
        try:
            actions.say_unavailable(interview, reason=request.POST.get("reason", ""), by=request.actor)
        except DomainError as refused:
            refusal = str(refused)
        else:
            messages.success(
                request,
                _("Noted. Your time is free again; the recruiter finds another way and tells the candidate."),
            )
            return redirect("interviews:prepare", interview_id)
    context = preparation.preparation_page(request.actor, interview) | {
        "reasons": away.REASONS.items(),
        "refusal": refusal,
    }
    return render(request, "interviews/say_unavailable.html", context, status=422 if refusal else 200)


@require_POST
def say_available(request: Request, interview_id: int) -> HttpResponse:
    interview = get_interview(request.actor, interview_id, can=can_say_unavailable)
    try:
        actions.say_available(interview, by=request.actor)
    except DomainError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Good: the interview is yours again."))
    return redirect("interviews:prepare", interview_id)

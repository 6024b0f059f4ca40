"""Résumé cards: a hiring manager says of one person after another whom it is worth to meet."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huiyin.accounts.doors import require
from huiyin.candidates.access import can_screen, get_application, get_recommendation, own_recommendation
from huiyin.candidates.actions import Screened, advise_against, recommend, take_back
from huiyin.candidates.models import Application
from huiyin.company.queries import the_company
from huiyin.core.errors import DomainError, NotAllowed
from huiyin.core.http import Request
from huiyin.core.ids import id_in, is_id
from huiyin.desk.screening import card_of, cards_url
from huiyin.jobs.access import get_job
from huiyin.jobs.models import Job, ReasonGroup
from huiyin.jobs.queries import reasons

JUST_SAID = "screened"


@require_GET
def screen_all(request: Request) -> HttpResponse:
    """Of all jobs whose hiring manager she is, the longest waiting first."""
    require(request.actor, "candidates:see")
    return _page(request, None)


@require_GET
def screen(request: Request, job_id: int) -> HttpResponse:
    return _page(request, get_job(request.actor, job_id, can=can_screen))


@require_POST
def say(request: Request, application_id: int) -> HttpResponse:
    """Yes, or no with a reason; the next card follows."""
    application = get_application(request.actor, application_id)
    if not can_screen(request.actor, application.job):
        raise NotAllowed("forbidden", _("Only the hiring manager of this job says this."))
    version = request.POST.get("version", "")
    seen = id_in(version)
    try:
        said = _said(request, application, seen)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        request.session[JUST_SAID] = said.recommendation.pk
    return redirect(_next(request))


@require_POST
def undo(request: Request, recommendation_id: int) -> HttpResponse:
    said = get_recommendation(request.actor, recommendation_id)
    try:
        take_back(said, by=request.actor)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        request.session.pop(JUST_SAID, None)
        name = said.application.candidate.name
        messages.success(request, _("Taken back. {name} waits again.").format(name=name))
    return redirect(_next(request))


def _said(request: Request, application: Application, seen: int) -> Screened:
    key = request.POST.get("against", "")
    if not key:
        return recommend(application, by=request.actor, version=seen)
    reason = reasons(ReasonGroup.REJECT).filter(key=key).first()
    if reason is None:
        raise DomainError(
            "no_reason", _("This is no reason against somebody."), _("Choose one of those shown.")
        )
    return advise_against(application, reason=reason, by=request.actor, version=seen)


def _page(request: Request, job: Job | None) -> HttpResponse:
    company = the_company()
    after = request.GET.get("after", "")
    card, number = card_of(request.actor, job, after=after, zone=company.time_zone)
    kept = request.session.get(JUST_SAID)
    context = {
        "company": company,
        "zone": company.time_zone,
        "job": job,
        "card": card,
        "number": number,
        "after": after,
        "here": cards_url(job.pk if job else None),
        "said": own_recommendation(request.actor, kept) if kept else None,
    }
    return render(request, "desk/screen.html", context)


def _next(request: Request) -> str:
    """Back to the cards that she reads, past those that she left undecided."""
    job = request.POST.get("job", "")
    after = request.POST.get("after", "")
    page = cards_url(id_in(job))
    return f"{page}?after={after}" if is_id(after) else page

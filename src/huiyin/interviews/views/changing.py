"""Exchanging interviewers and calling off: one form each, refusals beside their fields."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiyin.core.errors import DomainError
from huiyin.core.http import Request
from huiyin.interviews import actions, away, late, queries
from huiyin.interviews.access import can_cancel, get_interview
from huiyin.interviews.access import can_change_interviewers as may_change
from huiyin.interviews.forms import CancelForm, PeopleForm, TellForm
from huiyin.interviews.models import Interview
from huiyin.jobs.models import ReasonGroup
from huiyin.jobs.queries import reasons


@require_http_methods(["GET", "POST"])
def change_interviewers(request: Request, interview_id: int) -> HttpResponse:
    interview = get_interview(request.actor, interview_id, can=may_change)
    people = queries.interviewers_of(interview)
    instead = request.GET.get("instead", "")
    chosen = [str(one.pk) for one in away.coming(interview, people)]
    form = PeopleForm(
        request.POST if request.method == "POST" else None,
        initial={"interviewers": [*chosen, *([instead] if instead else [])], "version": interview.version},
        team=queries.choosable(interview.application.job, people),
        found=queries.named_colleagues,
    )

    def work() -> Interview:
        return actions.change_interviewers(
            interview,
            interviewers=form.people(),
            tell=form.tell(),
            by=request.actor,
            seen=form.cleaned_data["version"],
        )

    done = _("The interviewers are changed. Only those who come or go are told.")
    return _saved(request, form, work, interview, done) or _page(
        request, "interviews/change_interviewers.html", interview, form
    )


@require_http_methods(["GET", "POST"])
def cancel(request: Request, interview_id: int) -> HttpResponse:
    interview = get_interview(request.actor, interview_id, can=can_cancel)
    form = CancelForm(
        request.POST if request.method == "POST" else None,
        initial={"version": interview.version},
        reasons=reasons(ReasonGroup.CANCEL),
    )

    def work() -> Interview:
        return actions.cancel_interview(
            interview,
            reason=form.chosen_reason(),
            tell=form.tell(),
            by=request.actor,
            seen=form.cleaned_data["version"],
        )

    done = _("The interview is cancelled; its people and its room are free.")
    return _saved(request, form, work, interview, done) or _page(
        request, "interviews/cancel.html", interview, form
    )


def _saved(
    request: Request, form: TellForm, work: Callable[[], Interview], interview: Interview, done: str
) -> HttpResponse | None:
    if not form.is_valid():
        return None
    try:
        work()
    except DomainError as refused:
        form.refuse(refused)
        return None
    messages.success(request, done)
    return redirect("interviews:detail", interview.pk)


def _page(request: Request, template: str, interview: Interview, form: TellForm) -> HttpResponse:
    context = {
        "interview": interview,
        "candidate": interview.application.candidate,
        "form": form,
        "late": isinstance(form, CancelForm) and late.is_late(interview),
    }
    return render(request, template, context, status=422 if form.errors else 200)

"""Choosing a time: arranging a new interview, moving one. Look, check, save: three steps of one form.

The check rehearses the action, so it shows the clash or the very letters before anything is done.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiyin.candidates.access import get_application
from huiyin.candidates.models import Application
from huiyin.company.queries import active_places, all_active_rooms, zone_of
from huiyin.core import clock
from huiyin.core.days import day_in
from huiyin.core.errors import DomainError
from huiyin.core.http import Request
from huiyin.core.references import ref
from huiyin.interviews import actions, late, pages, queries
from huiyin.interviews.access import can_arrange, can_reschedule, get_interview
from huiyin.interviews.actions.guards import named_resources
from huiyin.interviews.forms import ArrangementForm, RescheduleForm, ScheduleForm, reschedule_initial
from huiyin.interviews.models import Interview
from huiyin.interviews.rehearsal import rehearse
from huiyin.people.models import Employee


@require_http_methods(["GET", "POST"])
def schedule(request: Request, application_id: int) -> HttpResponse:
    application = get_application(request.actor, application_id, can=can_arrange)
    form = _schedule_form(request, application)
    context = {"application": application, "candidate": application.candidate, "job": application.job}

    def work() -> Interview:
        return actions.schedule_interview(application, plan=form.plan(), tell=form.tell(), by=request.actor)

    answer = _step(request, form, work, "interviews/schedule_check.html", context)
    if answer:
        return answer
    people = form.people() if form.is_bound and form.is_valid() else _first_people(form)
    zone = zone_of(application.job.org_unit)
    return _look(request, form, people, zone=zone, context=context, template="interviews/schedule.html")


@require_http_methods(["GET", "POST"])
def reschedule(request: Request, interview_id: int) -> HttpResponse:
    interview = get_interview(request.actor, interview_id, can=can_reschedule)
    form = _reschedule_form(request, interview)
    context = {
        "interview": interview,
        "candidate": interview.application.candidate,
        "late": late.is_late(interview),
    }

    def work() -> Interview:
        return actions.reschedule_interview(
            interview,
            to=form.move(),
            tell=form.tell(),
            by=request.actor,
            seen=form.cleaned_data["version"],
        )

    answer = _step(request, form, work, "interviews/reschedule_check.html", context)
    if answer:
        return answer
    people = queries.interviewers_of(interview)
    return _look(
        request,
        form,
        people,
        zone=interview.time_zone,
        context=context,
        template="interviews/reschedule.html",
    )


def _step(
    request: Request,
    form: ArrangementForm,
    work: Callable[[], Interview],
    template: str,
    context: dict[str, Any],
) -> HttpResponse | None:
    """Carry out the step that was asked for; None when the form is to be shown again."""
    step = request.POST.get("step")
    if step not in {"check", "save"} or not form.is_valid() or form.needs_start():
        return None
    try:
        if step == "save":
            done = work()
            messages.success(request, _said(form))
            return redirect("interviews:detail", done.pk)
        planned, previews = rehearse(work)
    except DomainError as refused:
        form.refuse(refused)
        return None
    return render(request, template, context | {"form": form, "planned": planned, "previews": previews})


def _said(form: ArrangementForm) -> str:
    tell = form.tell()
    if tell.candidate == "no" and tell.interviewers == "no":
        return _("Done. Nobody is told.")
    if "review" in {tell.candidate, tell.interviewers}:
        return _("Done. What waits for your look goes out once you have read it.")
    return _("Done. The letters go out now; until then they can be taken back.")


def _look(
    request: Request,
    form: ArrangementForm,
    people: list[Employee],
    *,
    zone: str,
    context: dict[str, Any],
    template: str,
) -> HttpResponse:
    """The form with the week as it stands for the chosen people and room."""
    data = form.cleaned_data if form.is_bound and hasattr(form, "cleaned_data") else form.initial
    room = form.rooms.get(str(data.get("where", "")))
    chosen = data.get("slot") or None
    minutes = data.get("minutes") or form.fields["minutes"].initial
    interview: Interview | None = context.get("interview")
    asked = pages.WeekAsked(
        zone=zone,
        first=_first_day(request, chosen and pages.local_day(chosen, zone), zone),
        length=timedelta(minutes=int(minutes)),
        names=named_resources(context["candidate"], people, room),
        chosen=chosen,
        except_about=ref(interview) if interview else "",
    )
    context |= {"form": form, "people": people, "week": pages.week_page(asked)}
    is_refused = request.POST.get("step") in {"check", "save"}
    name = f"{template}#week" if request.htmx else template
    return render(request, name, context, status=422 if is_refused else 200)


def _first_day(request: Request, chosen: date | None, zone: str) -> date:
    """The first day of the week that is asked for; by default tomorrow's."""
    return day_in(request.POST.get("week", "")) or chosen or clock.today(zone)


def _schedule_form(request: Request, application: Application) -> ScheduleForm:
    job = application.job
    rounds = queries.rounds_of(job)
    number = min(queries.next_round(application), len(rounds))
    team = queries.choosable(job)
    return ScheduleForm(
        request.POST if request.method == "POST" else None,
        initial={
            "round_no": number,
            "where": ref(job.place) if job.place else "",
            "interviewers": [str(one.pk) for one in team[:1]],
        },
        rounds=rounds,
        team=team,
        found=queries.named_colleagues,
        places=active_places(),
        rooms=all_active_rooms(),
        minutes=rounds[number - 1].minutes,
    )


def _first_people(form: ScheduleForm) -> list[Employee]:
    return [form.team[key] for key in form.initial["interviewers"]]


def _reschedule_form(request: Request, interview: Interview) -> RescheduleForm:
    initial = reschedule_initial(interview)
    return RescheduleForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        places=active_places(),
        rooms=all_active_rooms(),
        minutes=initial["minutes"],
    )

"""A job's own pages: creating and editing it, its settings and states."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiyin.accounts.doors import field_level, require
from huiyin.accounts.models import FieldLevel
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError
from huiyin.core.http import Request
from huiyin.jobs import actions
from huiyin.jobs.access import can_edit_job, can_edit_pipelines, get_job, units_to_hire_in
from huiyin.jobs.forms import ROLE_NAMES, JobForm, job_initial
from huiyin.jobs.models import Job
from huiyin.jobs.queries import team_of

Act = Callable[..., Job]


@require_http_methods(["GET", "POST"])
def create(request: Request) -> HttpResponse:
    require(request.actor, "jobs:edit")
    form = JobForm(
        request.POST or None, units=units_to_hire_in(request.actor), with_pay=_edits_pay(request.actor)
    )
    if form.is_valid():
        try:
            job = actions.create_job(form.details(), by=request.actor)
        except DomainError as refusal:
            _say(form, refusal)
        else:
            return redirect("jobs:settings", job.pk)
    return render(request, "jobs/create.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit(request: Request, job_id: int) -> HttpResponse:
    job = get_job(request.actor, job_id, can=can_edit_job)
    form = JobForm(
        request.POST or None,
        initial=job_initial(job),
        units=units_to_hire_in(request.actor),
        with_pay=_edits_pay(request.actor),
    )
    if form.is_valid():
        try:
            actions.edit_job(job, form.details(job), by=request.actor)
        except DomainError as refusal:
            _say(form, refusal)
        else:
            return redirect("jobs:settings", job.pk)
    return render(request, "jobs/edit.html", {"form": form, "job": job}, status=422 if form.errors else 200)


@require_GET
def show_settings(request: Request, job_id: int) -> HttpResponse:
    job = get_job(request.actor, job_id)
    level = field_level(request.actor, "job.pay_band")
    context = {
        "job": job,
        "stages": job.pipeline.stages.all(),
        "team": team_of(job),
        "role_names": ROLE_NAMES,
        "pay_band": job.pay_band if level in {FieldLevel.SEE, FieldLevel.EDIT} else None,
        "can_edit": can_edit_job(request.actor, job),
        "can_edit_pipelines": can_edit_pipelines(request.actor),
    }
    return render(request, "jobs/settings.html", context)


@require_POST
def open_(request: Request, job_id: int) -> HttpResponse:
    return _change(request, job_id, actions.open_job, _("The job is open. People can be added to it."))


@require_POST
def pause(request: Request, job_id: int) -> HttpResponse:
    return _change(request, job_id, actions.pause_job, _("The job is paused. Those who stand in it go on."))


@require_POST
def close(request: Request, job_id: int) -> HttpResponse:
    return _change(request, job_id, actions.close_job, _("The job is closed. Nobody new can be added."))


@require_GET
def pipelines(request: Request) -> HttpResponse:
    """Where they were kept once; old bookmarks lead on."""
    require(request.actor, "settings:edit")
    return redirect("settings:pipelines", permanent=True)


def _change(request: Request, job_id: int, act: Act, done: str) -> HttpResponse:
    job = get_job(request.actor, job_id, can=can_edit_job)
    try:
        act(job, by=request.actor)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("jobs:settings", job_id)


def _edits_pay(actor: Actor) -> bool:
    return field_level(actor, "job.pay_band") == FieldLevel.EDIT


def _say(form: JobForm, refusal: DomainError) -> None:
    """Each problem beside its field; a pay band's beside the lowest pay."""
    places = {"pay_band": "pay_min"}
    for problem in refusal.fields:
        name = places.get(problem.field, problem.field)
        form.add_error(name if name in form.fields else None, f"{problem.problem} {problem.mend}".strip())
    if not refusal.fields:
        form.add_error(None, str(refusal))

"""Moving people of a job to another stage, from its table, board or list of stages, and undoing it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from huiyin.candidates import undoing
from huiyin.candidates.access import may_take_in, visible_applications
from huiyin.candidates.forms import MoveForm
from huiyin.candidates.moving import Moved, move_chosen, read_choice, take_moves_back
from huiyin.core.errors import DomainError
from huiyin.core.http import Request, way_back
from huiyin.jobs.access import get_job
from huiyin.jobs.models import Job

NAMED = 12


@require_http_methods(["GET", "POST"])
def move(request: Request, job_id: int) -> HttpResponse:
    """Move the chosen rows; whoever was changed meanwhile stays, and it is said why."""
    job = get_job(request.actor, job_id, can=may_take_in)
    if request.method == "GET":
        return _choose_stage(request, job)
    form = MoveForm(request.POST, stages=job.pipeline.stages.all())
    chosen = read_choice([*request.POST.getlist("chosen"), request.POST.get("rest", "")])
    if not form.is_valid() or not chosen:
        messages.warning(request, _("Choose at least one person and the stage to move to."))
        return _back(request, job)
    rows = visible_applications(request.actor).filter(job=job)
    try:
        done = move_chosen(rows, chosen, form.cleaned_data["stage"], by=request.actor)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return _back(request, job)
    if done.moved:
        undoing.remember(request.session, job, done.moved)
    _say_refused(request, done)
    return _back(request, job)


@require_POST
def undo_move(request: Request, job_id: int) -> HttpResponse:
    """Back to where they stood, with the days that they had waited there."""
    job = get_job(request.actor, job_id, can=may_take_in)
    rows = visible_applications(request.actor).filter(job=job)
    chosen = read_choice(request.POST.getlist("chosen"))
    try:
        done = take_moves_back(rows, chosen, by=request.actor)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return _back(request, job)
    if done.moved:
        messages.success(request, _("Undone. The days that they had waited go on counting."))
    _say_refused(request, done)
    return _back(request, job)


def _choose_stage(request: Request, job: Job) -> HttpResponse:
    """The twin of dragging: the stages as buttons, for keyboards, phones and pages without scripts."""
    chosen = read_choice(request.GET.getlist("chosen"))
    rows = visible_applications(request.actor).filter(job=job, pk__in=chosen)
    people = list(rows.select_related("candidate", "stage").order_by("pk")[:NAMED])
    if not people:
        messages.warning(request, _("Choose at least one person and the stage to move to."))
        return redirect("jobs:detail", job.pk)
    context = {
        "job": job,
        "people": people,
        "chosen": ",".join(f"{pk}:{version}" for pk, version in chosen.items()),
        "stages": job.pipeline.stages.all(),
        "here": people[0].stage_id if len(people) == 1 else None,
        "back": request.GET.get("back", ""),
    }
    return render(request, "candidates/move.html", context)


def _say_refused(request: Request, done: Moved) -> None:
    for name, problem in done.refused:
        messages.error(request, f"{name}: {problem}")


def _back(request: Request, job: Job) -> HttpResponse:
    return redirect(way_back(request, reverse("jobs:detail", args=[job.pk])))

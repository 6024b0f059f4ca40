"""Arranging many: chosen on a list, spread over days, and set right before anybody is told."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huiyin.accounts.doors import require
from huiyin.company.queries import active_places, all_active_rooms
from huiyin.core.errors import DomainError
from huiyin.core.http import Request
from huiyin.core.ids import id_in, is_id
from huiyin.interviews import batch_pages, batch_plans, batch_progress, choosing, queries
from huiyin.interviews.access import get_batch, get_batch_row, may_arrange_for, visible_batches
from huiyin.interviews.actions import prepare_batch
from huiyin.interviews.batch_forms import BatchForm
from huiyin.interviews.batch_plans import LoadedBatch
from huiyin.interviews.batch_queries import unfinished
from huiyin.interviews.models import Batch
from huiyin.jobs.access import get_job


@require_POST
def start_for_job(request: Request, job_id: int) -> HttpResponse:
    """The people ticked in a job's table, or all who fit its filter."""
    job = get_job(request.actor, job_id, can=may_arrange_for)
    chosen = choosing.chosen_on_board(request.actor, job, request.POST)
    try:
        batch = prepare_batch.start_batch(job, applications=chosen, by=request.actor)
    except DomainError as refused:
        messages.warning(request, str(refused))
        return redirect("jobs:detail", job.pk)
    return redirect("interviews:batch", batch.pk)


@require_POST
def start(request: Request) -> HttpResponse:
    """The people ticked in the list of candidates: a batch for each job that they stand in."""
    require(request.actor, "interviews:arrange")
    choice = choosing.chosen_on_list(request.actor, request.POST)
    made: list[Batch] = []
    try:
        prepare_batch.check_number(sum(len(ids) for ids in choice.by_job.values()))
        for job_id, ids in choice.by_job.items():
            job = get_job(request.actor, job_id, can=may_arrange_for)
            made.append(prepare_batch.start_batch(job, applications=ids, by=request.actor))
    except DomainError as refused:
        messages.warning(request, str(refused))
    if choice.without:
        names = _(", ").join(one.name for one in choice.without[:20])
        messages.warning(
            request, _("Without an application, so not taken along: %(names)s.") % {"names": names}
        )
    if len(made) == 1:
        return redirect("interviews:batch", made[0].pk)
    return redirect("interviews:batches" if made else "candidates:list")


@require_GET
def show_batches(request: Request) -> HttpResponse:
    """What was begun and is not over: nothing is lost when a session ends in the middle."""
    require(request.actor, "interviews:arrange")
    rows = unfinished(visible_batches(request.actor))
    job = request.GET.get("job", "")
    if is_id(job):
        rows = rows.filter(job=int(job))
    return render(request, "interviews/batches.html", {"batches": rows[:200]})


@require_GET
def show_batch(request: Request, batch_id: int) -> HttpResponse:
    batch = get_batch(request.actor, batch_id)
    return _page(request, batch)


@require_POST
def save_settings(request: Request, batch_id: int) -> HttpResponse:
    batch = get_batch(request.actor, batch_id)
    form = _form(request, batch_plans.load(batch))
    if form.is_valid():
        try:
            seen = form.cleaned_data["version"]
            prepare_batch.save_settings(batch, form.settings(), by=request.actor, seen=seen)
        except DomainError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Spread anew. Whoever you placed yourself stayed."))
            return redirect("interviews:batch", batch.pk)
    return _page(request, get_batch(request.actor, batch_id), form)


@require_POST
def respread(request: Request, batch_id: int) -> HttpResponse:
    batch = get_batch(request.actor, batch_id)
    more = request.POST.get("more_days", "")
    try:
        more_days = min(int(more), 60) if more.isdecimal() and len(more) < 4 else 0
        prepare_batch.respread(batch, by=request.actor, more_days=more_days)
    except DomainError as refused:
        messages.error(request, str(refused))
    return redirect("interviews:batch", batch.pk)


@require_POST
def drop(request: Request, batch_id: int) -> HttpResponse:
    batch = get_batch(request.actor, batch_id)
    try:
        prepare_batch.drop_batch(batch, by=request.actor)
    except DomainError as refused:
        messages.error(request, str(refused))
        return redirect("interviews:batch", batch.pk)
    messages.success(request, _("Dropped. Nobody was told anything by it."))
    return redirect("jobs:detail", batch.job_id)


@require_GET
def preview(request: Request, batch_id: int) -> HttpResponse:
    """The letter of one person, word for word: a part of the page, or a page of its own without scripts."""
    batch = get_batch(request.actor, batch_id)
    who = request.GET.get("who", "")
    row = get_batch_row(request.actor, batch.pk, id_in(who))
    context = {"batch": batch, "row": row, "one": batch_pages.rehearse_row(row, by=request.actor)}
    name = "interviews/parts/batch_letter.html" if request.htmx else "interviews/batch_preview.html"
    return render(request, name, context)


def _page(request: Request, batch: Batch, form: BatchForm | None = None) -> HttpResponse:
    context = batch_pages.batch_page(batch)
    context |= {
        "form": form or _form(request, context["loaded"]),
        "progress": batch_progress.progress_of(batch),
        "is_open": form is not None,
    }
    return render(request, "interviews/batch.html", context, status=422 if form else 200)


def _form(request: Request, loaded: LoadedBatch) -> BatchForm:
    job = loaded.batch.job
    team: Sequence[Any] = queries.choosable(job, list(loaded.employees.values()))
    return BatchForm(
        request.POST if request.method == "POST" else None,
        loaded=loaded,
        rounds=queries.rounds_of(job),
        places=active_places(),
        rooms=all_active_rooms(),
        team=team,
        found=queries.named_colleagues,
    )

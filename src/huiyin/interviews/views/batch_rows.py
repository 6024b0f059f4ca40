"""One person of a batch: changed on a page of her own, or by one tap."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from huiyin.company.queries import all_active_rooms
from huiyin.core.actor import Actor
from huiyin.core.days import moment_in
from huiyin.core.errors import DomainError, NotFound
from huiyin.core.http import Request
from huiyin.core.ids import is_id
from huiyin.interviews import batch_pages, batch_plans, queries
from huiyin.interviews.access import get_batch, get_batch_row
from huiyin.interviews.actions import edit_batch_row as rows
from huiyin.interviews.batch_forms import RowForm
from huiyin.interviews.models import BatchRow
from huiyin.interviews.spread import Spot


@require_http_methods(["GET", "POST"])
def edit(request: Request, batch_id: int, row_id: int) -> HttpResponse:
    row = get_batch_row(request.actor, batch_id, row_id)
    form = _form(request, row)
    if request.method == "POST" and form.is_valid():
        try:
            seen = form.cleaned_data["version"]
            rows.edit_batch_row(row, spot=form.spot(), changes=form.changes(), by=request.actor, seen=seen)
        except DomainError as refused:
            form.refuse(refused)
        else:
            return redirect("interviews:batch", batch_id)
    context = {
        "batch": row.batch,
        "row": row,
        "name": batch_plans.name_of(row),
        "form": form,
        "differs": batch_pages.differences(row),
        "zone": row.batch.time_zone,
        "one": batch_pages.rehearse_row(row, by=request.actor) if request.method == "GET" else None,
    }
    return render(request, "interviews/batch_row.html", context, status=422 if form.errors else 200)


@require_POST
def decide(request: Request, batch_id: int, row_id: int, verb: str) -> HttpResponse:
    row = get_batch_row(request.actor, batch_id, row_id)
    if verb == "place":
        work: Callable[[], object] = _placing(request, row)
    elif verb in TAPS:
        tap = TAPS[verb]
        work = lambda: tap(row, by=request.actor)  # noqa: E731 -- one of two works, carried out below
    else:
        raise NotFound("not_found", _("There is no such choice."))
    try:
        work()
    except DomainError as refused:
        messages.error(request, str(refused))
    return redirect("interviews:batch", batch_id)


Tap = Callable[..., BatchRow]
TAPS: dict[str, Tap] = {
    "leave-out": rows.leave_out,
    "take-in": rows.take_in,
    "tell-by-hand": rows.tell_by_hand,
    "reset": rows.reset_batch_row,
}


def _placing(request: Request, row: BatchRow) -> Callable[[], BatchRow]:
    start, track = moment_in(request.POST.get("start", "")), request.POST.get("track", "")
    actor: Actor = request.actor
    if start is None or not is_id(track) or len(track) > 3:
        raise NotFound("not_found", _("There is no such choice."))
    return lambda: rows.place_batch_row(row, spot=Spot(start, int(track)), by=actor)


def _form(request: Request, row: BatchRow) -> RowForm:
    batch = get_batch(request.actor, row.batch_id)
    loaded = batch_plans.load(batch, only=[row.pk])
    team = queries.choosable(batch.job, list(loaded.employees.values()))
    return RowForm(
        request.POST if request.method == "POST" else None,
        loaded=loaded,
        row=loaded.rows[0],
        rooms=all_active_rooms(),
        team=team,
        found=queries.named_colleagues,
    )

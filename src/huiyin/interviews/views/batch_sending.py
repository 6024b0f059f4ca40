"""The one step before sending, the sending itself, how far it is, and taking it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from huiyin.core.errors import DomainError
from huiyin.core.http import Request
from huiyin.core.ids import id_in
from huiyin.core.live import tag_of, unchanged
from huiyin.interviews import batch_pages, batch_progress
from huiyin.interviews import batch_sending as sending
from huiyin.interviews.access import get_batch
from huiyin.interviews.models import BatchState


@require_GET
def check(request: Request, batch_id: int) -> HttpResponse:
    batch = get_batch(request.actor, batch_id)
    if batch.state not in {"draft", "sent"}:
        return redirect("interviews:batch", batch.pk)
    return render(request, "interviews/batch_check.html", batch_pages.check_page(batch))


@require_POST
def send(request: Request, batch_id: int) -> HttpResponse:
    batch = get_batch(request.actor, batch_id)
    seen = request.POST.get("version", "")
    try:
        sending.send_batch(batch, by=request.actor, seen=_number(seen))
    except DomainError as refused:
        messages.error(request, str(refused))
    return redirect("interviews:batch", batch.pk)


@require_POST
def retry(request: Request, batch_id: int) -> HttpResponse:
    batch = get_batch(request.actor, batch_id)
    try:
        sending.retry_failed(batch, by=request.actor)
    except DomainError as refused:
        messages.error(request, str(refused))
    return redirect("interviews:batch", batch.pk)


@require_POST
def undo(request: Request, batch_id: int) -> HttpResponse:
    batch = get_batch(request.actor, batch_id)
    try:
        count = sending.undo_batch(batch, by=request.actor)
    except DomainError as refused:
        messages.error(request, str(refused))
    else:
        said = ngettext(
            "Taken back: {n} interview. Nobody has heard of it.",
            "Taken back: {n} interviews. Nobody has heard of them.",
            count,
        )
        messages.success(request, said.format(n=count))
    return redirect("interviews:batch", batch.pk)


@require_GET
def progress(request: Request, batch_id: int) -> HttpResponse:
    """The open page asks every two seconds; 304 as long as nothing has moved."""
    batch = get_batch(request.actor, batch_id)
    found = batch_progress.progress_of(batch)
    if not request.htmx:
        return redirect("interviews:batch", batch.pk)
    tag = tag_of(batch.version, found and progress_facts(found))
    context = {"batch": batch, "progress": found, "zone": batch.time_zone, "tag": tag}
    response = unchanged(request, tag) or render(request, "interviews/parts/batch_progress.html", context)
    response["ETag"] = tag
    if request.GET.get("was") == BatchState.SENDING and batch.state != BatchState.SENDING:
        # It is over: the rest of the page shows who is left.
        response["HX-Refresh"] = "true"
    return response


def progress_facts(found: batch_progress.Progress) -> tuple[object, ...]:
    operation = found.operation
    letters = (found.gone, found.waiting, found.by_hand, found.failed_letters)
    return operation.state, operation.done, operation.failed, letters, found.can_undo


def _number(text: str) -> int:
    """The version that the page was drawn for; a page without one has seen nothing."""
    return id_in(text)

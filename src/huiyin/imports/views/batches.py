"""What was brought in: the list, one batch, taking it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huiyin.accounts.doors import require
from huiyin.company.queries import the_company
from huiyin.core.errors import DomainError
from huiyin.core.http import Request
from huiyin.imports import pages
from huiyin.imports.access import can_undo, get_batch
from huiyin.imports.models import BatchState
from huiyin.imports.taking_back import take_back_batch


@require_GET
def show_list(request: Request) -> HttpResponse:
    require(request.actor, "imports:run")
    context = pages.list_page(request.actor, request.GET.get("page", ""))
    context["zone"] = the_company().time_zone
    return render(request, "imports/list.html", context)


@require_GET
def show_batch(request: Request, batch_id: int) -> HttpResponse:
    require(request.actor, "imports:run")
    batch = get_batch(request.actor, batch_id)
    context = pages.batch_page(request.actor, batch) | {"zone": the_company().time_zone}
    return render(request, "imports/batch.html", context)


@require_POST
def undo(request: Request, batch_id: int) -> HttpResponse:
    require(request.actor, "imports:run")
    batch = get_batch(request.actor, batch_id, can=can_undo)
    try:
        done = take_back_batch(batch, by=request.actor)
    except DomainError as refusal:
        context = pages.batch_page(request.actor, batch) | {
            "zone": the_company().time_zone,
            "refusal": refusal,
        }
        return render(request, "imports/batch.html", context, status=409)
    if done.state == BatchState.UNDONE:
        messages.success(request, _("All of it was taken back, as if it had never come."))
    return redirect("imports:batch", batch.pk)

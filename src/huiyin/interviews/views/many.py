"""Choosing interviews and changing them together: the list, the one step before, the work."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from huiyin.accounts.doors import require
from huiyin.company.queries import the_company
from huiyin.core.errors import DomainError, NotAllowed
from huiyin.core.http import Request
from huiyin.core.models import Operation
from huiyin.interviews import many, many_pages, queries, selecting
from huiyin.interviews.many_forms import CancelManyForm, ExchangeForm, ManyForm, MoveManyForm
from huiyin.interviews.many_pages import Outlook
from huiyin.interviews.selecting import Chosen
from huiyin.jobs.models import ReasonGroup
from huiyin.jobs.queries import reasons

TEMPLATE = "interviews/many.html"


@require_GET
def select(request: Request) -> HttpResponse:
    if not selecting.verbs_of(request.actor):
        raise NotAllowed("forbidden", _("You do not have this permission."))
    selection = selecting.read_selection(request.GET, the_company().time_zone)
    context = many_pages.select_page(request.actor, selection, request.GET.get("pick", ""))
    return render(request, "interviews/select.html", context | {"zone": selection.zone})


@require_http_methods(["GET", "POST"])
def change(request: Request, verb: str) -> HttpResponse:
    """First what is chosen, then how it would be, then it is done. Without a choice one goes to the list."""
    if verb not in selecting.PERMISSIONS:
        raise Http404
    require(request.actor, selecting.PERMISSIONS[verb])
    if known := many.begun(verb, _page_key(request), request.actor):
        return redirect("desk:operation", known.pk)
    chosen = selecting.chosen_of(request.actor, verb, request.POST, the_company().time_zone)
    if not chosen.rows or len(chosen.rows) > selecting.MOST:
        return _back(request, chosen)
    form, step = _form(request, verb, chosen), request.POST.get("step")
    outlook = None
    if step in {"look", "save"} and form.is_valid():
        outlook = many_pages.outlook_of(chosen, form.wish())
        if step == "save" and form.cleaned_data["looked"] in {"", form.aim()}:
            done = _done(request, form, outlook, chosen)
            if done:
                return done
        else:
            many_pages.add_letters(
                outlook, form.row([row for row, _ in outlook.going]), form.wish(), request.actor
            )
    return _page(request, verb, chosen, form, outlook)


def _back(request: Request, chosen: Chosen) -> HttpResponse:
    if request.method == "POST":
        problem = (
            _("These are more than %(n)s interviews. Choose fewer days.") % {"n": selecting.MOST}
            if chosen.rows
            else _("No interview is chosen.")
        )
        messages.warning(request, problem)
    return redirect("interviews:select")


def _form(request: Request, verb: str, chosen: Chosen) -> ManyForm:
    data = request.POST if request.POST.get("step") else None
    if verb == "cancel":
        return CancelManyForm(data, rows=chosen.rows, reasons=reasons(ReasonGroup.CANCEL))
    if verb == "move":
        return MoveManyForm(data, rows=chosen.rows)
    return ExchangeForm(data, rows=chosen.rows, found=queries.named_colleagues)


def _done(request: Request, form: ManyForm, outlook: Outlook, chosen: Chosen) -> HttpResponse | None:
    """Carried out, or None with the refusal in the form."""
    wish = form.wish()
    try:
        operation = many.change_many(
            outlook.pairs(chosen, wish), wish, key=_page_key(request), by=request.actor
        )
    except DomainError as refused:
        form.refuse(refused)
        return None
    _say(request, operation)
    return redirect("desk:operation", operation.pk)


def _page_key(request: Request) -> str:
    """Of this page and the choice it was opened with: ten clicks on it are one."""
    return f"{request.POST.get('key', '')}:{request.POST.get('chosen', '')}"


def _say(request: Request, operation: Operation) -> None:
    fine = operation.done - operation.failed
    if operation.done < operation.total:
        messages.success(request, _("It is under way and goes on when you leave this page."))
    elif fine:
        words = ngettext("%(n)d interview is changed.", "%(n)d interviews are changed.", fine)
        messages.success(request, words % {"n": fine})


def _page(
    request: Request, verb: str, chosen: Chosen, form: ManyForm, outlook: Outlook | None
) -> HttpResponse:
    rows = [row for row, _becomes in outlook.going] if outlook else chosen.rows
    context: dict[str, Any] = {
        "verb": verb,
        "chosen": chosen,
        "form": form,
        "outlook": outlook,
        "audience": many_pages.audience_of(rows),
        "aim": form.aim() if outlook else "",
        "zone": the_company().time_zone,
        "reason": getattr(form, "reasons", {}).get(form.data.get("reason", "")),
    }
    return render(request, TEMPLATE, context, status=422 if form.errors else 200)

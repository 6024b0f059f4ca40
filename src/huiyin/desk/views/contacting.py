"""沟通: calls and other contacts of a candidate, noting one, and finding out who is calling."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huiyin.accounts.doors import require
from huiyin.candidates.access import can_add_candidate, get_application, get_candidate_by_number
from huiyin.candidates.calling import dialable, look_up, plain_number
from huiyin.candidates.forms import LogForm
from huiyin.candidates.models import Application, Candidate
from huiyin.candidates.pages import may_note
from huiyin.company.queries import the_company
from huiyin.core.errors import DomainError
from huiyin.core.http import Request, way_back
from huiyin.core.ids import is_id
from huiyin.desk.callers import callers
from huiyin.desk.candidate_file import read_whole_file
from huiyin.interviews.calls import log_call


@require_GET
def contact(request: Request, number: str) -> HttpResponse:
    return _page(request, get_candidate_by_number(request.actor, number))


@require_POST
def log_contact(request: Request, number: str) -> HttpResponse:
    candidate = get_candidate_by_number(request.actor, number, can=may_note)
    with timezone.override(the_company().time_zone):
        form = LogForm(request.POST)
        is_valid = form.is_valid()
    if is_valid:
        try:
            log_call(
                candidate,
                form.contacted(),
                application=_application(request, candidate),
                by=request.actor,
            )
        except DomainError as refusal:
            named = refusal.fields[0].field if refusal.fields else None
            form.add_error(named if named in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Noted on the file of {name}.").format(name=candidate.name))
            return redirect(way_back(request, reverse("candidates:contact", args=[number])))
    return _page(request, candidate, form=form, status=422)


@require_GET
def calls(request: Request) -> HttpResponse:
    """Who has this number: typed, pasted, or given by a telephone program in the address."""
    require(request.actor, "candidates:see")
    number = plain_number(request.GET.get("number", ""))
    found = callers(request.actor, look_up(number, by=request.actor)) if number else []
    context = {
        "number": number,
        "callers": found,
        "zone": the_company().time_zone,
        "add_url": _add_url(request, number),
        "form": LogForm(initial={"is_incoming": True}),
    }
    return render(request, "desk/calls.html", context)


def _add_url(request: Request, number: str) -> str:
    """For a number that can be dialled, and for who may add people."""
    if not can_add_candidate(request.actor) or not (whole := dialable(number)):
        return ""
    return f"{reverse('candidates:add')}?{urlencode({'phone': whole})}"


def _application(request: Request, candidate: Candidate) -> Application | None:
    wanted = request.POST.get("application", "")
    if not is_id(wanted):
        return None
    application = get_application(request.actor, int(wanted))
    return application if application.candidate_id == candidate.pk else None


def _page(
    request: Request, candidate: Candidate, *, form: LogForm | None = None, status: int = 200
) -> HttpResponse:
    before = request.GET.get("before", "")
    whole = read_whole_file(request.actor, candidate, part="calls", before=before)
    context = {
        "company": whole.company,
        "whole": whole,
        "file": whole.file,
        "candidate": candidate,
        "here": "contact",
        "part": "",
        "log_form": form,
    }
    return render(request, "desk/file_contact.html", context, status=status)

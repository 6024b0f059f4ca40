"""招聘概况: hiring in four numbers and a sentence, and the people behind each."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from huiyin.accounts.doors import require
from huiyin.company.queries import the_company
from huiyin.core.errors import NotFound
from huiyin.core.http import Request
from huiyin.desk.job_people import MET, Days
from huiyin.desk.overview import due_this_week, met_by, notes_of, overview_of, past_promise, unheard

PER_PAGE = 50


@require_GET
def overview(request: Request) -> HttpResponse:
    require(request.actor, "reports:see")
    company = the_company()
    found = overview_of(request.actor, zone=company.time_zone)
    notes = notes_of(found.met)
    context = {
        "company": company,
        "zone": company.time_zone,
        "found": found,
        "met": [(one, notes.get(one.note_id)) for one in found.met],  # type: ignore[attr-defined]
    }
    return render(request, "desk/overview.html", context)


@require_GET
def people(request: Request, which: str) -> HttpResponse:
    """Those whom a number counts."""
    require(request.actor, "reports:see")
    company = the_company()
    days = Days.of(company.time_zone)
    read = {
        "due": lambda: due_this_week(request.actor, days).order_by("-start", "-pk"),
        "unheard": lambda: unheard(request.actor).order_by("end", "pk"),
        "met": lambda: met_by(request.actor),
    }.get(which)
    if read is None:
        raise NotFound("not_found", _("There is no such list."))
    rows = read().select_related("application__candidate", "application__job", "application__stage", "stage")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    notes = notes_of(list(page.object_list))
    context = {
        "company": company,
        "zone": company.time_zone,
        "which": which,
        "page": page,
        "met_states": MET,
        "rows": [
            (one, past_promise(one, days), notes.get(getattr(one, "note_id", None) or 0))
            for one in page.object_list
        ],
    }
    return render(request, "desk/overview_people.html", context)

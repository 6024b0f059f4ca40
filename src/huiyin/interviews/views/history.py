"""历史面试: the list of what is over."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from huiyin.accounts.doors import require
from huiyin.company.queries import the_company
from huiyin.core.http import Request
from huiyin.interviews import history as past
from huiyin.interviews import labels
from huiyin.interviews.access import few, visible_to
from huiyin.interviews.forms import SIDES
from huiyin.jobs.access import visible_to as visible_jobs

JOBS = 200


@require_GET
def history(request: Request) -> HttpResponse:
    require(request.actor, "interviews:see")
    company, wanted, after = the_company(), past.read_wanted(request.GET), request.GET.get("after", "")
    zone = company.time_zone
    rows, own = visible_to(request.actor), few(request.actor, past.FEW)
    rows = rows if own is None else rows.filter(pk__in=own)
    lines, following = past.listed(rows, wanted, after, zone)
    context = {
        "company": company,
        "lines": lines,
        "wanted": wanted,
        "after": following,
        "is_first": not after,
        "states": [(state, labels.STATES[state]) for state in past.OVER],
        "sides": list(SIDES.items()),
        "jobs": visible_jobs(request.actor).only("title", "title_en").order_by("-created_at")[:JOBS],
        "zone": zone,
    }
    return render(request, "interviews/history.html", context)

"""The list of candidates: found by name, phone, number, job or tag, with all of it in the address."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from huiyin.accounts.doors import require
from huiyin.candidates.access import can_add_candidate, visible_applications, visible_to
from huiyin.candidates.finding import listed
from huiyin.candidates.pages import PER_PAGE, stands_of
from huiyin.candidates.queries import newest_shown, tags_in_use, with_list_columns
from huiyin.company.queries import the_company
from huiyin.core.http import Request
from huiyin.jobs.access import visible_to as visible_jobs


@require_GET
def show_list(request: Request) -> HttpResponse:
    require(request.actor, "candidates:see")
    applications = visible_applications(request.actor)
    query = {name: request.GET.get(name, "").strip() for name in ("q", "job", "tag", "after")}
    wanted = with_list_columns(visible_to(request.actor), applications)
    rows, after = listed(wanted, applications, query, size=PER_PAGE)
    newest, company = newest_shown(rows), the_company()
    stands = {one.application.candidate_id: one for one in stands_of(newest, zone=company.time_zone)}
    kept = {name: value for name, value in query.items() if value and name != "after"}
    context = {
        "company": company,
        "rows": [(row, stands.get(row.pk)) for row in rows],
        "query": query,
        "is_filtered": bool(kept),
        "is_first": not query["after"],
        "first_url": f"?{urlencode(kept)}",
        "next_url": f"?{urlencode(kept | {'after': after})}" if after else "",
        "jobs": visible_jobs(request.actor).order_by("-created_at")[:200],
        "tags": tags_in_use(),
        "can_add": can_add_candidate(request.actor),
    }
    return render(request, "candidates/list.html", context)

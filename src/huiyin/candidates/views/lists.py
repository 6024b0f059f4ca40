"""The list of candidates: found by name, phone, number, job or tag, with all of it in the address."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from huiyin.accounts.doors import may, require
from huiyin.candidates.access import can_add_candidate, visible_applications, visible_to
from huiyin.candidates.finding import listed
from huiyin.candidates.pages import PER_PAGE, stands_of
from huiyin.candidates.queries import newest_shown, tags_in_use, with_list_columns
from huiyin.company.queries import the_company
from huiyin.core.http import Request
from huiyin.jobs.access import visible_to as visible_jobs

MOST_CHOSEN = 1001
"""One more than is arranged at once, so that a page can say that it is too many."""


@require_GET
def show_list(request: Request) -> HttpResponse:
    require(request.actor, "candidates:see")
    applications = visible_applications(request.actor)
    query = {name: request.GET.get(name, "").strip() for name in ("q", "job", "tag", "after")}
    wanted = with_list_columns(visible_to(request.actor), applications)
    rows, after = listed(wanted, applications, query, actor=request.actor, size=PER_PAGE)
    newest, company = newest_shown(rows), the_company()
    stands = {one.application.candidate_id: one for one in stands_of(newest, zone=company.time_zone)}
    kept = {name: value for name, value in query.items() if value and name != "after"}
    can_arrange = may(request.actor, "interviews:arrange")
    pick = request.GET.get("pick", "") if can_arrange else ""
    everybody = 0
    if pick == "all" and kept:
        everybody = len(
            listed(visible_to(request.actor), applications, kept, actor=request.actor, size=MOST_CHOSEN)[0]
        )
    all_of_it = {"pick": "all"} if everybody else {}
    context = {
        "company": company,
        "rows": [(row, stands.get(row.pk)) for row in rows],
        "query": query,
        "is_filtered": bool(kept),
        "is_first": not query["after"],
        "first_url": f"?{urlencode(kept)}",
        "next_url": f"?{urlencode(kept | {'after': after} | all_of_it)}" if after else "",
        "jobs": visible_jobs(request.actor).order_by("-created_at")[:200],
        "tags": tags_in_use(request.actor),
        "can_add": can_add_candidate(request.actor),
        "can_import": may(request.actor, "imports:run"),
        "can_arrange": can_arrange,
        "pick": "all" if everybody else "page" if pick == "page" else "",
        "everybody": everybody,
        "many": bool(kept) and bool(after or query["after"]),
    }
    return render(request, "candidates/list.html", context)

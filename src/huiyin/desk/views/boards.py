"""One job's people by stage, each with the next interview and the last letter: table, board, funnel."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET

from huiyin.accounts.doors import require
from huiyin.candidates import undoing
from huiyin.candidates.access import can_screen, may_take_in
from huiyin.company.queries import the_company
from huiyin.core.http import Request
from huiyin.core.live import tag_of, unchanged
from huiyin.desk.job_page import VIEWS, JobPage, read_job, shown_of
from huiyin.desk.job_people import SORTS, asked_of
from huiyin.interviews.access import may_arrange_for
from huiyin.jobs.access import get_job
from huiyin.jobs.models import JobState


@require_GET
def job_board(request: Request, job_id: int) -> HttpResponse:
    """The open page asks for its live part every few seconds; unchanged answers 304."""
    job = get_job(request.actor, job_id)
    require(request.actor, "candidates:see")
    company, view = the_company(), request.GET.get("view", "")
    view = view if view in VIEWS else "table"
    page = read_job(request.actor, job, asked_of(request.GET), zone=company.time_zone)
    context = {"company": company, "view": view, **_shell(request, page), **_drawn(request, page, view)}
    tag = tag_of(view, page.crowd, shown_of(context["rows"]), job.state)
    if unchanged_answer := unchanged(request, tag):
        return unchanged_answer
    context |= {"tag": tag, "last_move": undoing.offer(request.session, job)}
    name = "desk/job_board.html#live" if request.htmx else "desk/job_board.html"
    response = render(request, name, context)
    response["ETag"] = tag
    patch_vary_headers(response, ["HX-Request"])
    return response


def _drawn(request: Request, page: JobPage, view: str) -> dict[str, Any]:
    if view == "board":
        columns = page.columns()
        return {"columns": columns, "rows": [row for column in columns for row in column.rows]}
    if view == "funnel":
        return {"steps": page.funnel(), "rows": []}
    pages, rows = page.table(request.GET.get("page"))
    pick = request.GET.get("pick", "")
    pick = pick if pick in {"page", "all"} else ""
    rest = page.others(rows) if pick == "all" else ""
    return {"page": pages, "rows": rows, "pick": pick, "rest": rest}


def _shell(request: Request, page: JobPage) -> dict[str, Any]:
    job, asked = page.job, page.asked
    takes_in, arranges = may_take_in(request.actor, job), may_arrange_for(request.actor, job)
    return {
        "job": job,
        "asked": asked,
        "crowd": page.crowd,
        "counts": page.crowd.by_stage(asked),
        "filters": page.filters(),
        "sorts": SORTS,
        "stages": page.stages,
        "zone": page.days.zone,
        "add_here": f"{reverse('candidates:add')}?job={job.pk}",
        "can_move": takes_in and not asked.ended,
        "can_add": takes_in and job.state == JobState.OPEN,
        "can_arrange": arranges and not asked.ended,
        "can_choose": (takes_in or arranges) and not asked.ended,
        "can_screen": can_screen(request.actor, job),
    }

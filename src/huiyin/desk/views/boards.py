"""One job's candidates by stage, each with the next interview and the last letter."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from huiyin.accounts.doors import require
from huiyin.candidates.access import may_take_in, visible_applications
from huiyin.candidates.pages import PER_PAGE, CountedPaginator, stands_of
from huiyin.candidates.queries import Counts, job_applications, stage_counts
from huiyin.company.queries import the_company
from huiyin.core.http import Request
from huiyin.desk.board import board_rows
from huiyin.interviews.access import may_arrange_for
from huiyin.jobs.access import get_job
from huiyin.jobs.models import JobState, Stage


@require_GET
def job_board(request: Request, job_id: int) -> HttpResponse:
    job = get_job(request.actor, job_id)
    require(request.actor, "candidates:see")
    applications = visible_applications(request.actor)
    company, stages = the_company(), list(job.pipeline.stages.all())
    counts = stage_counts(applications, job, stages)
    chosen = request.GET.get("stage", "")
    stage, count = _narrowed(counts, chosen)
    found = job_applications(applications, job, stage=stage, ended=chosen == "ended")
    page = CountedPaginator(found, PER_PAGE, count=count).get_page(request.GET.get("page"))
    stands = stands_of(list(page.object_list), zone=company.time_zone)
    takes_in = may_take_in(request.actor, job)
    can_move = takes_in and chosen != "ended"
    can_arrange = chosen != "ended" and may_arrange_for(request.actor, job)
    pick = request.GET.get("pick", "") if can_move or can_arrange else ""
    context = {
        "company": company,
        "job": job,
        "counts": counts,
        "chosen": chosen,
        "page": page,
        "rows": board_rows(request.actor, stands, zone=company.time_zone),
        "zone": company.time_zone,
        "add_here": f"{reverse('candidates:add')}?job={job.pk}",
        "can_move": can_move,
        "can_add": takes_in and job.state == JobState.OPEN,
        "can_arrange": can_arrange,
        "can_choose": can_move or can_arrange,
        "pick": pick if pick in {"page", "all"} else "",
        "shown_chosen": len(stands) if pick == "page" else 0,
        "stages": stages,
    }
    return render(request, "desk/job_board.html", context)


def _narrowed(counts: Counts, chosen: str) -> tuple[Stage | None, int]:
    """The stage that the address asks for, and how many rows there are."""
    if chosen == "ended":
        return None, counts.ended
    return next(((s, n) for s, n in counts.stages if str(s.pk) == chosen), (None, counts.running))

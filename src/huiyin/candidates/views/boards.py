"""Jobs with the number of their candidates. One job's table is the desk's page."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from huiyin.accounts.doors import require
from huiyin.candidates.access import visible_applications
from huiyin.candidates.pages import PER_PAGE
from huiyin.candidates.queries import running_counts
from huiyin.core.http import Request
from huiyin.jobs.access import can_create_job, visible_to
from huiyin.jobs.forms import JOB_STATES
from huiyin.jobs.models import JobState
from huiyin.jobs.queries import with_list_columns


@require_GET
def job_list(request: Request) -> HttpResponse:
    """Open jobs first to look at; paused, drafts and closed ones under their own heading."""
    require(request.actor, "jobs:see")
    state = request.GET.get("state", JobState.OPEN)
    state = JobState(state) if state in JobState.values else JobState.OPEN
    jobs = with_list_columns(visible_to(request.actor).filter(state=state))
    page = Paginator(jobs, PER_PAGE).get_page(request.GET.get("page"))
    counts = running_counts(visible_applications(request.actor), list(page.object_list))
    context = {
        "page": page,
        "rows": [(job, counts.get(job.pk, 0)) for job in page.object_list],
        "state": state.value,
        "job_states": JOB_STATES,
        "can_create": can_create_job(request.actor),
    }
    return render(request, "candidates/job_list.html", context)

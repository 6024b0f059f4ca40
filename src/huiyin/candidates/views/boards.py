"""Jobs with their candidates: the list of jobs, and one job's table by stage. The pages live here because
they show candidates; their addresses are the jobs'.
"""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from huiyin.accounts.doors import require
from huiyin.candidates.access import may_take_in, visible_applications
from huiyin.candidates.forms import MoveForm
from huiyin.candidates.moving import move_chosen, read_choice
from huiyin.candidates.pages import PER_PAGE, CountedPaginator, stands_of
from huiyin.candidates.queries import Counts, job_applications, running_counts, stage_counts
from huiyin.company.queries import the_company
from huiyin.core.http import Request
from huiyin.jobs.access import can_create_job, get_job, visible_to
from huiyin.jobs.forms import JOB_STATES
from huiyin.jobs.models import JobState, Stage
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


@require_GET
def job_board(request: Request, job_id: int) -> HttpResponse:
    job = get_job(request.actor, job_id)
    require(request.actor, "candidates:see")
    applications = visible_applications(request.actor)
    company, stages = the_company(), list(job.pipeline.stages.all())
    counts = stage_counts(applications, job, stages)
    chosen = request.GET.get("stage", "")
    stage, count = _narrowed(counts, chosen)
    rows = job_applications(applications, job, stage=stage, ended=chosen == "ended")
    page = CountedPaginator(rows, PER_PAGE, count=count).get_page(request.GET.get("page"))
    can_move = may_take_in(request.actor, job)
    context = {
        "company": company,
        "job": job,
        "counts": counts,
        "chosen": chosen,
        "page": page,
        "stands": stands_of(list(page.object_list), zone=company.time_zone),
        "zone": company.time_zone,
        "add_here": f"{reverse('candidates:add')}?job={job.pk}",
        "can_move": can_move and chosen != "ended",
        "can_add": can_move and job.state == JobState.OPEN,
        "stages": stages,
    }
    return render(request, "candidates/job_board.html", context)


def _narrowed(counts: Counts, chosen: str) -> tuple[Stage | None, int]:
    """The stage that the address asks for, and how many rows there are."""
    if chosen == "ended":
        return None, counts.ended
    return next(((s, n) for s, n in counts.stages if str(s.pk) == chosen), (None, counts.running))


@require_POST
def move(request: Request, job_id: int) -> HttpResponse:
    """Move the chosen rows; whoever was changed meanwhile stays, and it is said why."""
    job = get_job(request.actor, job_id, can=may_take_in)
    form = MoveForm(request.POST, stages=job.pipeline.stages.all())
    chosen = read_choice(request.POST.getlist("chosen"))
    if not form.is_valid() or not chosen:
        messages.warning(request, _("Choose at least one person and the stage to move to."))
        return redirect("jobs:detail", job_id)
    rows = visible_applications(request.actor).filter(job=job)
    moved, refused = move_chosen(rows, chosen, form.cleaned_data["stage"], by=request.actor)
    if moved:
        said = ngettext("{n} person moved.", "{n} people moved.", moved).format(n=moved)
        messages.success(request, said)
    for name, problem in refused:
        messages.error(request, f"{name}: {problem}")
    return redirect("jobs:detail", job_id)

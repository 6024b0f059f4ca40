"""Jobs with the number of their candidates, and moving candidates on. One job's table is the desk's page."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from huiyin.accounts.doors import require
from huiyin.candidates.access import may_take_in, visible_applications
from huiyin.candidates.forms import MoveForm
from huiyin.candidates.moving import move_chosen, read_choice
from huiyin.candidates.pages import PER_PAGE
from huiyin.candidates.queries import running_counts
from huiyin.core.http import Request
from huiyin.jobs.access import can_create_job, get_job, visible_to
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

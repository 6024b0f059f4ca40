"""Jobs with the number of their candidates and with whom something waits. One job's page is the desk's."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from huiyin.accounts.doors import may, require
from huiyin.candidates.access import visible_applications
from huiyin.candidates.job_lines import asked_of, job_lines, narrowed, state_numbers
from huiyin.candidates.pages import PER_PAGE, CountedPaginator
from huiyin.company.queries import the_company
from huiyin.core.http import Request
from huiyin.jobs.access import can_create_job, visible_to
from huiyin.jobs.forms import CATEGORIES, JOB_STATES
from huiyin.jobs.queries import with_list_columns


@require_GET
def job_list(request: Request) -> HttpResponse:
    """Open jobs first to look at; paused, drafts and closed ones under their own heading."""
    require(request.actor, "jobs:see")
    asked, company = asked_of(request.GET), the_company()
    jobs = narrowed(visible_to(request.actor), asked, request.actor)
    numbers = state_numbers(jobs)
    shown, number = with_list_columns(jobs.filter(state=asked.state)), numbers.get(asked.state, 0)
    page = CountedPaginator(shown, PER_PAGE, count=number).get_page(request.GET.get("page"))
    sees = may(request.actor, "candidates:see")
    applications = visible_applications(request.actor)
    context = {
        "company": company,
        "page": page,
        "rows": job_lines(applications, list(page.object_list), zone=company.time_zone),
        "asked": asked,
        "sees_people": sees,
        "job_states": [(value, word, numbers.get(value, 0)) for value, word in JOB_STATES],
        "categories": CATEGORIES,
        "can_create": can_create_job(request.actor),
    }
    return render(request, "candidates/job_list.html", context)

"""Pages to look at: the day, and one interview."""

from datetime import date, timedelta

from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from huiyin.accounts.doors import require
from huiyin.company.queries import the_company
from huiyin.core import clock
from huiyin.core.http import Request
from huiyin.core.live import unchanged
from huiyin.interviews import pages, queries
from huiyin.interviews.access import get_interview, visible_to
from huiyin.interviews.day import Filters


@require_GET
def show_day(request: Request) -> HttpResponse:
    """The day's board. The open page asks for its live part every few seconds; unchanged answers 304."""
    require(request.actor, "interviews:see")
    zone = the_company().time_zone
    today = clock.today(zone)
    on = _day(request.GET.get("day", ""), today)
    opens, closes = queries.day_span(on, zone)
    rows = visible_to(request.actor).filter(start__gte=opens, start__lt=closes)
    tag = f'"{queries.board_state(rows)}-{on:%j}-{get_language()}"'
    if request.htmx and request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    filters = Filters(*(request.GET.get(name, "") for name in ("job", "interviewer", "place")))
    context = pages.day_page(request.actor, on, zone=zone, today=today, filters=filters) | {
        "tag": tag,
        "view": "time" if request.GET.get("view") == "time" else "answers",
        "before": on - timedelta(days=1),
        "after": on + timedelta(days=1),
        "filters": filters,
    }
    name = "interviews/day.html#live" if request.htmx else "interviews/day.html"
    response = render(request, name, context)
    response["ETag"] = tag
    patch_cache_control(response, private=True, no_cache=True)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_GET
def detail(request: Request, interview_id: int) -> HttpResponse:
    interview = get_interview(request.actor, interview_id)
    context = pages.detail_page(request.actor, interview)
    return unchanged(request, context["tag"]) or render(request, "interviews/detail.html", context)


def _day(text: str, today: date) -> date:
    try:
        return parse_date(text) or today
    except ValueError:
        return today

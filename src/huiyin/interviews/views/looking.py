"""Pages to look at: the day, the week, the month, the reception's list, and one interview."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from huiyin.accounts.doors import require
from huiyin.company.queries import the_company
from huiyin.core import clock
from huiyin.core.days import day_in
from huiyin.core.http import Request
from huiyin.core.live import unchanged
from huiyin.interviews import boards, pages, queries
from huiyin.interviews.access import get_interview, visible_to
from huiyin.interviews.boards import When
from huiyin.interviews.day import Filters


@require_GET
def show_day(request: Request) -> HttpResponse:
    """The day's board. The open page asks for its live part every few seconds; unchanged answers 304."""
    require(request.actor, "interviews:see")
    company = the_company()
    when, filters = _asked(request, company.time_zone)
    opens, closes = queries.day_span(when.on, when.zone)
    rows = visible_to(request.actor).filter(start__gte=opens, start__lt=closes)
    state, touches = queries.board_state(rows, clock.now())
    tag = f'"{state}-{when.on:%j}-{get_language()}"'
    if request.htmx and request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    board = boards.day_board(request.actor, company, when, filters, touches)
    view, group = request.GET.get("view", ""), request.GET.get("group", "")
    context = (
        board
        | _shell(when, filters, view if view == "time" else "answers")
        | {
            "company": company,
            "tag": tag,
            "group": group,
            "groups": boards.by_time(board["shown"], group) if view == "time" else [],
            "before": when.on - timedelta(days=1),
            "after": when.on + timedelta(days=1),
        }
    )
    name = "interviews/day.html#live" if request.htmx else "interviews/day.html"
    response = render(request, name, context)
    response["ETag"] = tag
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_GET
def show_week(request: Request) -> HttpResponse:
    require(request.actor, "interviews:see")
    company = the_company()
    when, filters = _asked(request, company.time_zone)
    board = boards.week_board(request.actor, when, filters)
    context = board | _shell(when, filters, "week") | {"company": company}
    return render(request, "interviews/week.html", context)


@require_GET
def show_month(request: Request) -> HttpResponse:
    require(request.actor, "interviews:see")
    company = the_company()
    when, filters = _asked(request, company.time_zone)
    board = boards.month_board(request.actor, when, filters)
    context = board | _shell(when, filters, "month") | {"company": company}
    return render(request, "interviews/month.html", context)


@require_GET
def show_reception(request: Request) -> HttpResponse:
    """打印前台名单: one page for each place, without anybody's number."""
    require(request.actor, "interviews:see")
    company = the_company()
    when, filters = _asked(request, company.time_zone)
    groups = boards.reception_list(request.actor, when, filters)
    context = _shell(when, filters, "reception") | {"groups": groups, "company": company, "now": clock.now()}
    return render(request, "interviews/reception.html", context)


@require_GET
def detail(request: Request, interview_id: int) -> HttpResponse:
    interview = get_interview(request.actor, interview_id)
    context = pages.detail_page(request.actor, interview)
    return unchanged(request, context["tag"]) or render(request, "interviews/detail.html", context)


def _asked(request: Request, zone: str) -> tuple[When, Filters]:
    today = clock.today(zone)
    on = _day(request.GET.get("day", ""), today)
    return When(on, today, zone), Filters(
        *(request.GET.get(name, "") for name in ("job", "interviewer", "place"))
    )


def _shell(when: When, filters: Filters, view: str) -> dict[str, Any]:
    """What the head of every board needs: where it stands, and what it is narrowed to."""
    return {"on": when.on, "today": when.today, "zone": when.zone, "filters": filters, "view": view}


def _day(text: str, today: date) -> date:
    return day_in(text) or today

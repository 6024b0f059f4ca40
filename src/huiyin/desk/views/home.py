"""工作台: what to do now, in order, and today beside it."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from huiyin.accounts.doors import permissions_of
from huiyin.company.queries import the_company
from huiyin.core import clock
from huiyin.core.http import Request
from huiyin.core.live import tag_of, unchanged
from huiyin.desk.agenda import agenda_of, is_over
from huiyin.desk.beside import beside_of
from huiyin.desk.first_steps import first_steps
from huiyin.desk.now_cards import NowCard, now_cards
from huiyin.desk.overview import oversees
from huiyin.desk.own_jobs import own_jobs
from huiyin.desk.places import only_holds
from huiyin.desk.queries import Day, day_of, waiting_threads
from huiyin.todos.queries import open_todos

PEEK = 4


@require_GET
def home(request: Request) -> HttpResponse:
    if only_holds(permissions_of(request.actor)):
        return redirect("interviews:mine")
    if oversees(request.actor, permissions_of(request.actor)):
        return redirect("desk:overview")
    company, now = the_company(), clock.now()
    zone, today = company.time_zone, clock.today(company.time_zone)
    day = day_of(request.actor, now, today, zone)
    threads = list(waiting_threads(request.actor)[:50])
    granted = permissions_of(request.actor)
    todos = list(open_todos(request.actor))
    beside = beside_of(request.actor, granted, zone, tomorrow=today + timedelta(days=1))
    every = now_cards(day, threads, todos, now, beside)
    cards = [card for card in every if card.count or card.permission in granted]
    agenda = agenda_of(day, now)
    steps = [] if _has_anything(cards, day) else first_steps(request.actor)
    jobs = own_jobs(request.actor)
    tag = tag_of(
        cards,
        [line.shown for line in agenda],
        [(one.pk, one.last_at) for one in threads],
        steps,
        [(one.job.pk, one.running, one.unread) for one in jobs],
    )
    context = {
        "company": company,
        "day": day,
        "zone": zone,
        "now": now,
        "cards": cards,
        "asked": sum(card.count for card in cards if card.is_asked),
        "agenda": agenda,
        "is_over": is_over(agenda),
        "peek": threads[:PEEK],
        "sees_day": "interviews:see" in granted,
        "steps": steps,
        "own_jobs": jobs,
        "tag": tag,
    }
    return unchanged(request, tag) or render(request, "desk/home.html", context)


def _has_anything(cards: list[NowCard], day: Day) -> bool:
    return bool(day.held or day.off or any(card.count for card in cards))

"""工作台: what to do now, in order, and today beside it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from huiyin.accounts.doors import permissions_of
from huiyin.company.queries import the_company
from huiyin.core import clock
from huiyin.core.http import Request
from huiyin.core.live import tag_of, unchanged
from huiyin.desk.letter_list import to_look_at
from huiyin.desk.now_cards import now_cards
from huiyin.desk.queries import Day, day_of, waiting_threads
from huiyin.interviews.models import Interview
from huiyin.todos.queries import open_todos

PEEK = 4


@dataclass(frozen=True)
class AgendaLine:
    """One line of today; `is_next` draws the now-line above it."""

    interview: Interview
    is_past: bool
    is_next: bool


@require_GET
def home(request: Request) -> HttpResponse:
    zone = the_company().time_zone
    now, today = clock.now(), clock.today(zone)
    day = day_of(request.actor, now, today, today + timedelta(days=1), zone)
    threads = list(waiting_threads(request.actor)[:50])
    granted = permissions_of(request.actor)
    unread = to_look_at(request.actor).count() if "letters:decide" in granted else 0
    every = now_cards(day, threads, list(open_todos(request.actor)), now, unread=unread)
    cards = [card for card in every if card.count or card.permission in granted]
    agenda = _agenda(day, now)
    lines = [(line.interview.pk, line.interview.state, line.is_past, line.is_next) for line in agenda]
    tag = tag_of(cards, lines, [(thread.pk, thread.last_at) for thread in threads])
    context = {
        "day": day,
        "zone": zone,
        "now": now,
        "cards": cards,
        "asked": sum(card.count for card in cards if card.is_asked),
        "agenda": agenda,
        "peek": threads[:PEEK],
        "sees_day": "interviews:see" in granted,
        "tag": tag,
    }
    return unchanged(request, tag) or render(request, "desk/home.html", context)


def _agenda(day: Day, now: datetime) -> list[AgendaLine]:
    coming = next((row.pk for row in day.held if row.start > now), None)
    return [AgendaLine(row, row.end <= now, row.pk == coming) for row in day.held]

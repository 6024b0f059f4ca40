"""正在办的事: long work, how far it is, whom it did not reach, trying those again."""

from datetime import datetime, time
from urllib.parse import quote
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huiyin.company.queries import the_company
from huiyin.core import clock
from huiyin.core.csv_out import csv_text
from huiyin.core.errors import NotAllowed
from huiyin.core.http import Request
from huiyin.core.live import tag_of, unchanged
from huiyin.core.operations import OVER
from huiyin.desk.access import get_operation, visible_operations
from huiyin.desk.operation_cards import LOOKED_AT_FOR, failed_rows, job_cards, needs_look
from huiyin.desk.operation_kinds import retry_failed, title_of
from huiyin.interviews.ticks import ticks_of

ROWS = 5
LISTED = 100


@require_GET
def operations(request: Request) -> HttpResponse:
    zone = the_company().time_zone
    morning = datetime.combine(clock.today(zone), time(), ZoneInfo(zone))
    rows = visible_operations(request.actor)
    running = list(rows.exclude(state__in=OVER).order_by("created_at", "pk")[:LISTED])
    since = min(morning, clock.now() - LOOKED_AT_FOR)
    ended = list(rows.filter(state__in=OVER, ended_at__gte=since).order_by("-ended_at", "-pk")[:LISTED])
    cards = job_cards(request.actor, [*running, *ended], shown=ROWS)
    to_look_at = [card for card in cards if needs_look(card.operation)]
    done = [
        card
        for card in cards
        if not card.is_running and card not in to_look_at and card.ended and card.ended >= morning
    ]
    going = [card for card in cards if card.is_running]
    tag = tag_of(cards)
    context = {"to_look_at": to_look_at, "going": going, "done": done, "zone": zone, "tag": tag}
    return unchanged(request, tag) or render(request, "desk/operations.html", context)


@require_GET
def operation(request: Request, operation_id: int) -> HttpResponse:
    row = get_operation(request.actor, operation_id)
    [card] = job_cards(request.actor, [row], shown=500)
    ticks = ticks_of(row)
    tag = tag_of(card, ticks)
    context = {"card": card, "zone": the_company().time_zone, "tag": tag, "row": row, "ticks": ticks}
    return unchanged(request, tag) or render(request, "desk/operation.html", context)


@require_POST
def retry(request: Request, operation_id: int) -> HttpResponse:
    """Only who began it: the second try is hers as well."""
    row = get_operation(request.actor, operation_id)
    if row.actor != f"user:{request.actor.user_id}":
        raise NotAllowed("forbidden", _("Only who began this may try it again."))
    again = retry_failed(row, by=request.actor)
    if again is None:
        raise Http404
    messages.success(request, _("The rows that failed are tried again."))
    return redirect("desk:operation", operation_id=again.pk)


@require_GET
def failed(request: Request, operation_id: int) -> HttpResponse:
    """The refused rows as a table to keep or to hand on."""
    row = get_operation(request.actor, operation_id)
    header = [_("Name"), _("Why"), _("What now")]
    text = csv_text(header, failed_rows(request.actor, row))
    name = quote(f"{title_of(row)} {_('not done')}.csv")
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f"attachment; filename=\"failed-{row.pk}.csv\"; filename*=UTF-8''{name}"
    return answer

"""One click for everybody who has not answered yet: the page that the morning letter leads to."""

import secrets
from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from huiyin.accounts.doors import require
from huiyin.company.queries import the_company
from huiyin.core import clock
from huiyin.core.days import day_in
from huiyin.core.http import Request
from huiyin.interviews.access import visible_to
from huiyin.interviews.actions.remind import refusals
from huiyin.interviews.asking_again import remind_many, unconfirmed_on
from huiyin.interviews.queries import count_between


@require_http_methods(["GET", "POST"])
def remind(request: Request) -> HttpResponse:
    """Who is asked and who is not, with the number in the button; then asking them, once."""
    require(request.actor, "interviews:arrange")
    zone = the_company().time_zone
    on = _day(request, zone)
    rows = unconfirmed_on(request.actor, on)
    refused = refusals(rows)
    asked = [row for row in rows if row.pk not in refused]
    if request.method == "POST" and asked:
        found = remind_many([row.pk for row in asked], by=request.actor, key=request.POST.get("key", ""))
        if found.operation:
            return redirect("desk:operation", operation_id=found.operation.pk)
        said = ngettext("{n} person is reminded.", "{n} people are reminded.", len(found.reminded))
        messages.success(request, said.format(n=len(found.reminded)))
        return redirect(f"{request.path}?day={on.isoformat()}")
    context = {
        "on": on,
        "is_tomorrow": on == clock.today(zone) + timedelta(days=1),
        "is_today": on == clock.today(zone),
        "every": count_between(visible_to(request.actor), on, on, zone),
        "rows": rows,
        "asked": asked,
        "left_out": [(row, refused[row.pk]) for row in rows if row.pk in refused],
        "key": secrets.token_urlsafe(12),
    }
    return render(request, "desk/remind.html", context)


def _day(request: Request, zone: str) -> date:
    """The day in the address, else today."""
    return day_in(request.GET.get("day", "")) or clock.today(zone)

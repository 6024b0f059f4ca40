"""提醒: one from her slip at once; all of a day after a page with the number and the names."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from huiyin.accounts.doors import require
from huiyin.company.queries import the_company
from huiyin.core import clock
from huiyin.core.days import day_in
from huiyin.core.errors import DomainError
from huiyin.core.http import Request, way_back
from huiyin.core.ids import is_id
from huiyin.interviews import actions, asking_again
from huiyin.interviews.access import can_reschedule, get_interview
from huiyin.interviews.asking_again import Candidacy, Reminded
from huiyin.interviews.day import Filters
from huiyin.interviews.pages import local_day


@require_POST
def remind(request: Request, interview_id: int) -> HttpResponse:
    """At once; who was reminded just now is asked about on the page of her day."""
    interview = get_interview(request.actor, interview_id, can=can_reschedule)
    try:
        actions.remind(interview, by=request.actor)
    except DomainError as refused:
        if refused.code == "already_reminded":
            return HttpResponseRedirect(f"{reverse('interviews:remind_day')}?who={interview.pk}")
        messages.error(request, str(refused))
    else:
        words = _("A reminder to %(name)s is queued.")
        messages.success(request, words % {"name": interview.application.candidate.name})
    return redirect(way_back(request, reverse("interviews:detail", args=[interview.pk]), field="next"))


@require_http_methods(["GET", "HEAD", "POST"])
def remind_day(request: Request) -> HttpResponse:
    """Who would be reminded, by name; then they are."""
    require(request.actor, "interviews:arrange")
    chosen = _choices(request)
    on = chosen[0].interview.start if chosen else None
    if request.method != "POST":
        return _ask(request, chosen)
    known = {str(one.interview.pk) for one in chosen}
    again = {int(pk) for pk in request.POST.getlist("again") if pk in known}
    ids = {int(pk) for pk in request.POST.getlist("who") if pk in known} | again
    done = asking_again.remind_many(ids, by=request.actor, again=again, key=request.POST.get("key", ""))
    _say(request, done, chosen)
    zone = the_company().time_zone
    day = local_day(on, zone).isoformat() if on else request.GET.get("day", "")
    return HttpResponseRedirect(f"{reverse('interviews:list')}?day={day}")


def _choices(request: Request) -> list[Candidacy]:
    """One by her number, or a day's, narrowed as the board was."""
    who = request.GET.get("who", "")
    if is_id(who):
        interview = get_interview(request.actor, int(who), can=can_reschedule)
        return asking_again.choices([interview])
    today = clock.today(the_company().time_zone)
    on = day_in(request.GET.get("day", "")) or today
    filters = Filters(*(request.GET.get(name, "") for name in ("job", "interviewer", "place")))
    rows = [row for row in asking_again.unconfirmed_on(request.actor, on) if filters.fit(row)]
    return asking_again.choices(rows)


def _ask(request: Request, chosen: list[Candidacy]) -> HttpResponse:
    context = {
        "fresh": [one for one in chosen if not one.refusal and not one.reminded_at],
        "repeated": [one for one in chosen if not one.refusal and one.reminded_at],
        "refused": [one for one in chosen if one.refusal],
        "key": uuid4().hex,
        "zone": the_company().time_zone,
    }
    return render(request, "interviews/remind.html", context)


def _say(request: Request, done: Reminded, chosen: list[Candidacy]) -> None:
    """How many, and the names of those who were not."""
    if done.operation:
        words = ngettext(
            "%(n)d reminder is being written; you may go on.",
            "%(n)d reminders are being written; you may go on.",
            done.operation.total,
        )
        messages.success(request, words % {"n": done.operation.total})
        return
    if done.reminded:
        words = ngettext("%(n)d reminder is queued.", "%(n)d reminders are queued.", len(done.reminded))
        messages.success(request, words % {"n": len(done.reminded)})
    names = {one.interview.pk: one.interview.application.candidate.name for one in chosen}
    for pk, refusal in done.refused.items():
        messages.error(request, f"{names[pk]}{_(': ')}{refusal.problem}")
    if not done.reminded and not done.refused:
        messages.error(request, _("Nobody was chosen, so nobody was reminded."))

"""One decision about many letters: first whom it meets, with the number in the button, then doing it."""

import secrets

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from huiyin.accounts.doors import require
from huiyin.company.queries import the_company
from huiyin.core.http import Request
from huiyin.core.ids import known_ids
from huiyin.desk.bulk_letters import MOST, VERBS, choose, decide_many
from huiyin.desk.bulk_words import words_for
from huiyin.desk.letter_filters import narrowed, read_filter
from huiyin.desk.letter_list import tab_of
from huiyin.messaging.access import visible_to

SHOWN = 20


@require_POST
def decide_letters(request: Request) -> HttpResponse:
    require(request.actor, "letters:decide")
    verb = VERBS.get(request.POST.get("verb", ""))
    if verb is None:
        raise Http404
    choice = choose(request.actor, verb, _asked(request))
    key = request.POST.get("key", "")
    if key and choice.fitting:
        return _done(request, verb.key, [one.pk for one in choice.fitting], key)
    if key and request.POST.get("ids"):
        messages.info(request, _("That was done already, or the letters have moved on."))
        return redirect("desk:letters")
    context = {
        "words": words_for(verb.key, len(choice.fitting)),
        "verb": verb.key,
        "choice": choice,
        "shown": choice.fitting[:SHOWN],
        "more": max(0, len(choice.fitting) - SHOWN),
        "ids": ",".join(str(one.pk) for one in choice.fitting),
        "key": secrets.token_urlsafe(12),
    }
    return render(request, "desk/decide_letters.html", context)


def _done(request: Request, verb: str, ids: list[int], key: str) -> HttpResponse:
    operation, is_long = decide_many(VERBS[verb], ids, key=key, by=request.actor)
    if is_long or operation.failed:
        return redirect("desk:operation", operation_id=operation.pk)
    said = ngettext("Done for {n} letter.", "Done for {n} letters.", operation.done)
    messages.success(request, said.format(n=operation.done))
    return redirect("desk:letters")


def _asked(request: Request) -> list[int]:
    """The ids on the page that asks to be sure, the ticked ones, or all of the list as it was filtered."""
    if request.POST.get("scope") == "all":
        wanted, tab = read_filter(request.POST), tab_of(request.POST.get("state", ""))
        rows = narrowed(visible_to(request.actor), wanted, request.actor, the_company().time_zone)
        return list(tab.of(rows).order_by("-state_at", "-pk").values_list("pk", flat=True)[:MOST])
    said = request.POST.get("ids", "").split(",") + request.POST.getlist("letter")
    return known_ids(said)[:MOST]

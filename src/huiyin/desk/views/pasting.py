"""A chat from elsewhere: paste, look who is who, keep."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from huiyin.candidates.access import get_candidate_by_number
from huiyin.candidates.actions.pasting import keep_chat, keep_text
from huiyin.candidates.chats import Chat, guess_theirs, read_chat
from huiyin.candidates.fact_forms import ChatForm
from huiyin.candidates.models import Candidate
from huiyin.candidates.pages import may_note
from huiyin.company.queries import the_company
from huiyin.core import clock
from huiyin.core.errors import DomainError
from huiyin.core.http import Request
from huiyin.desk.queries import colleagues_of

SHOWN = 200


@require_http_methods(["GET", "POST"])
def paste_chat(request: Request, number: str) -> HttpResponse:
    """POST shows what was read; with `keep` it is kept, with who is who as the form says."""
    candidate = get_candidate_by_number(request.actor, number, can=may_note)
    form = ChatForm(request.POST or None)
    if not form.is_valid():
        return _page(request, candidate, form)
    text = form.cleaned_data["text"]
    chat = read_chat(text, clock.today(the_company().time_zone))
    if "keep" not in request.POST:
        return _page(request, candidate, form, chat=chat, is_read=True)
    try:
        if chat and request.POST.get("keep") != "whole":
            _paste, number_of = keep_chat(candidate, chat, _theirs(request, chat), by=request.actor)
        else:
            _paste, number_of = keep_text(candidate, text, by=request.actor)
    except DomainError as refusal:
        form.add_error("text", str(refusal))
        return _page(request, candidate, form, chat=chat, is_read=True)
    said = ngettext("{n} turn was new and is kept.", "{n} turns were new and are kept.", number_of)
    messages.success(request, said.format(n=number_of) if number_of else _("All of it was here already."))
    return redirect("candidates:detail", candidate.number)


def _theirs(request: Request, chat: Chat) -> set[str]:
    """By their place in the list: a name may hold whatever it likes."""
    chosen = set(request.POST.getlist("theirs"))
    return {name for place, name in enumerate(chat.speakers) if str(place) in chosen}


def _page(
    request: Request, candidate: Candidate, form: ChatForm, *, chat: Chat | None = None, is_read: bool = False
) -> HttpResponse:
    theirs: set[str] = set()
    if chat:
        guessed = guess_theirs(chat, candidate.name, frozenset(colleagues_of(candidate)))
        theirs = _theirs(request, chat) if "known" in request.POST else set(guessed)
    context = {
        "candidate": candidate,
        "form": form,
        "chat": chat,
        "is_read": is_read,
        "speakers": [
            (place, name, name in theirs) for place, name in enumerate(chat.speakers if chat else ())
        ],
        "turns": [(turn, turn.speaker in theirs) for turn in (chat.turns[:SHOWN] if chat else ())],
        "more": max(0, len(chat.turns) - SHOWN) if chat else 0,
    }
    return render(request, "desk/paste_chat.html", context, status=422 if form.errors else 200)

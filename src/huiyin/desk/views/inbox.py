"""消息: what candidates asked, and answering them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from huiyin.candidates.access import can_answer_thread
from huiyin.candidates.models import Thread
from huiyin.core.errors import DomainError
from huiyin.core.http import Request
from huiyin.core.live import tag_of, unchanged
from huiyin.desk.access import get_thread
from huiyin.desk.forms import AnswerForm
from huiyin.desk.queries import answered_threads, waiting_threads
from huiyin.interviews.actions import answer_question

SHOWN = 50


@require_GET
def inbox(request: Request) -> HttpResponse:
    first = waiting_threads(request.actor).first() or answered_threads(request.actor).first()
    return _page(request, first, AnswerForm())


@require_http_methods(["GET", "POST"])
def thread(request: Request, thread_id: int) -> HttpResponse:
    if request.method != "POST":
        return _page(request, get_thread(request.actor, thread_id), AnswerForm(), is_chosen=True)
    chosen = get_thread(request.actor, thread_id, to_answer=True)
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            answer_question(chosen, form.cleaned_data["text"], by=request.actor)
        except DomainError as refusal:
            form.add_error("text", str(refusal))
        else:
            messages.success(
                request, _("Your answer is queued for {name}.").format(name=chosen.candidate.name)
            )
            return redirect("desk:thread", thread_id=chosen.pk)
    return _page(request, chosen, form, is_chosen=True)


def _page(
    request: Request, chosen: Thread | None, form: AnswerForm, *, is_chosen: bool = False
) -> HttpResponse:
    waiting = list(waiting_threads(request.actor)[:SHOWN])
    answered = list(answered_threads(request.actor)[:SHOWN])
    tag = tag_of([(one.pk, one.state, one.last_at) for one in (*waiting, *answered)], chosen and chosen.pk)
    context = {
        "waiting": waiting,
        "answered": answered,
        "tag": tag,
        "chosen": chosen,
        "is_chosen": is_chosen,
        "form": form,
        "may_answer": chosen is not None and can_answer_thread(request.actor, chosen.candidate),
    }
    return unchanged(request, tag) or render(request, "desk/inbox.html", context)

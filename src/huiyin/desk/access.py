"""Which conversations a colleague may open and answer. Everything else on the desk asks its own room."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from huiyin.candidates.access import can_answer_thread
from huiyin.candidates.access import visible_threads as visible_conversations
from huiyin.candidates.models import Thread
from huiyin.core.actor import Actor
from huiyin.core.errors import NotAllowed, NotFound


def visible_threads(actor: Actor) -> QuerySet[Thread]:
    """Those that the candidates' door lets through, with what a line about them says."""
    return visible_conversations(actor).select_related("candidate__contact", "application__job")


def get_thread(actor: Actor, thread_id: int, *, to_answer: bool = False) -> Thread:
    """The conversation; NotFound when the actor does not reach it, NotAllowed when she may only read."""
    thread = visible_threads(actor).filter(pk=thread_id).first()
    if thread is None:
        raise NotFound("not_found", _("There is no such conversation."))
    if to_answer and not can_answer_thread(actor, thread.candidate):
        raise NotAllowed("forbidden", _("You may read this conversation but not answer in it."))
    return thread

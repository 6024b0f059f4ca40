"""Which conversations and long pieces of work a colleague may open, and who looks after the channels.

Everything else on the desk asks its own room.
"""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from huiyin.accounts.doors import may, reach
from huiyin.candidates.access import can_answer_thread
from huiyin.candidates.access import visible_threads as visible_conversations
from huiyin.candidates.models import Thread
from huiyin.core.actor import Actor
from huiyin.core.errors import NotAllowed, NotFound
from huiyin.core.models import Operation
from huiyin.core.operations import visible_to as own_operations


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


def may_see_channels(actor: Actor) -> bool:
    """Figures about the whole house without a name in them: for who sees letters or runs the system."""
    return may(actor, "letters:see") or may(actor, "settings:edit")


def may_stop_channels(actor: Actor) -> bool:
    """A channel is the whole house's, so a branch alone does not stop it."""
    return may(actor, "settings:edit") or reach(actor, "letters:decide").everything


def require_channels(actor: Actor, *, to_stop: bool = False) -> None:
    if not (may_stop_channels(actor) if to_stop else may_see_channels(actor)):
        raise NotAllowed(
            "forbidden",
            _("You do not have this permission."),
            _("If you need it, ask an administrator."),
        )


def visible_operations(actor: Actor) -> QuerySet[Operation]:
    """Her own; whoever runs the system sees how far everybody's are, with names only where she may."""
    if actor.kind == "user" and may(actor, "settings:edit"):
        return Operation.objects.all()
    return own_operations(actor)


def get_operation(actor: Actor, operation_id: int) -> Operation:
    operation = visible_operations(actor).filter(pk=operation_id).first()
    if operation is None:
        raise NotFound("not_found", _("There is no such operation."))
    return operation

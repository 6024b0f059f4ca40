"""Who sees and decides about which letters: whoever sees the row that a letter is about."""

from typing import Any

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from huiyin.accounts.doors import reach, require
from huiyin.core.actor import Actor
from huiyin.core.errors import NotFound
from huiyin.messaging.kinds import ABOUT_VISIBLE
from huiyin.messaging.models import Letter


def visible_to(actor: Actor) -> QuerySet[Letter]:
    """Everything for who reaches everything; else letters about rows that their own room lets her see."""
    allowed = reach(actor, "letters:see")
    if allowed.everything:
        return Letter.objects.all()
    if not allowed:
        return Letter.objects.none()
    seen = Q(colleague=allowed.user_id)
    for noun, rows in ABOUT_VISIBLE.items():
        seen |= Q(about__in=_references(noun, rows(actor)))
    return Letter.objects.filter(seen)


def get_letter(actor: Actor, letter_id: int) -> Letter:
    letter = visible_to(actor).select_related("contact", "colleague").filter(pk=letter_id).first()
    if letter is None:
        raise NotFound("not_found", _("There is no such letter."))
    return letter


def get_decidable(actor: Actor, letter_id: int) -> Letter:
    """A letter that the actor sees and may decide about: send again, tell by hand, stop."""
    letter = get_letter(actor, letter_id)
    require(actor, "letters:decide")
    return letter


def _references(noun: str, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    """`interview:12` for every row, in the database."""
    named = Concat(Value(f"{noun}:"), Cast("pk", CharField()), output_field=CharField())
    references: QuerySet[Any, Any] = rows.order_by().annotate(_reference=named).values("_reference")
    return references

"""Who sees and decides about which letters: whoever sees the row that a letter is about."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import BigIntegerField, Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Substr
from django.utils.translation import gettext as _

from huiyin.accounts.doors import reach, require
from huiyin.core.actor import Actor
from huiyin.core.errors import NotFound
from huiyin.messaging.kinds import ABOUT_AFTERWARDS, ABOUT_FEW, ABOUT_VISIBLE
from huiyin.messaging.models import Letter

FEW = 500


def visible_to(actor: Actor) -> QuerySet[Letter]:
    """Everything for who reaches everything; else letters about rows that their own room lets her see.

    When those rows are few their letters are looked up. Else each letter is asked by the key of the row that
    it is about, so that a list of fifty looks at little more than fifty.
    """
    allowed = reach(actor, "letters:see")
    if allowed.everything:
        return Letter.objects.all()
    if not allowed:
        return Letter.objects.none()
    seen, few = Q(colleague=allowed.user_id), _few(actor)
    if few is not None:
        return Letter.objects.filter(seen | Q(about__in=few))
    for noun, rows in ABOUT_VISIBLE.items():
        # A range, because PostgreSQL answers an equality by gathering all rows of the house first.
        key = OuterRef(f"_{noun}")
        seen |= Q(Exists(rows(actor).order_by().filter(pk__range=(key, key))))
    return Letter.objects.alias(**{f"_{noun}": _key(noun) for noun in ABOUT_VISIBLE}).filter(seen)


def _few(actor: Actor) -> list[str] | None:
    """The names of all rows that she sees, `interview:12`, unless there are many of a noun."""
    found: list[str] = []
    for is_afterwards in (False, True):
        names = _names(actor, [noun for noun in ABOUT_FEW if (noun in ABOUT_AFTERWARDS) == is_afterwards])
        if names is None:
            return None
        found += names
    return found


def _names(actor: Actor, nouns: Sequence[str]) -> list[str] | None:
    """In one query for all of these nouns."""
    parts: list[QuerySet[Any, Any]] = []
    for noun in nouns:
        rows = ABOUT_FEW[noun](actor)
        if rows is None:
            return None
        parts += [_first(one, noun) for one in rows]
    names = [f"{noun}:{key}" for noun, key in parts[0].union(*parts[1:], all=True)] if parts else []
    most = max(Counter(name.partition(":")[0] for name in names).values(), default=0)
    return names if most <= FEW else None


def _first(rows: QuerySet[Any], noun: str) -> QuerySet[Any, Any]:
    """One more than are few, to know whether there are more."""
    keys = rows.order_by().values("pk")[: FEW + 1]
    found: QuerySet[Any] = rows.model._default_manager.filter(pk__in=keys).order_by()
    named: QuerySet[Any, Any] = found.annotate(said_noun=Value(noun)).values_list("said_noun", "pk")
    return named


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


def _key(noun: str) -> Case:
    """12 of `interview:12`; NULL for a letter about something else."""
    prefix = f"{noun}:"
    return Case(
        When(about__startswith=prefix, then=Cast(Substr("about", len(prefix) + 1), BigIntegerField()))
    )

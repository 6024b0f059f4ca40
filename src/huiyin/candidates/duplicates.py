"""Two files that may be one person: which, and why we think so."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from huiyin.accounts.doors import field_level
from huiyin.accounts.models import FieldLevel
from huiyin.candidates.access import visible_to
from huiyin.candidates.actions.merging import DUPLICATE, known_to_differ
from huiyin.candidates.models import Candidate, Merge
from huiyin.core.actor import Actor
from huiyin.core.references import ref
from huiyin.messaging.contacts import EMAIL, PHONE
from huiyin.messaging.models import Address, AddressState
from huiyin.todos.models import Todo, TodoState

MOST = 20


@dataclass(frozen=True)
class Likeness:
    """What speaks for one person and what against it, as sentences."""

    speaks_for: Sequence[str]
    against: Sequence[str]


def likely_same(actor: Actor, candidate: Candidate) -> list[Candidate]:
    """Files that share an address or ID number with this one, or that a to-do names, as far as the actor sees
    them; without those that somebody found to be other people.
    """
    keys = [
        (one.kind, one.value_index)
        for one in candidate.contact.addresses.defer("value")
        if one.state != AddressState.WRONG
    ]
    shares = Address.objects.filter(value_index__in=[key for _kind, key in keys]).values("contact")
    wanted = Q(contact__in=shares)
    if candidate.id_number_index:
        wanted |= Q(id_number_index=candidate.id_number_index)
    asked = Todo.objects.filter(kind=DUPLICATE, about=ref(candidate), state=TodoState.OPEN)
    named = {key for todo in asked for key in todo.values.get("candidates", [])}
    rows = visible_to(actor).select_related("contact").filter(wanted | Q(pk__in=named))
    return list(rows.exclude(pk__in={candidate.pk, *known_to_differ(candidate)}).order_by("pk")[:MOST])


def likeness(one: Candidate, other: Candidate, actor: Actor) -> Likeness:
    """As far as the reader sees of a field at least its mask."""
    speaks_for, against = [], []
    ours, theirs = _addresses(one), _addresses(other)
    words = {PHONE: _("The same phone"), EMAIL: _("The same e-mail address")}
    speaks_for += [words[kind] for kind in words if ours[kind] & theirs[kind] and _sees(actor, kind)]
    ids = {one.id_number_index, other.id_number_index} if _sees(actor, "id_number") else {""}
    if "" not in ids and len(ids) == 1:
        speaks_for.append(_("The same ID number"))
    elif "" not in ids:
        against.append(_("Two different ID numbers"))
    if one.name == other.name:
        speaks_for.append(_("The same name"))
    else:
        against.append(_("Different names"))
    return Likeness(speaks_for, against)


def standing_merges(candidate: Candidate) -> list[Merge]:
    """Those that went into this file and were not undone, the last first."""
    if not getattr(candidate, "has_merges", True):
        return []
    rows = Merge.objects.filter(survivor=candidate, undone_at=None).select_related("gone")
    return list(rows.order_by("-at", "-pk"))


def _sees(actor: Actor, name: str) -> bool:
    return field_level(actor, f"candidate.{name}") != FieldLevel.HIDE


def _addresses(candidate: Candidate) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {PHONE: set(), EMAIL: set()}
    for one in candidate.contact.addresses.defer("value"):
        found.setdefault(one.kind, set()).add(one.value_index)
    return found

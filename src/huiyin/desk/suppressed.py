"""不再发送: whom and where nobody writes any more, as far as the reader sees the people."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from huiyin.accounts.doors import may, reach, require, shown
from huiyin.candidates.access import visible_to as visible_candidates
from huiyin.candidates.models import Candidate
from huiyin.core.actor import Actor
from huiyin.core.errors import NotFound
from huiyin.core.masking import mask_email, mask_phone
from huiyin.messaging.access import visible_to as visible_letters
from huiyin.messaging.models import Address, Contact
from huiyin.messaging.suppression import Suppressed, blocked, lines, stopped_addresses

PER_PAGE = 50
MASKED = {"email": ("candidate.email", mask_email), "phone": ("candidate.phone", mask_phone)}


@dataclass(frozen=True)
class Line:
    """`value` is as much of the address as the reader may see; `candidate` is None for a colleague."""

    what: Suppressed
    candidate: Candidate | None
    value: str


@dataclass(frozen=True)
class SuppressedPage:
    lines: Sequence[Line]
    next_page: int
    may_lift: bool


def visible_contacts(actor: Actor) -> QuerySet[Contact]:
    """Of the candidates whom she sees; who sees every letter sees colleagues' too."""
    theirs = Q(Exists(visible_candidates(actor).filter(contact=OuterRef("pk"))))
    if reach(actor, "letters:see").everything:
        theirs |= Q(candidate=None)
    return Contact.objects.filter(theirs)


def read_suppressed(actor: Actor, page: int) -> SuppressedPage:
    require(actor, "letters:see")
    contacts = visible_contacts(actor)
    start = (page - 1) * PER_PAGE
    addresses = list(stopped_addresses(contacts)[start : start + PER_PAGE + 1])
    people = list(blocked(contacts)[start : start + PER_PAGE + 1])
    more = len(addresses) > PER_PAGE or len(people) > PER_PAGE
    found = lines(addresses[:PER_PAGE], people[:PER_PAGE], visible_letters(actor))
    who = _candidates(actor, found)
    return SuppressedPage(
        [Line(one, who.get(one.contact.pk), _value(actor, one)) for one in found],
        page + 1 if more else 0,
        may(actor, "letters:decide"),
    )


def get_stopped_address(actor: Actor, address_id: int) -> Address:
    """One that she sees and may set going again."""
    address = stopped_addresses(visible_contacts(actor)).filter(pk=address_id).first()
    if address is None:
        raise NotFound("not_found", _("There is no such address, or it is in use."))
    require(actor, "letters:decide")
    return address


def get_blocked_contact(actor: Actor, contact_id: int) -> Contact:
    contact = blocked(visible_contacts(actor)).filter(pk=contact_id).first()
    if contact is None:
        raise NotFound("not_found", _("There is no such person, or letters go out as ever."))
    require(actor, "letters:decide")
    return contact


def _candidates(actor: Actor, found: Sequence[Suppressed]) -> dict[int, Candidate]:
    rows = visible_candidates(actor).filter(contact__in={one.contact.pk for one in found})
    return {one.contact_id: one for one in rows}


def _value(actor: Actor, one: Suppressed) -> str:
    """Masked, or nothing; whole values are on the file, where looking is noted."""
    if one.address is None:
        return ""
    field, mask = MASKED[one.address.kind]
    return mask(one.address.value) if shown(actor, field, one.address.value) else ""

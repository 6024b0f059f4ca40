"""不再发送: people who are not written to, and addresses that carry nothing, with why and by whose word.

The carrier asks `Contact.blocked_reason` and `Address.state` before each hand-over; here is who sets them,
who lifts them, and how the list reads. Nothing is sent past it: who wants to write lifts it first, by name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db import transaction
from django.db.models import QuerySet

from huiyin.accounts.models import User
from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.messaging.better_addresses import ask_for_better
from huiyin.messaging.contacts import ADDRESS_KINDS
from huiyin.messaging.models import Address, AddressState, Contact, Letter
from huiyin.messaging.states import LetterState as S

BlockReason = Literal["opted_out", "consent_withdrawn"]
OPTED_OUT: BlockReason = "opted_out"
CONSENT_WITHDRAWN: BlockReason = "consent_withdrawn"
# What proves that an address carries nothing.
FAILED = (S.BOUNCED, S.FAILED)


@dataclass(frozen=True)
class Suppressed:
    """One line: a person as a whole (`address` None), or one address. `letter` is what showed it."""

    contact: Contact
    why: str
    at: datetime | None
    source: str
    address: Address | None = None
    letter: Letter | None = None

    @property
    def is_from_call(self) -> bool:
        return self.source.startswith("contactlog:")


@transaction.atomic
def block(contact: Contact, *, reason: BlockReason, by: Actor) -> None:
    """Nothing is sent to this person any more, by no way."""
    if not Contact.objects.filter(pk=contact.pk, blocked_reason="").update(blocked_reason=reason):
        return
    contact.blocked_reason = reason
    audit.record("contact.blocked", contact, by=by, reason=reason)


@transaction.atomic
def unblock(contact: Contact, *, by: Actor) -> None:
    """A person vouches that this one wants to hear from us again."""
    was = contact.blocked_reason
    if Contact.objects.filter(pk=contact.pk).exclude(blocked_reason="").update(blocked_reason=""):
        contact.blocked_reason = ""
        audit.record("contact.unblocked", contact, by=by, was=was)


@transaction.atomic
def mark_wrong(address: Address, *, source: str, owner: User | None, by: Actor) -> None:
    """Somebody else answered there: written to no more, and a better one is asked for."""
    _stop(address, AddressState.WRONG, source=source, by=by)
    ask_for_better(address.contact, address.kind, owner=owner)


@transaction.atomic
def opt_out(address: Address, *, source: str, by: Actor) -> None:
    """The person wants no letters there; her other addresses stay."""
    _stop(address, AddressState.OPTED_OUT, source=source, by=by)


def stopped_addresses(contacts: QuerySet[Contact]) -> QuerySet[Address]:
    """Of these people, what is not written to, the latest first."""
    return (
        Address.objects.filter(contact__in=contacts)
        .exclude(state=AddressState.USABLE)
        .select_related("contact")
        .order_by("-state_at", "-pk")
    )


def blocked(contacts: QuerySet[Contact]) -> QuerySet[Contact]:
    return contacts.exclude(blocked_reason="").order_by("-pk")


def lines(
    addresses: Sequence[Address], contacts: Sequence[Contact], letters: QuerySet[Letter]
) -> list[Suppressed]:
    """Both as one list; `letters` are those that the reader may see. Two queries, however many."""
    shown = _evidence(addresses, letters)
    since = _blocked_since(contacts)
    people = [Suppressed(one, one.blocked_reason, *since.get(one.pk, (None, ""))) for one in contacts]
    return people + [
        Suppressed(one.contact, one.state, one.state_at, one.state_note, one, shown.get(one.pk))
        for one in addresses
    ]


def _stop(address: Address, state: AddressState, *, source: str, by: Actor) -> None:
    address.state, address.state_at, address.state_note = state, clock.now(), source[:200]
    address.save(update_fields=["state", "state_at", "state_note"])
    audit.record("address.stopped", address, by=by, state=state.value, source=source)


def _evidence(addresses: Sequence[Address], letters: QuerySet[Letter]) -> dict[int, Letter]:
    """By address, the last letter that came back from it."""
    people = {one.contact_id for one in addresses}
    found: dict[tuple[int, str, str], Letter] = {}
    for letter in letters.filter(contact__in=people, state__in=FAILED).order_by("pk"):
        found[letter.contact_id, ADDRESS_KINDS.get(letter.channel, ""), letter.address] = letter
    keys = {one.pk: (one.contact_id, one.kind, one.value) for one in addresses}
    return {pk: found[key] for pk, key in keys.items() if key in found}


def _blocked_since(contacts: Sequence[Contact]) -> dict[int, tuple[datetime, str]]:
    entries = audit.entries_about([f"contact:{one.pk}" for one in contacts], verb="contact.blocked")
    return {int(one.about.partition(":")[2]): (one.at, one.actor_label or one.actor) for one in entries}

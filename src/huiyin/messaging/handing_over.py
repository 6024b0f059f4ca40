"""Two contacts that are one person: her letters and addresses at one of them, and back again.

Each letter stays the one row that it was, so whatever was due goes once, to whom it is due by then.
"""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef

from huiyin.messaging.models import Address, AddressState, Contact, Letter


def hand_letters(giver: Contact, taker: Contact) -> list[int]:
    """All but those that the taker has already from the same cause; returns which."""
    same = Letter.objects.filter(
        contact=taker,
        cause=OuterRef("cause"),
        kind=OuterRef("kind"),
        version=OuterRef("version"),
        channel=OuterRef("channel"),
    )
    ids = list(Letter.objects.filter(~Exists(same), contact=giver).values_list("pk", flat=True))
    take_letters(ids, giver, taker)
    return ids


def take_letters(ids: Sequence[int], giver: Contact, taker: Contact) -> None:
    for start in range(0, len(ids), 500):
        Letter.objects.filter(pk__in=ids[start : start + 500], contact=giver).update(contact=taker)


def copy_addresses(giver: Contact, taker: Contact) -> list[int]:
    """The addresses that the taker lacks, in the state in which they are; returns the new ones. None of them
    takes the place of one that the taker uses.
    """
    own = {(one.kind, one.value_index) for one in taker.addresses.all()}
    missing = [one for one in giver.addresses.order_by("pk") if (one.kind, one.value_index) not in own]
    return [
        Address.objects.create(
            contact=taker,
            kind=one.kind,
            value=one.value,
            value_index=one.value_index,
            tail_index=one.tail_index,
            state=one.state,
            state_at=None if one.state == AddressState.USABLE else one.state_at,
            state_note=one.state_note,
        ).pk
        for one in missing
    ]


def remove_addresses(ids: Sequence[int], contact: Contact) -> None:
    Address.objects.filter(pk__in=ids, contact=contact).delete()

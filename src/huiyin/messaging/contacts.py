"""People who can be written to, and their addresses: normalised here and nowhere else."""

import unicodedata
from collections.abc import Iterable

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.encryption import blind_index
from huiyin.core.errors import DomainError, FieldProblem
from huiyin.core.references import ref
from huiyin.messaging.better_addresses import has_better, wanted_people
from huiyin.messaging.channels import is_there
from huiyin.messaging.models import Address, AddressState, Contact

EMAIL = "email"
PHONE = "phone"
DEFAULT_REGION = "CN"

# Which address a channel writes to; a channel that is not here needs none.
ADDRESS_KINDS = {"email": EMAIL, "sms": PHONE, "webhook": PHONE}
# The order in which a person is tried when neither she nor the house chose one.
DEFAULT_LADDER = ("email", "webhook", "by_hand")
LAST_RUNG = "by_hand"


def normalise(kind: str, value: str) -> str:
    """The one spelling of an address: e-mail in lower case, phone in E.164. Refuses what is neither."""
    text = unicodedata.normalize("NFKC", value).strip()
    return _normal_email(text) if kind == EMAIL else _normal_phone(text)


def set_address(contact: Contact, kind: str, value: str) -> Address:
    """Make this the address that letters of its kind go to; earlier ones stay and still find the person.

    Setting it again changes nothing about one that bounced or opted out: `restore_address` does.
    """
    normal = normalise(kind, value)
    address, is_new = Address.objects.get_or_create(
        contact=contact,
        kind=kind,
        value_index=address_index(kind, normal),
        defaults={"value": normal, "tail_index": tail_index(kind, normal[-4:]), "state_at": clock.now()},
    )
    if not is_new and address.state == AddressState.USABLE:
        Address.objects.filter(pk=address.pk).update(state_at=clock.now())
    if address.state == AddressState.USABLE:
        has_better(contact, kind)
    return address


def set_addresses(pairs: Iterable[tuple[Contact, str, str]]) -> int:
    """Many new addresses at once, for imports: (contact, kind, value); known ones are left as they are."""
    given = list(pairs)
    rows = []
    for contact, kind, value in given:
        normal = normalise(kind, value)
        rows.append(
            Address(
                contact=contact,
                kind=kind,
                value=normal,
                value_index=address_index(kind, normal),
                tail_index=tail_index(kind, normal[-4:]),
                state_at=clock.now(),
            )
        )
    written = len(Address.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500))
    wanted = wanted_people()
    for contact, kind, _value in given if wanted else ():
        if ref(contact) in wanted and current_address(contact, kind):
            has_better(contact, kind)
    return written


def restore_address(address: Address, *, by: Actor) -> None:
    """A person vouches for an address that bounced, was wrong or had opted out."""
    was = address.state
    Address.objects.filter(pk=address.pk).update(
        state=AddressState.USABLE, state_at=clock.now(), state_note=""
    )
    has_better(address.contact, address.kind)
    audit.record("address.restored", address, by=by, was=was)


def find_contacts(kind: str, value: str) -> QuerySet[Contact]:
    """Everyone who has or had this address; nobody when it is not one."""
    try:
        normal = normalise(kind, value)
    except DomainError:
        return Contact.objects.none()
    return Contact.objects.filter(
        addresses__kind=kind, addresses__value_index=address_index(kind, normal)
    ).distinct()


def find_by_tail(kind: str, last4: str) -> QuerySet[Contact]:
    """Everyone whose number of that kind ends in these four characters."""
    digits = unicodedata.normalize("NFKC", last4).strip()
    return (
        Contact.objects.filter(
            addresses__kind=kind, addresses__tail_index=tail_index(kind, digits)
        ).distinct()
        if len(digits) == 4
        else Contact.objects.none()
    )


def current_address(contact: Contact, kind: str) -> Address | None:
    """The address that letters of a kind go to now: the usable one that was set last.

    Reads the prefetched addresses when there are any, so that a batch costs one query.
    """
    usable = [a for a in contact.addresses.all() if a.kind == kind and a.state == AddressState.USABLE]
    return max(usable, key=lambda a: (a.state_at is not None, a.state_at, a.pk), default=None)


def ladder_of(contact: Contact) -> list[str]:
    """The channels to try in order: those that the house has and whose address is usable, and by hand at the
    end, always.
    """
    wanted = [rung for rung in (contact.ladder or DEFAULT_LADDER) if rung != LAST_RUNG]
    if not is_there("webhook"):
        wanted = [rung for rung in wanted if rung != "webhook"]
    reachable = [
        rung for rung in wanted if rung not in ADDRESS_KINDS or current_address(contact, ADDRESS_KINDS[rung])
    ]
    return [*reachable, LAST_RUNG]


def address_index(kind: str, normal: str) -> str:
    return blind_index(normal, purpose=f"address.{kind}")


def tail_index(kind: str, tail: str) -> str:
    return blind_index(tail, purpose=f"address.{kind}.tail") if kind == PHONE else ""


def _normal_email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError:
        raise _refusal(
            "email", _("This is not an e-mail address."), _("Write it like name@example.com.")
        ) from None
    return text.lower()


def _normal_phone(text: str) -> str:
    try:
        number = phonenumbers.parse(text, DEFAULT_REGION)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        raise _refusal(
            "phone",
            _("This is not a phone number that can be dialled."),
            _("Write it like 138 0013 8000, or with its country, +852 5123 4567."),
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _refusal(field: str, problem: str, mend: str) -> DomainError:
    return DomainError(f"bad_{field}", problem, mend, [FieldProblem(field, problem, mend)])

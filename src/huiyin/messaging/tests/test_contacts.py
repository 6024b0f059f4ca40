import pytest

from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError
from huiyin.messaging.contacts import (
    EMAIL,
    PHONE,
    current_address,
    find_by_tail,
    find_contacts,
    ladder_of,
    normalise,
    restore_address,
    set_address,
    set_addresses,
)
from huiyin.messaging.models import Address, AddressState, Contact


@pytest.mark.parametrize(
    ("kind", "written", "normal"),
    [
        (PHONE, "138 0013 8000", "+8613800138000"),
        (PHONE, "+86-138-0013-8000", "+8613800138000"),
        (PHONE, "１３８００１３８０００", "+8613800138000"),
        (PHONE, "+852 5123 4567", "+85251234567"),
        (EMAIL, " Wang.Fang@Example.COM ", "wang.fang@example.com"),
    ],
)
def test_an_address_has_one_spelling(kind: str, written: str, normal: str) -> None:
    assert normalise(kind, written) == normal


@pytest.mark.parametrize(
    ("kind", "written", "code"),
    [
        (PHONE, "12345", "bad_phone"),
        (PHONE, "unknown", "bad_phone"),
        (PHONE, "", "bad_phone"),
        (EMAIL, "wang@", "bad_email"),
        (EMAIL, "a@example.com\nBcc: b@example.com", "bad_email"),
        (EMAIL, "", "bad_email"),
    ],
)
def test_what_is_no_address_is_refused(kind: str, written: str, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        normalise(kind, written)

    assert refused.value.code == code


@pytest.mark.django_db
def test_setting_twice_keeps_one_and_the_last_set_is_used() -> None:
    contact = Contact.objects.create(name="王芳")
    set_address(contact, EMAIL, "old@example.com")
    set_address(contact, EMAIL, "new@example.com")
    assert current_address(contact, EMAIL).value == "new@example.com"

    set_address(contact, EMAIL, "OLD@example.com")

    assert Address.objects.count() == 2
    assert current_address(contact, EMAIL).value == "old@example.com"


@pytest.mark.django_db
def test_setting_does_not_revive_a_bounced_one_but_restoring_does() -> None:
    contact = Contact.objects.create(name="王芳")
    address = set_address(contact, EMAIL, "gone@example.com")
    Address.objects.update(state=AddressState.BOUNCED)

    set_address(contact, EMAIL, "gone@example.com")
    assert current_address(contact, EMAIL) is None

    restore_address(address, by=Actor.system("test"))
    assert current_address(contact, EMAIL) == address


@pytest.mark.django_db
def test_the_value_is_found_whole_and_by_its_tail_and_is_not_in_clear() -> None:
    wang, li = Contact.objects.create(name="王芳"), Contact.objects.create(name="李强")
    set_address(wang, PHONE, "13800138000")
    set_address(li, PHONE, "13900138000")
    set_address(wang, EMAIL, "wang@example.com")

    assert list(find_contacts(PHONE, "138-0013-8000")) == [wang]
    assert list(find_by_tail(PHONE, "8000").order_by("pk")) == [wang, li]
    assert list(find_contacts(EMAIL, "WANG@example.com")) == [wang]
    assert list(find_contacts(PHONE, "not a number")) == []
    assert list(find_by_tail(PHONE, "")) == []
    stored = Address.objects.extra(select={"raw": "value"}).values_list("raw", flat=True)
    assert not any("138000" in raw or "wang" in raw for raw in stored)


@pytest.mark.django_db
def test_many_addresses_are_set_at_once_and_known_ones_are_left() -> None:
    contact = Contact.objects.create(name="王芳")
    set_address(contact, PHONE, "13800138000")

    set_addresses([(contact, PHONE, "138 0013 8000"), (contact, EMAIL, "wang@example.com")])

    assert sorted(Address.objects.values_list("kind", flat=True)) == [EMAIL, PHONE]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("addresses", "preferred", "ladder"),
    [
        ([(EMAIL, "wang@example.com")], [], ["email", "by_hand"]),
        ([(PHONE, "13800138000")], [], ["by_hand"]),
        (
            [(EMAIL, "wang@example.com"), (PHONE, "13800138000")],
            ["sms", "email"],
            ["sms", "email", "by_hand"],
        ),
        ([], ["by_hand"], ["by_hand"]),
    ],
)
def test_the_ladder_has_only_usable_rungs_and_ends_by_hand(
    addresses: list[tuple[str, str]], preferred: list[str], ladder: list[str]
) -> None:
    contact = Contact.objects.create(name="王芳", ladder=preferred)
    for kind, value in addresses:
        set_address(contact, kind, value)

    assert ladder_of(contact) == ladder

"""Colleagues for tests."""

from itertools import count

from huiyin.accounts.models import User
from huiyin.company.models import OrgUnit
from huiyin.company.tests.factories import make_unit
from huiyin.messaging.models import Contact
from huiyin.people.models import Employee

_numbers = count(1)


def make_employee(
    name: str = "", *, org_unit: OrgUnit | None = None, user: User | None = None, **fields: object
) -> Employee:
    number = next(_numbers)
    name = name or f"同事{number}"
    return Employee.objects.create(
        number=f"T{number:05d}",
        name=name,
        org_unit=org_unit or make_unit(),
        contact=Contact.objects.create(name=name),
        user=user,
        **fields,
    )

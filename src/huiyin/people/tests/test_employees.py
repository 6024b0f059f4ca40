import pytest

from huiyin.accounts.tests.factories import actor_of, make_user
from huiyin.company.tests.factories import make_unit
from huiyin.core.actor import ANONYMOUS, Actor
from huiyin.core.errors import DomainError, NotFound
from huiyin.messaging.contacts import current_address
from huiyin.people.access import get_employee, visible_to
from huiyin.people.actions import NewEmployee, add_employee, link_user, retire_employee, set_manager
from huiyin.people.models import Employee
from huiyin.people.queries import active_employees, employee_of
from huiyin.people.tests.factories import make_employee

pytestmark = pytest.mark.django_db

BY = Actor.system("test")


def test_a_colleague_gets_number_contact_and_addresses():
    unit = make_unit(time_zone="Asia/Urumqi")

    employee = add_employee(NewEmployee("顾行之", unit, "供应链产品总监", email="Gu@Example.com"), by=BY)

    assert employee.number == "E00001"
    assert (employee.contact.name, employee.contact.time_zone) == ("顾行之", "Asia/Urumqi")
    assert current_address(employee.contact, "email").value == "gu@example.com"


@pytest.mark.parametrize("fields", [{"name": " "}, {"number": "E1"}, {"email": "gu@"}])
def test_a_colleague_without_name_or_with_a_taken_number_or_a_bad_address_is_refused(fields):
    unit = make_unit()
    add_employee(NewEmployee("韩青", unit, number="E1"), by=BY)
    values = {"name": "顾行之"} | fields

    with pytest.raises(DomainError):
        add_employee(NewEmployee(org_unit=unit, **values), by=BY)

    assert Employee.objects.count() == 1


def test_nobody_manages_herself_however_long_the_chain():
    head, middle, junior = make_employee(), make_employee(), make_employee()
    set_manager(middle, head, by=BY)
    set_manager(junior, middle, by=BY)

    for employee, manager in ((head, junior), (head, head)):
        with pytest.raises(DomainError) as refused:
            set_manager(employee, manager, by=BY)
        assert refused.value.code == "bad_manager"
    head.refresh_from_db()
    assert head.manager is None


def test_a_user_is_one_colleague():
    user = make_user()
    employee = link_user(make_employee(), user, by=BY)

    with pytest.raises(DomainError):
        link_user(make_employee(), user, by=BY)

    assert employee_of(actor_of(user)) == employee
    assert employee_of(ANONYMOUS) is None
    assert employee_of(actor_of(make_user())) is None


def test_a_retired_colleague_is_no_longer_offered():
    here, gone = make_employee(), make_employee()
    retire_employee(gone, by=BY)

    assert list(active_employees()) == [here]


def test_names_are_known_inside_and_nowhere_else():
    employee = make_employee()
    link = Actor(kind="capability", key="capability:1", subject="interview:1")

    assert get_employee(actor_of(make_user("interviewer")), employee.pk) == employee
    for stranger in (ANONYMOUS, link):
        assert list(visible_to(stranger)) == []
        with pytest.raises(NotFound):
            get_employee(stranger, employee.pk)

"""Colleagues and accounts: adding, pasting, leaving with all that is handed over, an account by letter."""

import pytest
from django.test import Client

from huiyin.accounts.models import Role, User
from huiyin.accounts.tests.factories import make_user, sign_in
from huiyin.administration.actions.leaving import leave
from huiyin.administration.tests.conftest import Settings
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError
from huiyin.interviews.models import Participant
from huiyin.interviews.tests.factories import House, make_house, make_interview
from huiyin.jobs.models import HiringTeam
from huiyin.messaging.contacts import current_address, set_address
from huiyin.messaging.models import Letter
from huiyin.people.editing import employee_values
from huiyin.people.models import Employee
from huiyin.people.tests.factories import make_employee
from huiyin.todos.actions import open_todo
from huiyin.todos.models import Todo

BY = Actor.system("test")


def test_colleagues_are_pasted_all_or_none(admin: Client, house: Settings) -> None:
    lines = "李新,专员,li@example.com\n王旧,主管,wang@example.com,没有的部门"

    bad = admin.post("/settings/people/paste/", {"lines": lines, "org_unit": house.unit.pk})

    assert bad.status_code == 422
    assert "第 2 行：没有叫 没有的部门 的部门。" in bad.content.decode()
    assert not Employee.objects.filter(name="李新").exists()
    good = lines.replace(",没有的部门", ",华东")
    assert (
        admin.post("/settings/people/paste/", {"lines": good, "org_unit": house.unit.pk}).status_code == 302
    )
    assert (
        admin.post("/settings/people/paste/", {"lines": good, "org_unit": house.unit.pk}).status_code == 302
    )
    assert Employee.objects.filter(name__in=["李新", "王旧"]).count() == 2


@pytest.mark.both
@pytest.mark.parametrize("line", ["王" * 81, f"王新,{'长' * 81}"])
def test_a_line_that_is_too_long_is_named(admin: Client, house: Settings, line: str) -> None:
    answer = admin.post("/settings/people/paste/", {"lines": f"李新\n{line}", "org_unit": house.unit.pk})

    assert answer.status_code == 422
    assert "第 2 行" in answer.content.decode()
    assert not Employee.objects.filter(name="李新").exists()


def test_a_changed_address_is_where_letters_go(admin: Client, house: Settings) -> None:
    data = {"name": "顾行之", "org_unit": house.unit.pk, "language": "zh-hans", "email": "New@Example.com"}

    admin.post(f"/settings/people/{house.employee.pk}/", data)

    address = current_address(house.employee.contact, "email")
    assert address is not None
    assert address.value == "new@example.com"


def test_an_account_is_opened_by_a_letter_without_a_secret(admin: Client, house: Settings) -> None:
    employee = make_employee("陆时")
    set_address(employee.contact, "email", "lu@example.com")
    role = Role.objects.get(key="interviewer")

    answer = admin.post(
        f"/settings/people/{employee.pk}/open-account/", {"email": "lu@example.com", "role": role.pk}
    )

    assert answer.status_code == 302
    user = User.objects.get(email="lu@example.com")
    employee.refresh_from_db()
    assert employee.user == user
    assert [grant.role for grant in user.grants.all()] == [role]
    assert list(Letter.objects.values_list("kind", flat=True)) == ["account.invited"]


def test_without_an_address_no_account_is_opened(admin: Client, house: Settings) -> None:
    employee = make_employee("陆时")
    role = Role.objects.get(key="interviewer")

    answer = admin.post(
        f"/settings/people/{employee.pk}/open-account/", {"email": "lu@example.com", "role": role.pk}
    )

    assert answer.status_code == 422
    assert not User.objects.filter(email="lu@example.com").exists()
    assert not Letter.objects.exists()


@pytest.fixture
def busy(db: None) -> House:
    return make_house()


def test_who_leaves_hands_over_interviews_team_and_todos(busy: House) -> None:
    interview = make_interview(busy)
    gone, heir = busy.ivy, make_employee("接手的", user=make_user("interviewer"))
    user = make_user("interviewer")
    Employee.objects.filter(pk=gone.pk).update(user=user)
    open_todo("interview.call", "interview:1", owner=user)
    HiringTeam.objects.get_or_create(job=interview.application.job, employee=gone, role="interviewer")
    gone.refresh_from_db()

    left = leave(gone, heir=heir, by=BY)

    assert (left.interviews, left.by_hand) == (1, 0)
    assert heir.pk in Participant.objects.filter(interview=interview).values_list("employee", flat=True)
    assert gone.pk not in Participant.objects.filter(interview=interview).values_list("employee", flat=True)
    assert HiringTeam.objects.filter(job=interview.application.job, employee=heir).exists()
    assert not HiringTeam.objects.filter(employee=gone).exists()
    assert Todo.objects.get(kind="interview.call").owner == heir.user
    gone.refresh_from_db()
    user.refresh_from_db()
    assert (gone.is_active, user.is_active) == (False, False)


def test_without_an_heir_nobody_leaves_who_has_something(busy: House) -> None:
    make_interview(busy)

    with pytest.raises(DomainError) as refused:
        leave(busy.ivy, heir=None, by=BY)

    assert refused.value.code == "heir_missing"
    busy.ivy.refresh_from_db()
    assert busy.ivy.is_active


def test_a_recruiter_adds_nobody(house: Settings) -> None:
    client = sign_in(Client(), house.recruiter)
    before = Employee.objects.count()

    answer = client.post(
        "/settings/people/add/", {"name": "李新", "org_unit": house.unit.pk, "language": "zh-hans"}
    )

    assert answer.status_code == 403
    assert Employee.objects.count() == before


@pytest.mark.parametrize("kind", ["email", "phone"])
def test_who_may_not_open_accounts_moves_no_address_to_which_a_sign_in_code_goes(
    house: Settings, kind: str
) -> None:
    """Whoever could would ask for a code in an administrator's name and read it herself."""
    set_address(house.employee.contact, "email", "gu@example.com")
    set_address(house.employee.contact, "phone", "+8613800002046")
    chief = sign_in(Client(), make_user("hr_manager", email="han@example.com"))
    data = {"name": "顾行之", "org_unit": house.unit.pk, "language": "zh-hans", "title": "主管"}
    theirs = {"email": "mallory@example.com", "phone": "13900000001"}

    refused = chief.post(f"/settings/people/{house.employee.pk}/", {**data, kind: theirs[kind]})
    kept = chief.post(f"/settings/people/{house.employee.pk}/", {**data, "email": "gu@example.com"})

    values = employee_values(Employee.objects.get(pk=house.employee.pk))
    assert (refused.status_code, kept.status_code) == (422, 302)
    assert (values["email"], values["phone"], values["title"]) == ("gu@example.com", "+8613800002046", "主管")
    assert house.employee.contact.addresses.count() == 2


def test_a_colleague_without_an_account_gets_another_address_from_hr(house: Settings) -> None:
    employee = make_employee("陆时", org_unit=house.unit)
    chief = sign_in(Client(), make_user("hr_manager", email="han@example.com"))
    data = {"name": "陆时", "org_unit": house.unit.pk, "language": "zh-hans", "email": "lu@example.com"}

    answer = chief.post(f"/settings/people/{employee.pk}/", data)

    assert (answer.status_code, employee_values(employee)["email"]) == (302, "lu@example.com")

import pytest

from huiyin.accounts.tests.factories import actor_of, make_user
from huiyin.company.tests.factories import make_unit
from huiyin.core.actor import ANONYMOUS, Actor
from huiyin.core.errors import NotAllowed, NotFound
from huiyin.jobs.access import can_edit_job, get_job, visible_to
from huiyin.jobs.tests.factories import make_job, put_on_team
from huiyin.people.tests.factories import make_employee

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    east, west = make_unit("华东"), make_unit("华西")
    shop = make_unit("杭州店", parent=east)
    return {"east": east, "west": west, "shop": make_job(org_unit=shop), "far": make_job(org_unit=west)}


def test_a_unit_sees_itself_and_what_lies_below(house):
    recruiter = actor_of(make_user("recruiter", org_unit=house["east"]))

    assert list(visible_to(recruiter)) == [house["shop"]]
    assert get_job(recruiter, house["shop"].pk, can=can_edit_job) == house["shop"]
    with pytest.raises(NotFound):
        get_job(recruiter, house["far"].pk)


def test_a_hiring_manager_sees_her_teams_jobs_and_cannot_edit_them(house):
    user = make_user("hiring_manager")
    put_on_team(house["far"], make_employee(user=user), "hiring_manager")

    assert list(visible_to(actor_of(user))) == [house["far"]]
    with pytest.raises(NotAllowed):
        get_job(actor_of(user), house["far"].pk, can=can_edit_job)


@pytest.mark.parametrize("role", ["interviewer", "system_admin", "security_admin", "auditor"])
def test_who_does_not_recruit_sees_no_job(house, role):
    assert list(visible_to(actor_of(make_user(role)))) == []


def test_links_and_strangers_see_no_job(house):
    link = Actor(kind="capability", key="capability:1", subject=f"job:{house['far'].pk}")

    assert list(visible_to(ANONYMOUS)) == []
    assert list(visible_to(link)) == []


def test_the_whole_house_is_one_grant(house):
    assert set(visible_to(actor_of(make_user("executive")))) == {house["shop"], house["far"]}

import pytest

from huiyin.accounts.tests.factories import actor_of, make_user
from huiyin.candidates.access import (
    can_edit_application,
    can_edit_candidate,
    get_application,
    get_candidate,
    get_candidate_by_number,
    visible_applications,
    visible_to,
)
from huiyin.candidates.tests.factories import make_application, make_candidate
from huiyin.company.tests.factories import make_unit
from huiyin.core.actor import ANONYMOUS, Actor
from huiyin.core.errors import NotAllowed, NotFound
from huiyin.jobs.tests.factories import make_job, put_on_team
from huiyin.people.tests.factories import make_employee

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    east, west = make_unit("华东"), make_unit("华西")
    near = make_application(job=make_job(org_unit=east))
    far = make_application(job=make_job(org_unit=west))
    both = make_application(candidate=near.candidate, job=far.job)
    return {"east": east, "near": near, "far": far, "both": both, "loose": make_candidate()}


def test_a_candidate_is_reached_through_a_job_and_only_its_applications_show(house):
    recruiter = actor_of(make_user("recruiter", org_unit=house["east"]))

    assert list(visible_to(recruiter)) == [house["near"].candidate]
    assert list(visible_applications(recruiter)) == [house["near"]]
    assert get_candidate(recruiter, house["near"].candidate.pk, can=can_edit_candidate)
    for unseen in (house["far"], house["both"]):
        with pytest.raises(NotFound):
            get_application(recruiter, unseen.pk)


def test_invisible_and_unknown_candidates_are_the_same(house):
    recruiter = actor_of(make_user("recruiter", org_unit=house["east"]))

    for number in (house["far"].candidate.number, house["loose"].number, "C-202611-99999"):
        with pytest.raises(NotFound) as refused:
            get_candidate_by_number(recruiter, number)
        assert refused.value.code == "not_found"


def test_a_file_without_application_shows_only_to_who_sees_everything(house):
    assert house["loose"] in visible_to(actor_of(make_user("recruiter")))


def test_who_may_look_may_not_therefore_edit(house):
    user = make_user("hiring_manager")
    put_on_team(house["near"].job, make_employee(user=user))

    assert get_candidate(actor_of(user), house["near"].candidate.pk)
    with pytest.raises(NotAllowed):
        get_candidate(actor_of(user), house["near"].candidate.pk, can=can_edit_candidate)
    with pytest.raises(NotAllowed):
        get_application(actor_of(user), house["near"].pk, can=can_edit_application)


@pytest.mark.parametrize("role", ["interviewer", "system_admin", "security_admin", "auditor"])
def test_who_does_not_recruit_reaches_nobody(house, role):
    assert list(visible_to(actor_of(make_user(role)))) == []


def test_links_and_strangers_reach_nobody(house):
    link = Actor(kind="capability", key="capability:1", subject=f"candidate:{house['loose'].pk}")

    assert list(visible_to(ANONYMOUS)) == []
    assert list(visible_applications(link)) == []

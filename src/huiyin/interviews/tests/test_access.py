"""Who sees which interviews and may do what; the candidate by her own link only."""

import pytest

from huiyin.accounts.capabilities import capability_actor, issue
from huiyin.accounts.tests.factories import actor_of, make_user
from huiyin.company.tests.factories import make_unit
from huiyin.core.actor import ANONYMOUS, Actor
from huiyin.core.errors import NotAllowed, NotFound
from huiyin.interviews.access import (
    can_answer,
    can_arrange,
    can_cancel,
    can_reschedule,
    get_interview,
    verbs_of,
    visible_to,
)
from huiyin.interviews.models import Interview
from huiyin.interviews.tests.factories import House, make_applied, make_interview
from huiyin.people.tests.factories import make_employee

pytestmark = pytest.mark.django_db


def link_to(interview: Interview, *verbs: str) -> Actor:
    return capability_actor(
        issue(
            kind="i",
            subject=f"interview:{interview.pk}",
            holder=f"candidate:{interview.application.candidate_id}",
            verbs=verbs,
            expires_at=interview.end,
        ).capability
    )


def test_a_recruiter_reaches_her_branch_and_no_other(house: House) -> None:
    interview = make_interview(house)
    ours = actor_of(make_user("recruiter", org_unit=house.job.org_unit))
    theirs = actor_of(make_user("recruiter", org_unit=make_unit("别的分公司")))

    assert list(visible_to(ours)) == [interview]
    assert list(visible_to(theirs)) == []
    assert can_reschedule(ours, interview)
    assert can_arrange(ours, interview.application)
    assert not can_arrange(theirs, interview.application)
    with pytest.raises(NotFound):
        get_interview(theirs, interview.pk)


def test_an_interviewer_sees_her_own_and_arranges_none(house: House) -> None:
    user = make_user("interviewer")
    me = make_employee("面试官", user=user)
    mine = make_interview(house, interviewers=[me], room=None)
    make_interview(house, make_applied(house))
    actor = actor_of(user)

    assert list(visible_to(actor)) == [mine]
    with pytest.raises(NotAllowed):
        get_interview(actor, mine.pk, can=can_cancel)


def test_a_link_opens_its_own_interview_only(house: House) -> None:
    interview = make_interview(house)
    other = make_interview(house, make_applied(house), interviewers=[house.ian], room=None)
    actor = link_to(interview, "view", "answer")

    assert list(visible_to(actor)) == [interview]
    assert can_answer(actor, interview)
    assert not can_answer(actor, other)
    assert not can_answer(link_to(interview, "view"), interview)
    assert list(visible_to(link_to(interview, "answer"))) == []
    assert not can_cancel(actor, interview)


def test_nobody_sees_nothing(house: House) -> None:
    make_interview(house)

    assert list(visible_to(ANONYMOUS)) == []


def test_verbs_are_those_of_state_and_person(house: House) -> None:
    interview = make_interview(house)
    executive = actor_of(make_user("executive"))

    assert verbs_of(house.by, interview) == [
        "reschedule",
        "change_interviewers",
        "cancel",
        "answer",
        "check_in",
        "mark_no_show",
        "complete",
    ]
    assert verbs_of(executive, interview) == []
    Interview.objects.update(state="cancelled")
    interview.refresh_from_db()
    assert verbs_of(house.by, interview) == []

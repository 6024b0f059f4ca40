"""Two sweeps at once, and a sweep beside an answer, on both databases."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from huiyin.interviews.actions import answer_interview
from huiyin.interviews.actions.chase import chase_silent
from huiyin.interviews.models import Interview, RuleRun
from huiyin.interviews.tests.factories import NOW, SYSTEM, House, make_house, make_interview
from huiyin.interviews.tests.test_chase import FAR, arrive, only
from huiyin.interviews.tests.test_races import all_at_once
from huiyin.messaging.models import Letter
from huiyin.todos.models import Todo

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


@pytest.fixture
def house(transactional_db: None) -> House:
    return make_house()


@pytest.fixture(autouse=True)
def the_moment() -> Iterator[None]:
    """Threads wait on each other, so the clock runs."""
    with time_machine.travel(NOW + timedelta(hours=49), tick=True):
        yield


def silent(house: House) -> Interview:
    interview = make_interview(house, start=FAR)
    Interview.objects.filter(pk=interview.pk).update(created_at=NOW)
    arrive(interview, at=NOW)
    return interview


@pytest.mark.parametrize("key", ["unanswered_chase", "unread_call"])
def test_two_sweeps_at_once_act_once(house: House, key: str) -> None:
    only(key)
    interview = silent(house)

    ends = all_at_once(chase_silent, chase_silent, chase_silent)

    assert ends == {"done": 3}
    assert [run.number for run in RuleRun.objects.filter(interview=interview)] == [1]
    written = Letter.objects.filter(kind="interview.chase").count() + Todo.objects.count()
    assert written == 1


def test_an_answer_beside_a_sweep_leaves_no_chase_to_be_sent(house: House) -> None:
    only("unanswered_chase")
    interview = silent(house)

    ends = all_at_once(chase_silent, lambda: answer_interview(interview, answer="yes", via="page", by=SYSTEM))

    assert ends == {"done": 2}
    chases = set(Letter.objects.filter(kind="interview.chase").values_list("state", flat=True))
    assert chases <= {"superseded"}

"""A call about an interview settles what somebody was asked to call about."""

import pytest

from huiyin.candidates.actions import Contacted
from huiyin.interviews.calls import log_call
from huiyin.interviews.notices import CALL_TODO
from huiyin.interviews.tests.factories import House, make_interview
from huiyin.todos.actions import open_todo
from huiyin.todos.models import Todo

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        ("reached", "done"),
        ("call_back", "done"),
        ("wrong_number", "done"),
        ("no_answer", "open"),
        ("busy", "open"),
    ],
)
def test_only_a_call_that_settles_something_closes_the_wish_for_it(house: House, outcome: str, state: str):
    interview = make_interview(house)
    open_todo(CALL_TODO, f"interview:{interview.pk}", owner=house.recruiter)
    open_todo(CALL_TODO, "interview:999999", owner=house.recruiter)

    log_call(
        interview.application.candidate,
        Contacted(outcome),
        application=interview.application,
        by=house.by,
    )

    todos = dict(Todo.objects.filter(kind=CALL_TODO).values_list("about", "state"))
    assert todos == {f"interview:{interview.pk}": state, "interview:999999": "open"}

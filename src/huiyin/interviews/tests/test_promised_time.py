from datetime import timedelta

from huiyin.interviews.actions import cancel_interview
from huiyin.interviews.notices import NEW_TIME_TODO
from huiyin.interviews.tests.factories import LATER, TOLD, House, a_reason, make_applied, make_interview
from huiyin.todos.queries import open_subjects


def test_a_new_time_closes_the_to_do_of_the_promise_and_no_other(house: House):
    promised, other = make_interview(house), make_interview(house, start=LATER)
    for interview in (promised, other):
        cancel_interview(interview, reason=a_reason("interviewer_unavailable"), tell=TOLD, by=house.by)

    make_interview(house, promised.application, start=LATER + timedelta(days=1))

    assert open_subjects(NEW_TIME_TODO) == [f"interview:{other.pk}"]


def test_arranging_somebody_else_keeps_the_promise_open(house: House):
    promised = make_interview(house)
    cancel_interview(promised, reason=a_reason("interviewer_unavailable"), tell=TOLD, by=house.by)

    make_interview(house, make_applied(house), start=LATER)

    assert open_subjects(NEW_TIME_TODO) == [f"interview:{promised.pk}"]

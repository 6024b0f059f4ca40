"""Many hands at once, each with a database connection of its own, on both databases."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import OperationalError, connection

from huiyin.core.errors import DomainError
from huiyin.core.models import AuditEntry
from huiyin.interviews.actions import answer_interview, reschedule_interview, schedule_interview
from huiyin.interviews.models import Interview, InterviewVersion
from huiyin.interviews.plans import Move
from huiyin.interviews.tests.factories import (
    LATER,
    NOW,
    START,
    SYSTEM,
    TOLD,
    House,
    a_plan,
    letters_of,
    make_applied,
    make_house,
    make_interview,
    pretend_sent,
)
from huiyin.messaging.models import Letter
from huiyin.todos.models import Todo
from huiyin.workforce.actions import Overlap, Taken, book
from huiyin.workforce.models import Booking

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


@pytest.fixture
def house(transactional_db: None) -> House:
    return make_house()


@pytest.fixture(autouse=True)
def the_moment() -> Iterator[None]:
    """Threads wait on each other, so the clock runs."""
    with time_machine.travel(NOW, tick=True):
        yield


def all_at_once(*works: Callable[[], object]) -> Counter[str]:
    """Run each in a thread of its own, started together; how each ended."""
    ends: list[str] = []
    ready = threading.Barrier(len(works))

    def run(work: Callable[[], object]) -> None:
        try:
            ready.wait()
            work()
            ends.append("done")
        except DomainError as refused:
            ends.append(refused.code)
        except OperationalError as wrong:
            ends.append(str(wrong))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(ends)


def test_many_recruiters_and_one_hour_make_one_interview(house: House) -> None:
    applications = [make_applied(house) for _ in range(8)]
    by = house.by

    def try_it(application: object) -> Callable[[], object]:
        return lambda: schedule_interview(application, plan=a_plan(house), tell=TOLD, by=by)  # type: ignore[arg-type]

    ends = all_at_once(*(try_it(one) for one in applications))

    assert ends == Counter(done=1, clash=7)
    assert Interview.objects.count() == 1
    assert Booking.objects.count() == 3
    assert Letter.objects.filter(kind="interview.scheduled").count() == 1


def test_crossed_panels_do_not_lock_each_other_out(house: House) -> None:
    applications = [make_applied(house) for _ in range(6)]
    by = house.by

    def try_it(number: int) -> Callable[[], object]:
        panel = [house.ivy, house.ian] if number % 2 else [house.ian, house.ivy]
        plan = a_plan(house, interviewers=panel, room=None)
        return lambda: schedule_interview(applications[number], plan=plan, tell=TOLD, by=by)

    ends = all_at_once(*(try_it(number) for number in range(6)))

    assert ends == Counter(done=1, clash=5)


def test_ten_clicks_at_once_make_one_interview(house: House) -> None:
    application, by = make_applied(house), house.by

    ends = all_at_once(*[lambda: schedule_interview(application, plan=a_plan(house), tell=TOLD, by=by)] * 10)

    assert ends == Counter(done=10)
    assert Interview.objects.count() == 1
    assert Letter.objects.filter(kind="interview.scheduled").count() == 1


def test_twenty_confirmations_at_once_have_one_effect(house: House) -> None:
    interview = make_interview(house)
    pretend_sent(interview)

    ends = all_at_once(*[lambda: answer_interview(interview, answer="yes", via="page", by=SYSTEM)] * 20)

    assert ends == Counter(done=20)
    interview.refresh_from_db()
    assert (interview.state, interview.version) == ("confirmed", 1)
    assert AuditEntry.objects.filter(verb="interview.answered").count() == 1
    assert not Todo.objects.exists()


def test_three_different_answers_at_once_leave_one_consistent_state(house: House) -> None:
    interview = make_interview(house)

    def say(answer: str) -> Callable[[], object]:
        return lambda: answer_interview(interview, answer=answer, via="page", by=SYSTEM)

    ends = all_at_once(*(say(answer) for answer in ("yes", "no", "other_time") * 3))

    assert ends == Counter(done=9)
    interview.refresh_from_db()
    open_todos = set(Todo.objects.filter(state="open").values_list("kind", flat=True))
    booked = Booking.objects.filter(about=f"interview:{interview.pk}").count()
    assert (interview.answer, interview.state, open_todos, booked) in [
        ("yes", "confirmed", set(), 3),
        ("no", "declined", {"interview.declined"}, 0),
        ("other_time", "reschedule_requested", {"interview.reschedule_requested"}, 3),
    ]


def test_two_recruiters_move_it_and_one_is_told_what_the_other_did(house: House) -> None:
    interview = make_interview(house)
    by = house.by

    def move(hours: int) -> Callable[[], object]:
        to = Move(START + timedelta(hours=hours))
        return lambda: reschedule_interview(interview, to=to, tell=TOLD, by=by, seen=1)

    ends = all_at_once(move(2), move(4))

    assert ends == Counter(done=1, changed_meanwhile=1)
    interview.refresh_from_db()
    assert interview.version == 2
    assert InterviewVersion.objects.count() == 2
    assert Booking.objects.values_list("start", flat=True).distinct().get() == interview.start


def test_an_answer_and_a_move_at_once_never_confirm_a_time_that_was_not_read(house: House) -> None:
    interview = make_interview(house)
    by = house.by

    ends = all_at_once(
        lambda: answer_interview(interview, answer="yes", via="page", by=SYSTEM, seen=1),
        lambda: reschedule_interview(interview, to=Move(LATER), tell=TOLD, by=by, seen=1),
    )

    interview.refresh_from_db()
    assert ends in (Counter(done=2), Counter(done=1, changed_meanwhile=1))
    assert (interview.start, interview.state, interview.answer) == (LATER, "scheduled", "")
    assert ("interview.scheduled", "INV-1", 2, "held") in letters_of(interview)


def test_the_database_itself_refuses_an_overlap(house: House) -> None:
    interview = make_interview(house)
    before = set(Booking.objects.values_list())
    overlapping = Taken(f"room:{house.room.pk}", "interview:999", START + timedelta(minutes=59), LATER)

    with pytest.raises(Overlap):
        book([Taken("room:77", "interview:999", START, LATER), overlapping])

    assert set(Booking.objects.values_list()) == before
    book([Taken(f"room:{house.room.pk}", "interview:999", interview.end, LATER)])

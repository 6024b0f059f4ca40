"""On the way: how late, and asking to be met at the door."""

from datetime import timedelta

import pytest
import time_machine

from huiyin.core.errors import DomainError
from huiyin.core.models import AuditEntry
from huiyin.interviews.actions import ask_to_be_met, check_in, reschedule_interview, say_late
from huiyin.interviews.plans import Move
from huiyin.interviews.tests.factories import LATER, START, TOLD, House, letters_of, make_interview
from huiyin.messaging.models import Letter
from huiyin.todos.models import Todo

pytestmark = pytest.mark.django_db
SOON = START - timedelta(minutes=15)


def late_letters() -> list[tuple[str, str, bool]]:
    rows = Letter.objects.filter(kind="interviewer.late").order_by("pk")
    return list(rows.values_list("contact__name", "state", "urgent"))


def test_the_interviewer_hears_at_once(house: House) -> None:
    interview = make_interview(house)

    with time_machine.travel(SOON, tick=False):
        row = say_late(interview, 20, by=house.by)

    assert (row.late_minutes, row.late_said_at) == (20, SOON)
    assert late_letters() == [("顾行之", "queued", True)]
    assert AuditEntry.objects.get(verb="interview.late_said").detail == {"minutes": 20}


def test_a_new_word_replaces_the_old_one(house: House) -> None:
    interview = make_interview(house)

    with time_machine.travel(SOON, tick=False):
        say_late(interview, 10, by=house.by)
        say_late(interview, 10, by=house.by)
        say_late(interview, 30, by=house.by)

    assert late_letters() == [("顾行之", "superseded", True), ("顾行之", "queued", True)]


@pytest.mark.parametrize(
    ("minutes", "at", "code"),
    [
        (45, SOON, "how_late"),
        (20, START - timedelta(hours=4), "not_now"),
        (20, START + timedelta(hours=1), "not_now"),
    ],
)
def test_it_is_said_in_tens_and_on_the_day(house: House, minutes: int, at: object, code: str) -> None:
    interview = make_interview(house)
    before = letters_of(interview)

    with time_machine.travel(at, tick=False), pytest.raises(DomainError) as refused:
        say_late(interview, minutes, by=house.by)

    interview.refresh_from_db()
    assert (refused.value.code, interview.late_minutes) == (code, None)
    assert letters_of(interview) == before


def test_a_moved_interview_forgets_it(house: House) -> None:
    interview = make_interview(house)
    with time_machine.travel(SOON, tick=False):
        say_late(interview, 20, by=house.by)
        moved = reschedule_interview(interview, to=Move(LATER), tell=TOLD, by=house.by)

    assert (moved.late_minutes, moved.late_said_at) == (None, None)


def test_somebody_is_asked_once_to_go_down_and_no_more_when_she_is_here(house: House) -> None:
    interview = make_interview(house)

    with time_machine.travel(SOON, tick=True):
        ask_to_be_met(interview, by=house.by)
        ask_to_be_met(interview, by=house.by)
        asked = list(Todo.objects.filter(kind="interview.meet").values_list("owner", "state"))
        check_in(interview, by=house.by)

    assert asked == [(house.recruiter.pk, "open")]
    assert AuditEntry.objects.filter(verb="interview.meeting_asked").count() == 1
    assert Todo.objects.get(kind="interview.meet").state == "done"

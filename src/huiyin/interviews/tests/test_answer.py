"""The candidate's answer, changeable until the start."""

from datetime import UTC, datetime

import pytest
import time_machine

from huiyin.core.errors import Clash, DomainError
from huiyin.core.models import AuditEntry
from huiyin.interviews.actions import answer_interview, cancel_interview, reschedule_interview
from huiyin.interviews.models import Interview
from huiyin.interviews.plans import Move
from huiyin.interviews.tests.factories import (
    LATER,
    SYSTEM,
    TOLD,
    House,
    a_reason,
    letters_of,
    make_applied,
    make_interview,
    pretend_sent,
)
from huiyin.messaging.models import Letter
from huiyin.todos.models import Todo
from huiyin.workforce.models import Booking

pytestmark = pytest.mark.django_db


def say(interview: Interview, answer: str, note: str = "", seen: int | None = None) -> Interview:
    return answer_interview(interview, answer=answer, note=note, via="page", by=SYSTEM, seen=seen)


def test_yes_confirms(house: House) -> None:
    interview = make_interview(house)
    pretend_sent(interview)

    answered = say(interview, "yes")

    assert (answered.state, answered.answer, answered.answered_via) == ("confirmed", "yes", "page")
    assert answered.version == 1
    assert AuditEntry.objects.get(verb="interview.answered").detail == {
        "answer": "yes",
        "was": "scheduled",
        "via": "page",
        "version": 1,
    }
    assert Letter.objects.get(kind="interview.scheduled").state == "answered"
    assert not Todo.objects.exists()


def test_no_frees_everybody_stops_reminders_and_wakes_the_recruiter(house: House) -> None:
    interview = make_interview(house)
    pretend_sent(interview)

    answered = say(interview, "no", note="已接受其他 Offer")

    assert answered.state == "declined"
    assert not Booking.objects.exists()
    assert not Letter.objects.filter(kind__startswith="interview.reminder", state="planned").exists()
    todo = Todo.objects.get()
    assert (todo.kind, todo.owner, todo.state) == ("interview.declined", house.recruiter, "open")
    assert "Offer" not in str(todo.values)


def test_another_time_keeps_the_slot_and_promises_an_answer_with_a_date(house: House) -> None:
    interview = make_interview(house)
    pretend_sent(interview)

    answered = say(interview, "other_time", note="周四或周五下午")

    assert (answered.state, answered.answer_note) == ("reschedule_requested", "周四或周五下午")
    assert Booking.objects.count() == 3
    assert ("interview.answer_received", "ASKED", 1, "held") in letters_of(interview)
    todo = Todo.objects.get()
    assert (todo.kind, todo.due_at) == (
        "interview.reschedule_requested",
        datetime(2026, 11, 24, 10, 0, tzinfo=UTC),
    )


def test_the_same_answer_again_changes_nothing(house: House) -> None:
    interview = make_interview(house)
    say(interview, "yes")

    say(interview, "yes")

    assert AuditEntry.objects.filter(verb="interview.answered").count() == 1


def test_it_can_be_changed_and_the_todos_follow(house: House) -> None:
    interview = make_interview(house)
    say(interview, "no")
    say(interview, "other_time")

    answered = say(interview, "yes")

    assert answered.state == "confirmed"
    assert Booking.objects.count() == 3
    assert set(Todo.objects.values_list("kind", "state")) == {
        ("interview.declined", "done"),
        ("interview.reschedule_requested", "done"),
    }


def test_reminders_return_with_a_yes(house: House) -> None:
    interview = make_interview(house)
    say(interview, "no")

    say(interview, "yes")

    assert [one[:2] for one in letters_of(interview) if one[3] == "planned"] == [
        ("interview.reminder_day_before", "REM-1D"),
        ("interview.reminder_same_day", "REM-2H"),
    ]


def test_a_slot_given_away_meanwhile_is_a_clash(house: House) -> None:
    interview = make_interview(house)
    say(interview, "no")
    make_interview(house, make_applied(house))

    with pytest.raises(Clash) as refused:
        say(interview, "yes")

    assert refused.value.code == "clash"
    interview.refresh_from_db()
    assert (interview.state, interview.answer) == ("declined", "no")


def test_an_answer_to_a_time_that_has_moved_is_refused(house: House) -> None:
    interview = make_interview(house)
    reschedule_interview(interview, to=Move(LATER), tell=TOLD, by=house.by)

    with pytest.raises(Clash) as refused:
        say(interview, "yes", seen=1)

    assert refused.value.code == "changed_meanwhile"
    interview.refresh_from_db()
    assert (interview.state, interview.answer) == ("scheduled", "")


def test_too_late_cancelled_and_nonsense_are_refused(house: House) -> None:
    interview = make_interview(house)

    with pytest.raises(DomainError) as nonsense:
        say(interview, "maybe")
    with time_machine.travel(interview.start, tick=False), pytest.raises(DomainError) as late:
        say(interview, "yes")
    cancel_interview(interview, reason=a_reason(), tell=TOLD, by=house.by)
    with pytest.raises(DomainError) as off:
        say(interview, "yes")

    assert (nonsense.value.code, late.value.code, off.value.code) == ("bad_answer", "started", "wrong_state")
    assert not AuditEntry.objects.filter(verb="interview.answered").exists()

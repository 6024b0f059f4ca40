"""Calling off: the row stays, time is free at once, everybody who had heard is told."""

from datetime import UTC, datetime

import pytest

from huiyin.core.errors import Clash, DomainError
from huiyin.core.models import AuditEntry
from huiyin.interviews.actions import answer_interview, cancel_interview, reschedule_interview
from huiyin.interviews.models import Interview
from huiyin.interviews.plans import Move, Tell
from huiyin.interviews.tests.factories import (
    LATER,
    SYSTEM,
    TOLD,
    House,
    a_reason,
    letters_of,
    make_interview,
    pretend_sent,
)
from huiyin.jobs.models import Reason
from huiyin.messaging.models import Letter
from huiyin.todos.models import Todo
from huiyin.workforce.models import Booking

pytestmark = pytest.mark.django_db


def test_it_stays_as_cancelled_with_its_reason_and_frees_everybody(house: House) -> None:
    interview = make_interview(house)

    cancel_interview(interview, reason=a_reason(), tell=TOLD, by=house.by)

    row = Interview.objects.get()
    assert (row.state, row.version, row.cancel_reason) == ("cancelled", 2, a_reason())
    assert row.cancelled_at is not None
    assert not Booking.objects.exists()
    entry = AuditEntry.objects.get(verb="interview.cancelled")
    assert (entry.detail["reason"], entry.detail["side"]) == ("headcount_cut", "company")


@pytest.mark.parametrize(
    ("key", "template"),
    [
        ("personal", "CXL-1"),
        ("headcount_cut", "CXL-2"),
        ("job_paused", "CXL-2"),
        ("filled", "CXL-2"),
        ("interviewer_unavailable", "CXL-3"),
        ("duplicate_booking", "CXL-4"),
    ],
)
def test_the_letter_follows_the_side_of_the_reason(house: House, key: str, template: str) -> None:
    interview = make_interview(house)
    pretend_sent(interview)

    cancel_interview(interview, reason=a_reason(key), tell=TOLD, by=house.by)

    assert [one for one in letters_of(interview) if one[2] == 2] == [
        ("interview.cancelled", template, 2, "queued"),
        ("interviewer.cancelled", "IVW-CANCELLED", 2, "queued"),
    ]


def test_reminders_die_with_it(house: House) -> None:
    interview = make_interview(house)
    pretend_sent(interview)

    cancel_interview(interview, reason=a_reason(), tell=TOLD, by=house.by)

    assert not Letter.objects.filter(state="planned").exists()


def test_nobody_is_asked_to_forget_what_she_never_heard(house: House) -> None:
    interview = make_interview(house)

    cancel_interview(interview, reason=a_reason("duplicate_booking"), tell=TOLD, by=house.by)

    assert {one[3] for one in letters_of(interview)} == {"superseded"}


def test_who_was_told_by_other_means_is_told(house: House) -> None:
    interview = make_interview(house, tell=Tell(candidate="no", why="已电话告知"))

    cancel_interview(interview, reason=a_reason(), tell=TOLD, by=house.by)

    assert ("interview.cancelled", "CXL-2", 2, "queued") in letters_of(interview)


def test_a_second_cancel_changes_nothing(house: House) -> None:
    interview = make_interview(house)
    cancel_interview(interview, reason=a_reason(), tell=TOLD, by=house.by)
    letters = letters_of(interview)

    again = cancel_interview(interview, reason=a_reason("filled"), tell=TOLD, by=house.by)

    assert (again.version, again.cancel_reason) == (2, a_reason())
    assert letters_of(interview) == letters


def test_it_closes_the_todos_of_its_answers(house: House) -> None:
    interview = make_interview(house)
    answer_interview(interview, answer="no", via="page", by=SYSTEM)

    cancel_interview(interview, reason=a_reason("personal"), tell=TOLD, by=house.by)

    assert Todo.objects.get(kind="interview.declined").state == "done"


def test_the_promise_of_a_new_time_becomes_a_todo_with_the_same_date(house: House) -> None:
    interview = make_interview(house)
    pretend_sent(interview)

    cancel_interview(interview, reason=a_reason("interviewer_unavailable"), tell=TOLD, by=house.by)

    todo = Todo.objects.get(kind="interview.new_time_promised")
    assert (todo.owner, todo.due_at) == (house.recruiter, datetime(2026, 11, 24, 10, 0, tzinfo=UTC))


def test_refusals_change_nothing(house: House) -> None:
    interview = make_interview(house)
    reschedule_interview(interview, to=Move(LATER), tell=TOLD, by=house.by)
    letters, bookings = letters_of(interview), set(Booking.objects.values_list())
    rejecting = Reason.objects.get(group="reject", key="skill_gap")

    with pytest.raises(DomainError) as wrong_reason:
        cancel_interview(interview, reason=rejecting, tell=TOLD, by=house.by)
    with pytest.raises(Clash) as stale:
        cancel_interview(interview, reason=a_reason(), tell=TOLD, by=house.by, seen=1)
    with pytest.raises(DomainError) as silent:
        cancel_interview(interview, reason=a_reason(), tell=Tell(candidate="no"), by=house.by)

    assert (wrong_reason.value.code, stale.value.code, silent.value.code) == (
        "wrong_reason",
        "changed_meanwhile",
        "why_missing",
    )
    interview.refresh_from_db()
    assert (interview.state, interview.version) == ("scheduled", 2)
    assert letters_of(interview) == letters
    assert set(Booking.objects.values_list()) == bookings

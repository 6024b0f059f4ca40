"""Asking once more: one or a whole day, refused too soon, many in the background."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
import time_machine

from huiyin.candidates.tests.factories import make_candidate
from huiyin.core.background import run_waiting
from huiyin.core.errors import DomainError
from huiyin.core.models import AuditEntry, Operation
from huiyin.interviews import asking_again
from huiyin.interviews.actions import answer_interview, remind
from huiyin.interviews.models import Interview
from huiyin.interviews.tests.factories import (
    NOW,
    START,
    House,
    letters_of,
    make_applied,
    make_interview,
    pretend_sent,
)
from huiyin.messaging.models import Letter

pytestmark = pytest.mark.django_db
THURSDAY = date(2026, 11, 26)


def invited(house: House, count: int) -> list[Interview]:
    """So many who have heard of it and not answered, an hour apart."""
    rows = []
    for number in range(count):
        application = make_applied(house, make_candidate(f"候选{number}"))
        start = START + timedelta(minutes=number)
        row = make_interview(house, application, start=start, room=None, interviewers=[])
        pretend_sent(row)
        rows.append(row)
    return rows


def reminders(rows: Sequence[Interview]) -> list[int]:
    letters = Letter.objects.filter(kind="interview.reminded_by_hand")
    return [letters.filter(about=f"interview:{row.pk}").count() for row in rows]


def test_one_is_reminded_once_and_again_only_when_said_so(house: House) -> None:
    [interview] = invited(house, 1)

    remind(interview, by=house.by)
    with time_machine.travel(NOW + timedelta(hours=1), tick=False), pytest.raises(DomainError) as refused:
        remind(interview, by=house.by)

    assert refused.value.code == "already_reminded"
    assert "10:20" in refused.value.problem
    assert reminders([interview]) == [1]
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        remind(interview, by=house.by, again=True)
    assert reminders([interview]) == [2]
    assert letters_of(interview)[-1] == ("interview.reminded_by_hand", "REM-NOW", 1, "held")


def test_four_hours_later_it_needs_no_second_word(house: House) -> None:
    [interview] = invited(house, 1)

    remind(interview, by=house.by)
    with time_machine.travel(NOW + timedelta(hours=4), tick=False):
        remind(interview, by=house.by)

    assert reminders([interview]) == [2]


def test_who_has_answered_begun_or_never_heard_is_refused_by_name(house: House) -> None:
    rows = invited(house, 2)
    unheard = make_interview(house, make_applied(house, make_candidate("没发")), room=None, interviewers=[])
    answer_interview(rows[0], answer="yes", via="phone", by=house.by)

    done = asking_again.remind_many([row.pk for row in (*rows, unheard)], by=house.by)

    assert done.reminded == [rows[1].pk]
    assert {pk: one.code for pk, one in done.refused.items()} == {
        rows[0].pk: "wrong_state",
        unheard.pk: "not_invited",
    }
    assert reminders([*rows, unheard]) == [0, 1, 0]
    with time_machine.travel(START + timedelta(minutes=5), tick=False), pytest.raises(DomainError) as begun:
        remind(rows[1], by=house.by, again=True)
    assert begun.value.code == "begun"


def test_a_day_is_those_without_an_answer_that_she_arranges(house: House) -> None:
    rows = invited(house, 3)
    answer_interview(rows[2], answer="no", via="phone", by=house.by)

    done = asking_again.remind_unconfirmed(THURSDAY, by=house.by)
    other_day = asking_again.remind_unconfirmed(date(2026, 11, 27), by=house.by)

    assert (done.reminded, other_day.reminded) == ([rows[0].pk, rows[1].pk], [])
    assert AuditEntry.objects.filter(verb="interview.reminded").count() == 2


def test_more_than_fifty_are_an_operation_and_ten_clicks_are_one(house: House) -> None:
    rows = invited(house, 52)
    remind(rows[0], by=house.by)
    ids = [row.pk for row in rows]

    operations = {asking_again.remind_many(ids, by=house.by, key="page-1").operation for _ in range(10)}
    written_before = sum(reminders(rows))
    run_waiting()

    operation = Operation.objects.get()
    assert operations == {operation}
    assert written_before == 1
    assert (operation.state, operation.done, operation.total, operation.failed) == ("done", 52, 52, 1)
    assert [one["code"] for one in operation.detail["problems"]] == ["already_reminded"]
    assert reminders(rows) == [1] * 52


def test_fifty_cost_as_few_questions_as_two(house: House, django_assert_max_num_queries: object) -> None:
    rows = invited(house, 50)

    with django_assert_max_num_queries(70):  # type: ignore[operator]
        asking_again.remind_many([row.pk for row in rows], by=house.by)

    assert reminders(rows) == [1] * 50

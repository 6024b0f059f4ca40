"""Arranging many at once: the good ones are written, each bad one is reported by its place."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.candidates.models import Application
from huiyin.core.errors import Clash
from huiyin.core.models import AuditEntry
from huiyin.interviews.actions import schedule_interviews
from huiyin.interviews.models import Interview, InterviewVersion
from huiyin.interviews.plans import Plan
from huiyin.interviews.tests.factories import (
    LATER,
    START,
    TOLD,
    House,
    a_plan,
    letters_of,
    make_applied,
    make_interview,
)
from huiyin.messaging.models import Letter
from huiyin.workforce.models import Booking

pytestmark = pytest.mark.django_db


def pairs(house: House, count: int) -> list[tuple[Application, Plan]]:
    """Everybody alone with an hour of her own."""
    return [
        (
            make_applied(house),
            a_plan(house, start=START + timedelta(days=2 + hour // 8, hours=hour % 8 - 5), room=None),
        )
        for hour in range(count)
    ]


def test_all_are_arranged_in_order_and_told(house: House) -> None:
    wanted = pairs(house, 5)

    outcome = schedule_interviews(wanted, tell=TOLD, by=house.by, operation="operation:1")

    assert outcome.problems == {}
    assert [one.application for one in outcome.arranged] == [application for application, _plan in wanted]
    assert [one.start for one in outcome.arranged] == [plan.start for _application, plan in wanted]
    assert [one.number[-4:] for one in outcome.arranged] == ["0001", "0002", "0003", "0004", "0005"]
    assert Letter.objects.filter(kind="interview.scheduled", priority=9, operation="operation:1").count() == 5
    assert Letter.objects.filter(kind="interviewer.digest", contact=house.ivy.contact).count() == 1
    assert InterviewVersion.objects.count() == 5
    assert AuditEntry.objects.filter(verb="interview.scheduled").count() == 5


def test_bad_ones_are_reported_by_their_place_and_harm_no_other(house: House) -> None:
    standing = make_interview(house, start=LATER)
    good, inactive, clashing, past = (make_applied(house) for _ in range(4))
    inactive.state = "rejected"
    inactive.save()

    outcome = schedule_interviews(
        [
            (good, a_plan(house)),
            (inactive, a_plan(house, start=START + timedelta(days=1))),
            (clashing, a_plan(house, start=LATER)),
            (past, a_plan(house, start=START - timedelta(days=9))),
            (standing.application, a_plan(house, start=LATER)),
        ],
        tell=TOLD,
        by=house.by,
    )

    assert {index: problem.code for index, problem in outcome.problems.items()} == {
        1: "application_not_active",
        2: "clash",
        3: "start_past",
    }
    assert [one and one.application_id for one in outcome.interviews] == [
        good.pk,
        None,
        None,
        None,
        standing.application_id,
    ]
    assert Interview.objects.count() == 2


def test_two_of_one_list_do_not_take_the_same_hour(house: House) -> None:
    first, second = make_applied(house), make_applied(house)

    outcome = schedule_interviews(
        [(first, a_plan(house)), (second, a_plan(house)), (first, a_plan(house, start=LATER))],
        tell=TOLD,
        by=house.by,
    )

    assert {index: problem.code for index, problem in outcome.problems.items()} == {
        1: "clash",
        2: "already_arranged",
    }
    problem = outcome.problems[1]
    assert isinstance(problem, Clash)
    assert Booking.objects.count() == 3


def test_nobody_at_all_writes_nothing(house: House) -> None:
    assert schedule_interviews([], tell=TOLD, by=house.by).interviews == []
    assert not Letter.objects.exists()


def test_the_number_of_statements_does_not_grow_with_the_list(house: House) -> None:
    few, many = pairs(house, 2), pairs(house, 14)[2:]

    with CaptureQueriesContext(connection) as for_two:
        schedule_interviews(few, tell=TOLD, by=house.by)
    with CaptureQueriesContext(connection) as for_twelve:
        outcome = schedule_interviews(many, tell=TOLD, by=house.by)

    assert outcome.problems == {}
    # One more day of the calendar costs its number and its holiday.
    assert len(for_twelve) <= len(for_two) + 8
    assert len(letters_of(outcome.arranged[0])) > 1

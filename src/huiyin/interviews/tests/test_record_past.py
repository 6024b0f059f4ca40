"""Imported history: facts only."""

from datetime import UTC, datetime

import pytest

from huiyin.core.models import AuditEntry
from huiyin.interviews.actions import record_past_interviews
from huiyin.interviews.models import InterviewVersion
from huiyin.interviews.plans import Past
from huiyin.interviews.tests.factories import SYSTEM, House, make_applied
from huiyin.messaging.models import Letter
from huiyin.todos.models import Todo
from huiyin.workforce.models import Booking

pytestmark = pytest.mark.django_db

THEN = datetime(2015, 6, 15, 2, 0, tzinfo=UTC)


def test_what_happened_is_written_and_nobody_is_told(house: House) -> None:
    came, stayed_away = make_applied(house), make_applied(house)

    made = record_past_interviews(
        [
            Past(came, 1, "onsite", THEN, answer="yes", interviewers=[house.ivy], place=house.place),
            Past(stayed_away, 1, "phone", THEN, minutes=30, state="no_show"),
        ],
        by=SYSTEM,
    )

    assert [(one.number, one.state, one.answer) for one in made] == [
        ("MS-20150615-0001", "completed", "yes"),
        ("MS-20150615-0002", "no_show", ""),
    ]
    assert (made[1].end - made[1].start).total_seconds() == 1800
    assert [one.employee for one in made[0].participants.all()] == [house.ivy]
    assert set(InterviewVersion.objects.values_list("verb", "number")) == {("record", 1)}
    assert AuditEntry.objects.filter(verb="interview.recorded").count() == 2
    assert not Booking.objects.exists()
    assert not Letter.objects.filter(about__startswith="interview:").exists()
    assert not Todo.objects.exists()


def test_no_rows_are_no_trouble(house: House) -> None:
    assert record_past_interviews([], by=SYSTEM) == []

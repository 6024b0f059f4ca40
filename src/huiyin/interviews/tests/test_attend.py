"""The day: check in, no-show, complete, each correctable where people err."""

from datetime import timedelta

import pytest
import time_machine

from huiyin.core.errors import DomainError
from huiyin.core.models import AuditEntry
from huiyin.interviews.actions import check_in, complete_interview, mark_no_show
from huiyin.interviews.tests.factories import START, House, make_interview
from huiyin.messaging.models import Letter

pytestmark = pytest.mark.django_db


def test_check_in_on_the_day(house: House) -> None:
    interview = make_interview(house)

    with time_machine.travel(START - timedelta(minutes=8), tick=False):
        here = check_in(interview, by=house.by)

    assert (here.state, here.checked_in_at) == ("checked_in", START - timedelta(minutes=8))
    assert not Letter.objects.filter(state__in=["planned", "held", "queued"]).exists()


def test_a_late_arrival_undoes_a_no_show(house: House) -> None:
    interview = make_interview(house)

    with time_machine.travel(START + timedelta(minutes=20), tick=False):
        mark_no_show(interview, by=house.by)
        here = check_in(interview, by=house.by)

    assert here.state == "checked_in"
    assert list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))[-2:] == [
        "interview.no_show_marked",
        "interview.checked_in",
    ]


def test_it_is_completed_once(house: House) -> None:
    interview = make_interview(house)

    with time_machine.travel(START + timedelta(hours=1), tick=False):
        complete_interview(interview, by=house.by)
        done = complete_interview(interview, by=house.by)

    assert (done.state, done.ended_at) == ("completed", START + timedelta(hours=1))
    assert AuditEntry.objects.filter(verb="interview.completed").count() == 1


def test_nothing_of_it_before_its_time(house: House) -> None:
    interview = make_interview(house)

    with pytest.raises(DomainError) as too_early:
        check_in(interview, by=house.by)
    with pytest.raises(DomainError) as no_show:
        mark_no_show(interview, by=house.by)
    with pytest.raises(DomainError) as done:
        complete_interview(interview, by=house.by)

    assert (too_early.value.code, no_show.value.code, done.value.code) == (
        "too_early",
        "not_begun",
        "not_begun",
    )
    interview.refresh_from_db()
    assert interview.state == "scheduled"

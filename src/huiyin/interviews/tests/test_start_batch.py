"""Keeping many people for one round: the job's own defaults, and a spread over the next working days."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.candidates.models import Application
from huiyin.core.errors import DomainError
from huiyin.core.models import AuditEntry
from huiyin.interviews.actions.prepare_batch import start_batch
from huiyin.interviews.models import Batch, BatchRow
from huiyin.interviews.tests.batches import make_batch, rows_of, two_tracks
from huiyin.interviews.tests.factories import House, make_applied, make_interview
from huiyin.jobs.tests.factories import make_job
from huiyin.messaging.models import Letter
from huiyin.workforce.actions import Taken, book

pytestmark = pytest.mark.django_db


def test_people_are_spread_side_by_side_over_the_next_working_days(house: House) -> None:
    two_tracks(house)

    batch = make_batch(house, 5)

    wed = datetime(2026, 11, 25, 1, 30, tzinfo=UTC)
    hour = timedelta(minutes=75)
    assert [(row.start, row.track) for row in rows_of(batch)] == [
        (wed, 0),
        (wed, 1),
        (wed + hour, 0),
        (wed + hour, 1),
        (wed + timedelta(hours=4), 0),
    ]
    assert (batch.round_no, batch.mode, batch.place, batch.minutes) == (1, "onsite", house.place, 60)
    assert batch.days == ["2026-11-25"]
    assert [one["interviewers"] for one in batch.tracks] == [[house.ivy.pk], [house.ian.pk]]
    assert AuditEntry.objects.get(verb="batch.started").detail["rows"] == 5
    assert not Letter.objects.filter(kind__startswith="interview.").exists()


def test_only_as_many_days_are_kept_as_the_people_need(house: House) -> None:
    batch = make_batch(house, 12)

    assert batch.days == ["2026-11-25", "2026-11-26", "2026-11-27"]


def test_what_is_booked_already_is_gone_round(house: House) -> None:
    nine_thirty = datetime(2026, 11, 25, 1, 30, tzinfo=UTC)
    book([Taken(f"room:{house.room.pk}", "x:1", nine_thirty, nine_thirty + timedelta(minutes=10))])

    batch = make_batch(house, 1)

    assert rows_of(batch)[0].start == nine_thirty + timedelta(minutes=75)


def test_who_had_the_first_round_comes_to_the_second(house: House) -> None:
    there = make_interview(house)
    there.state = "completed"
    there.save()

    assert make_batch(house, [there.application]).round_no == 2


def test_who_cannot_be_arranged_stays_on_the_list_without_a_time(house: House) -> None:
    ended, arranged, fine = make_applied(house), make_interview(house).application, make_applied(house)
    Application.objects.filter(pk=ended.pk).update(state="rejected")

    batch = make_batch(house, [ended, arranged, fine])

    assert [row.start is None for row in rows_of(batch)] == [True, True, False]


def test_nobody_and_too_many_are_refused(house: House) -> None:
    with pytest.raises(DomainError) as nobody:
        start_batch(house.job, applications=[], by=house.by)
    with pytest.raises(DomainError) as many:
        start_batch(house.job, applications=range(1, 1002), by=house.by)

    assert (nobody.value.code, many.value.code) == ("nobody_chosen", "too_many")
    assert "1001" in many.value.problem
    assert not Batch.objects.exists()


def test_an_application_of_another_job_is_no_part_of_it(house: House) -> None:
    foreign = make_applied(house)
    Application.objects.filter(pk=foreign.pk).update(job=make_job("别的职位", org_unit=house.job.org_unit))

    with pytest.raises(DomainError):
        make_batch(house, [foreign])
    assert not BatchRow.objects.exists()


def test_the_number_of_statements_does_not_grow_with_the_list(house: House) -> None:
    few = [make_applied(house).pk for _ in range(2)]
    many = [make_applied(house).pk for _ in range(12)]
    by = house.by

    with CaptureQueriesContext(connection) as for_two:
        start_batch(house.job, applications=few, by=by)
    with CaptureQueriesContext(connection) as for_twelve:
        start_batch(house.job, applications=many, by=by)

    assert len(for_twelve) == len(for_two)

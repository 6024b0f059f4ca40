import pytest
import time_machine
from django.db import IntegrityError, transaction

from huiyin.candidates.actions import (
    Intake,
    Origin,
    apply,
    apply_many,
    assign_owner,
    move_to_stage,
)
from huiyin.candidates.models import Application, HireType, Source
from huiyin.candidates.tests.factories import SYSTEM, make_application, make_candidate
from huiyin.core.actor import Actor
from huiyin.core.errors import Clash, DomainError
from huiyin.core.models import AuditEntry
from huiyin.jobs.models import JobState
from huiyin.jobs.tests.factories import make_job, make_pipeline, stage_of
from huiyin.messaging.models import Letter
from huiyin.people.tests.factories import make_employee

pytestmark = [pytest.mark.django_db, pytest.mark.both]

JIANG = Actor(kind="user", key="user:1", label="江予安")


def test_an_application_starts_in_the_first_stage_with_its_origin():
    referrer, owner = make_employee(), make_employee()
    origin = Origin(Source.REFERRAL, "校友群", referrer, HireType.CAMPUS, owner)

    application = apply(make_candidate(), make_job(), by=JIANG, origin=origin)

    application.refresh_from_db()
    assert (application.stage.kind, application.state, application.version) == ("applied", "active", 1)
    assert (application.source, application.source_note) == ("referral", "校友群")
    assert (application.referrer, application.owner, application.hire_type) == (referrer, owner, "campus")
    entry = AuditEntry.objects.get(verb="application.added")
    assert entry.detail == {"job": application.job_id}


@pytest.mark.parametrize("state", [JobState.DRAFT, JobState.CLOSED])
def test_a_job_that_is_not_open_takes_nobody(state):
    candidate, job = make_candidate(), make_job(state=state)

    with pytest.raises(DomainError) as refused:
        apply(candidate, job, by=JIANG)

    assert refused.value.code == "job_not_open"
    assert Application.objects.count() == 0


def test_a_second_running_application_is_refused():
    application = make_application()

    with pytest.raises(DomainError) as refused:
        apply(application.candidate, application.job, by=JIANG)

    assert refused.value.code == "already_applied"
    assert (Application.objects.count(), Letter.objects.count()) == (1, 0)


def test_the_database_itself_refuses_two_running_applications():
    application = make_application()
    application.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        application.save()


def test_somebody_may_apply_again_after_an_end():
    first = make_application()
    Application.objects.filter(pk=first.pk).update(state="rejected")

    second = apply(first.candidate, first.job, by=JIANG)

    assert second.pk != first.pk


def test_many_find_what_runs_and_what_the_same_batch_made():
    running = make_application()
    candidate = make_candidate()
    line = Intake(candidate, running.job)

    results = apply_many([Intake(running.candidate, running.job), line, line], by=SYSTEM)

    assert [result.is_new for result in results] == [False, True, False]
    assert results[0].application == running
    assert results[1].application == results[2].application


def test_moving_on_keeps_the_time_and_raises_the_version():
    application = make_application()
    stage = stage_of(application.job, "interview_1")

    with time_machine.travel("2026-11-26T09:00:00+08:00"):
        moved = move_to_stage(application, stage, by=JIANG, version=1)

    assert (moved.stage, moved.version) == (stage, 2)
    assert moved.stage_since.isoformat() == "2026-11-26T01:00:00+00:00"
    entry = AuditEntry.objects.get(verb="application.moved")
    since = application.stage_since.isoformat()
    assert entry.detail == {"version": 2, "was": application.stage_id, "stage": stage.pk, "since": since}


def test_moving_to_where_it_stands_changes_nothing():
    application = make_application()

    assert move_to_stage(application, application.stage, by=JIANG).version == 1
    assert AuditEntry.objects.filter(verb="application.moved").count() == 0


def test_the_second_of_two_editors_is_told_what_changed():
    application = make_application()
    move_to_stage(application, stage_of(application.job, "screening"), by=JIANG, version=1)
    assign_owner(application, make_employee(), by=JIANG, version=2)

    with pytest.raises(Clash) as refused:
        move_to_stage(application, stage_of(application.job, "interview_1"), by=SYSTEM, version=1)

    assert "江予安" in refused.value.problem
    assert "初筛" in refused.value.problem
    application.refresh_from_db()
    assert (application.stage.kind, application.version) == ("screening", 3)


@pytest.mark.parametrize("state", ["hired", "rejected", "withdrawn", "closed"])
def test_an_ended_application_moves_no_further(state):
    application = make_application()
    Application.objects.filter(pk=application.pk).update(state=state)

    with pytest.raises(DomainError) as refused:
        move_to_stage(application, stage_of(application.job, "interview_1"), by=JIANG)

    assert refused.value.code == "application_ended"
    application.refresh_from_db()
    assert application.stage.kind == "applied"


def test_a_stage_of_another_pipeline_is_refused():
    application = make_application()

    with pytest.raises(DomainError) as refused:
        move_to_stage(application, make_pipeline("shop").stages.last(), by=JIANG)

    assert refused.value.code == "stage_of_other_pipeline"

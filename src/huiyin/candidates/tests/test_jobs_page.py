from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.candidates.actions import assign_owner
from huiyin.candidates.models import Application
from huiyin.candidates.tests.factories import SYSTEM, make_application
from huiyin.candidates.waiting import waiting_of
from huiyin.company.working_days import Calendar
from huiyin.jobs.tests.factories import make_job, put_on_team, stage_of
from huiyin.people.tests.factories import make_employee

pytestmark = pytest.mark.django_db


@pytest.fixture
def job():
    return make_job("销售经理")


@pytest.mark.parametrize(
    ("today", "days", "left", "shape"),
    [
        ("2026-11-20", 0, 3, ""),
        ("2026-11-23", 1, 2, ""),
        ("2026-11-25", 3, 0, "wait"),
        ("2026-11-27", 5, -2, "late"),
    ],
)
def test_waiting_counts_working_days_and_turns_amber_then_red(job, today, days, left, shape):
    with time_machine.travel("2026-11-20T23:30:00+08:00"):
        application = make_application(job=job)

    waiting = waiting_of(
        application, calendar=Calendar(), zone="Asia/Shanghai", today=date.fromisoformat(today)
    )

    assert (waiting.days, waiting.left, waiting.shape) == (days, left, shape)
    assert waiting.due == date(2026, 11, 25)


def test_the_list_of_jobs_costs_the_same_for_one_and_for_three(browser):
    client = browser()
    make_application()
    with CaptureQueriesContext(connection) as one:
        client.get("/jobs/")
    for _ in range(2):
        put_on_team(make_application().job, make_employee(), "hiring_manager")

    with CaptureQueriesContext(connection) as three:
        response = client.get("/jobs/")

    assert len(three) <= len(one) + 1
    assert sorted(row.running for row in response.context["rows"]) == [1, 1, 1]


def test_chosen_people_move_together(browser, job):
    rows = [make_application(job=job) for _ in range(3)]
    stage = stage_of(job, "interview_1")

    browser().post(
        f"/jobs/{job.pk}/move/", {"stage": stage.pk, "chosen": [f"{row.pk}:1" for row in rows[:2]]}
    )

    moved = Application.objects.order_by("pk").values_list("stage__kind", "version")
    assert list(moved) == [("interview_1", 2), ("interview_1", 2), ("applied", 1)]


def test_who_was_changed_meanwhile_stays_and_it_is_said_why(browser, job):
    row = make_application(job=job)
    assign_owner(row, make_employee(), by=SYSTEM)

    response = browser().post(
        f"/jobs/{job.pk}/move/",
        {"stage": stage_of(job, "interview_1").pk, "chosen": [f"{row.pk}:1"]},
        follow=True,
    )

    assert "有同事改了这条投递" in response.content.decode()
    row.refresh_from_db()
    assert (row.stage.kind, row.version) == ("applied", 2)


def test_people_of_another_job_do_not_move_through_this_one(browser, job):
    foreign = make_application(job=make_job("店员"))

    browser().post(
        f"/jobs/{job.pk}/move/",
        {"stage": stage_of(job, "interview_1").pk, "chosen": [f"{foreign.pk}:1", "x:y", "7"]},
    )

    foreign.refresh_from_db()
    assert foreign.stage.kind == "applied"

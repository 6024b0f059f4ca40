from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.accounts.tests.factories import make_user
from huiyin.candidates.actions import assign_owner, move_to_stage
from huiyin.candidates.models import Application
from huiyin.candidates.tests.factories import SYSTEM, make_application
from huiyin.candidates.waiting import waiting_of
from huiyin.company.working_days import Calendar
from huiyin.jobs.tests.factories import make_job, put_on_team, stage_of
from huiyin.people.tests.factories import make_employee

pytestmark = pytest.mark.django_db


def names(response):
    return [stand.application.candidate.name for stand in response.context["stands"]]


@pytest.fixture
def job():
    return make_job("销售经理")


def test_a_board_lists_the_longest_waiting_first_and_filters_by_stage(browser, job):
    with time_machine.travel("2026-11-20T10:00:00+08:00"):
        old = make_application(job=job)
    with time_machine.travel("2026-11-24T10:00:00+08:00"):
        new = make_application(job=job)
        gone = make_application(job=job)
    move_to_stage(new, stage_of(job, "screening"), by=SYSTEM)
    Application.objects.filter(pk=gone.pk).update(state="withdrawn")
    client = browser()

    assert names(client.get(f"/jobs/{job.pk}/")) == [old.candidate.name, new.candidate.name]
    screening = client.get(f"/jobs/{job.pk}/", {"stage": stage_of(job, "screening").pk})
    assert names(screening) == [new.candidate.name]
    assert names(client.get(f"/jobs/{job.pk}/", {"stage": "ended"})) == [gone.candidate.name]
    assert [(stage.kind, count) for stage, count in screening.context["counts"].stages] == [
        ("applied", 1),
        ("screening", 1),
    ]


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


def test_a_board_costs_the_same_for_one_and_for_three(browser, job):
    client = browser()
    make_application(job=job)
    with CaptureQueriesContext(connection) as one:
        client.get(f"/jobs/{job.pk}/")
    for _ in range(2):
        make_application(job=job, owner=make_employee())

    with CaptureQueriesContext(connection) as three:
        client.get(f"/jobs/{job.pk}/")

    assert len(three) == len(one)
    assert len(three) <= 12


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
    assert sorted(count for _job, count in response.context["rows"]) == [1, 1, 1]


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


def test_who_only_looks_gets_no_box_to_tick_and_cannot_move(browser, job):
    user = make_user("hiring_manager")
    put_on_team(job, make_employee(user=user))
    row = make_application(job=job)
    client = browser(user)

    assert 'name="chosen"' not in client.get(f"/jobs/{job.pk}/").content.decode()
    moved = client.post(f"/jobs/{job.pk}/move/", {"stage": row.stage_id, "chosen": [f"{row.pk}:1"]})
    assert moved.status_code == 403

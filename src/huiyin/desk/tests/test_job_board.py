"""One job's table: who stands where, the next interview, and how far the last letter came."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huiyin.accounts.tests.factories import make_user
from huiyin.candidates.actions import move_to_stage
from huiyin.candidates.models import Application
from huiyin.candidates.tests.factories import SYSTEM, make_application, make_candidate
from huiyin.company.tests.factories import make_unit
from huiyin.interviews.actions import answer_interview, cancel_interview
from huiyin.interviews.tests.factories import (
    LATER,
    TOLD,
    House,
    a_reason,
    make_applied,
    make_interview,
    pretend_sent,
)
from huiyin.jobs.tests.factories import make_job, put_on_team, stage_of
from huiyin.messaging.models import Letter
from huiyin.people.tests.factories import make_employee

pytestmark = pytest.mark.django_db


def names(response) -> list[str]:
    return [row.stand.application.candidate.name for row in response.context["rows"]]


def the_row(client: Client, house: House):
    (row,) = client.get(f"/jobs/{house.job.pk}/").context["rows"]
    return row


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
    assert [(stage.kind, count) for stage, count in screening.context["counts"] if count] == [
        ("applied", 1),
        ("screening", 1),
    ]


def test_who_only_looks_gets_no_box_to_tick_and_cannot_move(browser, job):
    user = make_user("hiring_manager")
    put_on_team(job, make_employee(user=user))
    row = make_application(job=job)
    client = browser(user)

    assert 'name="chosen"' not in client.get(f"/jobs/{job.pk}/").content.decode()
    moved = client.post(f"/jobs/{job.pk}/move/", {"stage": row.stage_id, "chosen": [f"{row.pk}:1"]})
    assert moved.status_code == 403


def test_a_row_tells_the_next_interview_its_answer_and_the_last_letter(desk: Client, house: House):
    interview = make_interview(house)
    pretend_sent(interview)
    answer_interview(interview, answer="yes", via="page", by=SYSTEM)

    row = the_row(desk, house)
    text = desk.get(f"/jobs/{house.job.pk}/", headers={"accept-language": "zh-hans"}).content.decode()

    assert row.next.pk == interview.pk
    assert (row.letter.letter.kind, row.letter.dots) == ("interview.scheduled", 4)
    assert '11月26日 周四 14:00</a> <span class="hy-status is-ok">能来</span>' in text
    assert f'href="/interviews/schedule/{row.stand.application.pk}/"' in text


def test_a_declined_interview_gives_way_to_one_that_is_on(desk: Client, house: House):
    first = make_interview(house)
    second = make_interview(house, first.application, start=LATER, round_no=2)
    answer_interview(first, answer="no", via="page", by=SYSTEM)

    assert the_row(desk, house).next.pk == second.pk


def test_what_is_over_is_not_next_and_a_letter_taken_back_told_nothing(desk: Client, house: House):
    interview = make_interview(house)
    cancel_interview(interview, reason=a_reason(), tell=TOLD, by=house.by)
    Letter.objects.update(state="cancelled")

    row = the_row(desk, house)

    assert (row.next, row.letter) == (None, None)


def test_a_wish_for_another_time_waits_on_the_board_past_the_old_time(desk: Client, house: House):
    interview = make_interview(house, start=datetime(2026, 11, 24, 6, 0, tzinfo=UTC))
    answer_interview(interview, answer="other_time", via="page", by=SYSTEM)

    with time_machine.travel(datetime(2026, 11, 25, 2, 0, tzinfo=UTC)):
        client = Client()
        client.force_login(house.recruiter)
        assert the_row(client, house).next.pk == interview.pk


@pytest.mark.both
def test_a_board_costs_the_same_for_one_and_for_three(desk: Client, house: House):
    url = f"/jobs/{house.job.pk}/"
    make_interview(house)
    desk.get(url)
    with CaptureQueriesContext(connection) as one:
        desk.get(url)
    for hour in (1, 3):
        start = datetime(2026, 11, 27, hour, 0, tzinfo=UTC)
        make_interview(house, make_applied(house, make_candidate()), start=start)

    with CaptureQueriesContext(connection) as three:
        response = desk.get(url)

    assert [row.next is not None and row.letter is not None for row in response.context["rows"]] == [True] * 3
    assert len(three) == len(one)
    assert len(three) <= 12


def test_another_branch_finds_neither_the_board_nor_anything_of_it_on_her_own(house: House, client: Client):
    """林若溪 applied in both branches: each sees its own application, interview and letters."""
    west = make_unit("华西")
    own_job = make_job("店员", org_unit=west)
    interview = make_interview(house)
    make_application(interview.application.candidate, own_job)
    client.force_login(make_user("recruiter", org_unit=west))

    foreign = client.get(f"/jobs/{house.job.pk}/")
    (row,) = client.get(f"/jobs/{own_job.pk}/").context["rows"]

    assert foreign.status_code == 404
    assert (row.stand.application.job, row.next, row.letter) == (own_job, None, None)


def test_an_english_board_names_the_job_in_english(desk: Client, house: House):
    make_applied(house)

    text = desk.get(f"/jobs/{house.job.pk}/", headers={"accept-language": "en"}).content.decode()

    assert "<h1>Supply Chain Product Manager</h1>" in text
    assert "供应链产品经理" not in text

"""The executive's first page: four numbers, each with its people, and one sentence that they bear out."""

from datetime import timedelta

import pytest
from django.test import Client

from huiyin.accounts.models import User
from huiyin.accounts.tests.factories import actor_of, make_user
from huiyin.candidates.actions import add_note, move_to_stage
from huiyin.candidates.models import Application
from huiyin.candidates.tests.factories import SYSTEM
from huiyin.interviews.models import Interview, Participant
from huiyin.interviews.tests.factories import NOW, House, make_applied, make_interview
from huiyin.jobs.models import Job
from huiyin.jobs.tests.factories import make_job, stage_of
from huiyin.people.tests.factories import make_employee

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(house: House) -> User:
    user = make_user("executive", name="傅明远")
    make_employee("傅明远", user=user)
    return user


@pytest.fixture
def overview(head: User, client: Client) -> Client:
    client.force_login(head)
    return client


def held(house: House, hours_ago: float, state: str = "completed", answer: str = "yes") -> Interview:
    """One of this week, in the first interview's stage."""
    row = move_to_stage(make_applied(house), stage_of(house.job, "interview_1"), by=SYSTEM)
    Application.objects.filter(pk=row.pk).update(stage_since=NOW - timedelta(days=9))
    interview = make_interview(house, row, start=NOW + timedelta(days=2, hours=hours_ago))
    start = NOW - timedelta(hours=hours_ago)
    Interview.objects.filter(pk=interview.pk).update(
        start=start, end=start + timedelta(minutes=30), state=state, answer=answer, stage=row.stage
    )
    interview.refresh_from_db()
    return interview


def test_an_executive_begins_here_and_a_recruiter_at_her_desk(overview: Client, desk_of, house: House):
    assert overview.get("/")["Location"] == "/overview/"
    assert desk_of(house.recruiter).get("/").status_code == 200


@pytest.fixture
def desk_of():
    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.mark.both
def test_who_came_is_counted_of_those_who_said_yes_and_whose_time_has_come(overview: Client, house: House):
    came, missed = held(house, 3), held(house, 5, "no_show")
    held(house, 7, "no_show", answer="")
    held(house, 9, "cancelled")
    make_interview(house, start=NOW + timedelta(days=5))

    found = overview.get("/overview/").context["found"]
    listed = overview.get("/overview/due/").context["rows"]

    assert (found.came.of_them, found.came.all, found.came.percent, found.came.is_few) == (1, 2, 50, True)
    assert [row.pk for row, *_rest in listed] == [came.pk, missed.pk]


def test_who_waits_for_a_result_is_counted_until_something_happens(overview: Client, house: House):
    waits, moved, ended = held(house, 150), held(house, 4), held(house, 6)
    move_to_stage(moved.application, stage_of(house.job, "interview_2"), by=SYSTEM)
    Application.objects.filter(pk=ended.application_id).update(state="rejected")

    found = overview.get("/overview/").context["found"]
    rows = overview.get("/overview/unheard/").context["rows"]

    assert (found.silence.people, found.silence.median, found.silence.late) == (1, 4, 1)
    assert [(row.pk, waited) for row, waited, _note in rows] == [(waits.pk, (4, True))]


def test_the_sentence_says_what_the_numbers_say(overview: Client, house: House):
    nothing = overview.get("/overview/", headers={"accept-language": "en"}).context["found"].headline
    for hours in range(3, 13):
        held(house, hours)
    good = overview.get("/overview/", headers={"accept-language": "en"}).context["found"].headline

    assert nothing == "Nobody was due this week so far, nobody waits for a result"
    assert good == "People come, results are within the promised days"


def test_open_jobs_count_and_how_many_people_they_still_look_for(overview: Client, house: House):
    Job.objects.filter(pk=house.job.pk).update(headcount=3)
    make_job("店员", state="closed")
    row = make_applied(house)
    Application.objects.filter(pk=row.pk).update(state="hired")

    found = overview.get("/overview/").context["found"]

    assert (found.open_jobs, found.wanted, found.approvals) == (1, 2, 0)


def test_whom_she_met_comes_with_her_own_note_alone(overview: Client, head: User, house: House):
    mine, other = held(house, 3), held(house, 5)
    Participant.objects.create(interview=mine, employee=head.employee)
    add_note(mine.application.candidate, "账算得细，话也直。", by=actor_of(head))
    add_note(mine.application.candidate, "要价不低。", by=house.by)

    response = overview.get("/overview/")
    text = response.content.decode()

    assert [(row.pk, note.text) for row, note in response.context["met"]] == [(mine.pk, "账算得细，话也直。")]
    assert "要价不低" not in text
    assert f"/candidates/{other.application.candidate.number}/" not in text


def test_a_branch_counts_only_its_own(house: House, desk_of):
    held(house, 3)
    elsewhere = make_job("店员")

    found = desk_of(make_user("recruiter", org_unit=elsewhere.org_unit)).get("/overview/").context["found"]

    assert (found.open_jobs, found.came.all, found.silence.people) == (1, 0, 0)


def test_who_sees_no_reports_does_not_see_it(house: House, desk_of):
    assert desk_of(make_user("interviewer")).get("/overview/").status_code == 403
    assert desk_of(make_user("system_admin")).get("/overview/due/").status_code == 403


@pytest.mark.both
def test_it_costs_few_queries(overview: Client, house: House, head: User, django_assert_max_num_queries):
    for hours in (3, 5, 7):
        Participant.objects.create(interview=held(house, hours), employee=head.employee)

    with django_assert_max_num_queries(16):
        overview.get("/overview/")

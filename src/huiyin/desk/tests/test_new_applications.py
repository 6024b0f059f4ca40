"""Whoever applied by the form is said to her recruiter until she is moved on."""

from datetime import UTC, datetime

from django.test import Client

from huiyin.accounts.tests.factories import make_user
from huiyin.candidates import consent_texts
from huiyin.candidates.actions import NewCandidate, assign_owner, move_to_stage
from huiyin.candidates.actions.receiving import Sent, receive_application
from huiyin.candidates.models import Application, ConsentPurpose
from huiyin.candidates.origins import CameBy
from huiyin.candidates.tests.factories import make_application
from huiyin.core.actor import ANONYMOUS
from huiyin.interviews.tests.factories import SYSTEM, House, make_interview
from huiyin.jobs.models import Job
from huiyin.jobs.tests.factories import make_job, put_on_team, stage_of
from huiyin.people.tests.factories import make_employee

ZH = {"accept-language": "zh-hans"}
TODAY_14 = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)


def applied(job: Job, phone: str, name: str = "江晚") -> Application:
    wording = consent_texts.wording_of(ConsentPurpose.APPLICATION, company="南枝", language="zh-hans")
    person = NewCandidate(name=name, phone=phone, language="zh-hans")
    found = receive_application(job, Sent(person, (wording,)), came_by=CameBy(), by=ANONYMOUS).application
    assert found
    return found


def card(client: Client):
    page = client.get("/", headers=ZH)
    return next((one for one in page.context["cards"] if one.key == "applications"), None), page


def test_new_applications_of_a_job_lead_to_those_who_stand_there(desk: Client, house: House):
    put_on_team(house.job, house.owner)
    for number in range(3):
        applied(house.job, f"138001301{number:02d}")

    found, page = card(desk)
    people = desk.get(found.url)

    assert (found.count, found.links) == (3, ())
    assert found.url == f"/jobs/{house.job.pk}/?stage={stage_of(house.job, 'applied').pk}&sort=applied"
    assert "最早一份是 11月24日 周二 10:20 投的" in page.content.decode()
    assert people.content.decode().count("江晚") >= 3


def test_those_of_several_jobs_are_named_job_by_job(desk: Client, house: House):
    other = make_job("叉车司机")
    for job, number in ((house.job, 1), (other, 2), (other, 3)):
        put_on_team(job, house.owner) if not job.team.exists() else None
        applied(job, f"1380013017{number}")

    found, page = card(desk)

    assert (found.count, found.url) == (3, "/jobs/?mine=1")
    assert [(one.words, one.count) for one in found.links] == [(house.job.title, 1), ("叉车司机", 2)]
    assert f'href="{found.links[1].url}"'.replace("&", "&amp;") in page.content.decode()


def test_who_was_moved_on_ended_or_added_by_hand_is_not_new(desk: Client, house: House):
    put_on_team(house.job, house.owner)
    make_application(job=house.job, owner=house.owner)
    moved, ended = applied(house.job, "13800130171"), applied(house.job, "13800130172")
    move_to_stage(moved, stage_of(house.job, "screening"), by=SYSTEM)
    Application.objects.filter(pk=ended.pk).update(state="withdrawn")
    make_interview(house, start=TODAY_14)

    found, page = card(desk)

    assert found.count == 0
    assert "没有新投递" in page.content.decode()


def test_they_wait_for_who_looks_after_them_and_for_all_where_nobody_does(desk: Client, house: House):
    put_on_team(house.job, house.owner)
    hers = applied(house.job, "13800130171")
    applied(make_job("叉车司机"), "13800130172")
    assign_owner(hers, make_employee("顾行知", user=make_user("recruiter")), by=SYSTEM)

    found, _page = card(desk)

    assert (found.count, found.links) == (1, ())


def test_an_interviewer_and_an_administrator_are_not_asked(house: House):
    put_on_team(house.job, house.owner)
    applied(house.job, "13800130171")
    client = Client()
    client.force_login(make_user("system_admin"))

    assert card(client)[0] is None


def test_the_desk_stays_within_its_twelve_queries(desk: Client, house: House, django_assert_max_num_queries):
    put_on_team(house.job, house.owner)
    for number in range(3):
        applied(house.job, f"138001301{number:02d}")
    make_interview(house, start=TODAY_14)

    with django_assert_max_num_queries(12):
        desk.get("/")

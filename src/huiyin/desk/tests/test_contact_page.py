"""Noting a call in two clicks from the file and the interview, and finding who is calling."""

import re

import pytest
from django.test import Client

from huiyin.accounts.models import FieldRule
from huiyin.accounts.tests.factories import make_unit, make_user
from huiyin.candidates.actions import Contacted, ask, log_contact
from huiyin.candidates.models import Candidate, ContactLog
from huiyin.candidates.tests.factories import SYSTEM, make_application, make_candidate
from huiyin.core.models import AuditEntry
from huiyin.interviews.models import Interview
from huiyin.interviews.tests.factories import House, make_interview
from huiyin.messaging.models import Address

ZH = {"accept-language": "zh-hans"}


@pytest.fixture
def interview(house: House) -> Interview:
    return make_interview(house)


@pytest.fixture
def candidate(interview: Interview) -> Candidate:
    return interview.application.candidate


def log_url(candidate: Candidate) -> str:
    return f"/candidates/{candidate.number}/log-contact/"


def test_two_clicks_and_a_line_are_a_call_on_the_file_s_timeline(desk: Client, interview, candidate):
    given = {"outcome": "reached", "text": "周一上午方便", "application": interview.application_id}

    response = desk.post(log_url(candidate), given, follow=True, headers=ZH)

    log = ContactLog.objects.get()
    assert (log.outcome, log.application, log.way, log.is_incoming) == (
        "reached",
        interview.application,
        "phone",
        False,
    )
    text = response.content.decode()
    assert "已记到" in text
    assert "打电话，聊上了，江予安" in text
    assert "周一上午方便" in text


def test_one_returns_to_the_page_that_asked_and_nowhere_else(desk: Client, candidate):
    given = {"outcome": "no_answer"}

    inside = desk.post(log_url(candidate), given | {"back": "/interviews/1/"})
    outside = desk.post(log_url(candidate), given | {"back": "//evil.example/"})

    assert inside.url == "/interviews/1/"
    assert outside.url == f"/candidates/{candidate.number}/contact/"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "这个字段是必填项"),
        ({"outcome": "gone"}, "gone"),
        ({"outcome": "reached", "text": "年龄偏大"}, "就业促进法"),
        ({"outcome": "reached", "minutes": "9999"}, "600"),
        ({"outcome": "call_back", "call_back_at": "2020-01-01T10:00"}, "已经过了"),
    ],
)
def test_what_is_refused_comes_back_with_what_was_typed(desk: Client, candidate, given, said):
    response = desk.post(log_url(candidate), {"text": "说了很多"} | given, headers=ZH)

    assert response.status_code == 422
    assert said in response.content.decode()
    assert given.get("text", "说了很多") in response.content.decode()
    assert ContactLog.objects.count() == 0


def test_an_application_of_somebody_else_is_not_taken(desk: Client, house: House, candidate):
    other = make_application(job=house.job)

    desk.post(log_url(candidate), {"outcome": "reached", "application": other.pk})

    assert ContactLog.objects.get().application is None


def test_calls_are_hidden_where_the_role_hides_notes(candidate):
    log_contact(candidate, Contacted("reached", text="带电脑来"), by=SYSTEM)
    user = make_user("executive")
    client = Client()
    client.force_login(user)
    page = f"/candidates/{candidate.number}/contact/"

    assert "带电脑来" in client.get(page).content.decode()
    FieldRule.objects.filter(role__key="executive", field="candidate.note").update(level="hide")
    assert "带电脑来" not in client.get(page).content.decode()
    assert "带电脑来" not in client.get(f"/candidates/{candidate.number}/").content.decode()
    assert client.post(log_url(candidate), {"outcome": "reached"}).status_code == 403


def test_a_softphone_s_address_names_the_caller_with_all_that_one_needs(desk: Client, interview, candidate):
    ask(candidate, "可以停车吗？", by=SYSTEM, application=interview.application)
    number = Address.objects.get(contact=candidate.contact, kind="phone").value

    text = desk.get("/candidates/calls/", {"number": number}, headers=ZH).content.decode()

    for said in (
        candidate.name,
        "供应链产品经理",
        "11月26日 周四 14:00",
        "面试邀请",
        "可以停车吗？",
        "结果怎样？",
    ):
        assert said in text
    assert AuditEntry.objects.filter(verb="number.looked_up").count() == 1


def test_an_unknown_number_offers_to_add_who_calls(desk: Client):
    text = desk.get("/candidates/calls/", {"number": "139 1234 5678"}, headers=ZH).content.decode()

    assert "没有这个号码" in text
    assert 'href="/candidates/add/?phone=%2B8613912345678"' in text
    added = desk.get("/candidates/add/?phone=%2B8613912345678").content.decode()
    assert 'value="+8613912345678"' in added


def test_several_are_named_to_choose_from(desk: Client, house: House):
    first, second = make_candidate(phone="13800002046"), make_candidate(phone="13911112046")

    text = desk.get("/candidates/calls/", {"number": "2046"}, headers=ZH).content.decode()

    assert "2 个人有这个号码" in text
    for one in (first, second):
        assert f"/candidates/{one.number}/contact/" in text
    assert "结果怎样？" not in text


def test_the_number_of_one_whom_she_may_not_see_looks_like_an_unknown_one(candidate):
    number = Address.objects.get(contact=candidate.contact, kind="phone").value
    client = Client()
    client.force_login(make_user("recruiter", org_unit=make_unit("华西")))

    def told(number: str) -> str:
        page = client.get("/candidates/calls/", {"number": number}, headers=ZH).content.decode()
        page = page.replace(number, "N").replace(number.replace("+", "%2B"), "N")
        return re.sub(r'FToken": "\w+|token" value="\w+', "", page)

    assert told(number) == told("+8613912345678")


def test_guessing_is_ended_with_429(desk: Client):
    answers = [desk.get("/candidates/calls/", {"number": f"1391234{n:04}"}).status_code for n in range(31)]

    assert answers == [200] * 30 + [429]

"""The page behind the letter that says: it has arrived."""

import re
from datetime import timedelta

import pytest
import time_machine

from huiyin.accounts.capabilities import issue_many
from huiyin.candidates.models import Application, Message
from huiyin.candidates.notices import own_link
from huiyin.candidates.tests.factories import make_application, make_candidate
from huiyin.core.models import AuditEntry
from huiyin.interviews.actions import answer_question
from huiyin.jobs.models import Reason
from huiyin.jobs.tests.factories import stage_of
from huiyin.messaging.freeze import freeze
from huiyin.messaging.models import Letter
from huiyin.messaging.shipped import install
from huiyin.portal.tests.factories import NOW, SYSTEM
from huiyin.portal.tests.posting import make_posting, send

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _texts() -> None:
    install()


SECRET = "内部备注不给她看"


def opened(client, application: Application) -> str:
    issued = issue_many([own_link(application)])[0]
    return client.get(f"/c/p/{issued.token}")["Location"]


def test_the_letter_leads_to_it_and_the_address_forgets_its_token(client):
    send(client, make_posting())
    letter = Letter.objects.select_related("contact").get()
    assert freeze([letter]) == {}
    letter.refresh_from_db()
    path = letter.values["link"].partition("hr.example.test")[2]

    clean = client.get(path)["Location"]
    html = client.get(clean).content.decode()

    assert re.fullmatch(r"/c/p/[0-9a-f]{12}/", clean)
    assert "我们收到了您的简历" in html
    assert "11月27日 周五前" in html


def test_it_shows_what_she_may_know_and_nothing_else(client):
    application = make_application(
        make_candidate("林若溪"), make_posting(pay_band={"min": 18731, "max": 2, "months": 12})
    )
    application.source_note = SECRET
    application.save()

    html = client.get(opened(client, application)).content.decode()

    assert [word in html for word in (SECRET, "18731", "18,731", "招聘流程")] == [False] * 4


@pytest.mark.parametrize("state", ["rejected", "closed"])
def test_an_end_that_nobody_told_yet_does_not_show(client, state):
    application = make_application(make_candidate("林若溪"), make_posting())
    page = opened(client, application)
    before = client.get(page).content
    application.state, application.reason = state, Reason.objects.filter(group="reject").first()
    application.save()

    assert client.get(page).content == before


def test_a_promise_that_is_late_is_said(client):
    application = make_application(make_candidate("林若溪"), make_posting())
    with time_machine.travel(NOW + timedelta(days=20)):
        html = client.get(opened(client, application)).content.decode()

    assert "比说好的晚了" in html


def test_another_application_is_not_opened_by_it(client):
    first = make_application(make_candidate("林若溪"), make_posting())
    second = make_application(make_candidate("许知夏"), make_posting("仓储主管"))
    page = opened(client, first)
    other = issue_many([own_link(second)])[0]
    client.cookies.clear()

    assert client.get(page).status_code == 404
    assert client.get(f"/c/i/{other.token}").status_code == 404


def test_looking_changes_nothing(client):
    application = make_application(make_candidate("林若溪"), make_posting())
    before = AuditEntry.objects.count()
    client.get(opened(client, application))

    assert AuditEntry.objects.count() == before


def test_she_may_ask_before_there_is_any_interview_and_the_answer_leads_back(client):
    application = make_application(make_candidate("林若溪"), make_posting())
    page = opened(client, application)

    asked = client.post(f"{page}ask/", {"text": "可以远程面试吗？"})
    message = Message.objects.get()
    answer_question(message.thread, "可以。", by=SYSTEM)

    assert (asked.status_code, asked["Location"]) == (303, f"{page}ask/sent/")
    assert "可以远程面试吗？" in client.get(asked["Location"]).content.decode()
    letters = list(Letter.objects.order_by("pk").select_related("contact"))
    assert [one.kind for one in letters] == ["question.received", "question.answered"]
    assert freeze(letters) == {}
    assert "/c/p/" in letters[1].values["link"]


def test_a_friend_comes_by_her_own_address(client):
    application = make_application(make_candidate("林若溪"), make_posting())
    html = client.get(opened(client, application)).content.decode()
    key = re.search(r"\?from=([^\"]+)\"", html)
    assert key

    response = client.get(f"/join/{application.job.number}/?from={key[1]}")

    assert response.status_code == 200


def test_the_page_asks_the_database_little(client, django_assert_num_queries):
    application = make_application(make_candidate("林若溪"), make_posting())
    application.stage = stage_of(application.job, "interview_1")
    application.save()
    page = opened(client, application)

    with django_assert_num_queries(7):
        client.get(page)

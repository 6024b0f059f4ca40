"""能来 / 想换个时间 / 不能来: one tap counts, and may be changed."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from huiyin.accounts.models import Visit
from huiyin.core.models import AuditEntry
from huiyin.portal.tests.factories import NOW, START, Invitation, make_invitation, make_letter, open_page
from huiyin.todos.models import Todo
from huiyin.workforce.models import Booking

pytestmark = pytest.mark.django_db


def answer(client: Client, invitation: Invitation, **data: str) -> str:
    """Post it and read the page that follows."""
    response = client.post(open_page(client, invitation), data)
    assert response.status_code == 303, response.content.decode()
    invitation.interview.refresh_from_db()
    return client.get(response["Location"]).content.decode()


@pytest.mark.parametrize(
    ("value", "state", "words"),
    [
        ("yes", "confirmed", "已确认"),
        ("no", "declined", "谢谢您告诉我们，林若溪"),
        ("other_time", "reschedule_requested", "我们来换个时间，林若溪"),
    ],
)
def test_one_tap_answers(client: Client, value: str, state: str, words: str):
    invitation = make_invitation()
    letter = make_letter(invitation.interview)

    html = answer(client, invitation, answer=value)

    row = invitation.interview
    letter.refresh_from_db()
    assert (row.answer, row.state, row.answered_via, letter.state) == (value, state, "page", "answered")
    assert words in html
    assert list(Visit.objects.values_list("is_person", flat=True)) == [True]


def test_the_answer_is_the_candidates_own_act(client: Client):
    invitation = make_invitation()

    answer(client, invitation, answer="yes")

    entry = AuditEntry.objects.get(verb="interview.answered")
    assert (entry.actor, entry.actor_label) == (
        f"capability:{invitation.capability.pk}",
        f"candidate:{invitation.interview.application.candidate_id}",
    )


def test_the_same_answer_again_changes_nothing(client: Client):
    invitation = make_invitation()
    answer(client, invitation, answer="yes")

    answer(client, invitation, answer="yes")

    assert AuditEntry.objects.filter(verb="interview.answered").count() == 1


def test_an_answer_may_be_changed(client: Client):
    invitation = make_invitation()

    for value in ("yes", "no", "other_time", "yes"):
        answer(client, invitation, answer=value)

    assert (invitation.interview.answer, invitation.interview.state) == ("yes", "confirmed")
    assert Todo.objects.filter(state="open").count() == 0


def test_a_reason_and_a_wish_may_follow_and_a_second_tap_keeps_them(client: Client):
    invitation = make_invitation()
    answer(client, invitation, answer="no")

    answer(client, invitation, answer="no", reason="distance", note="要两小时")
    html = answer(client, invitation, answer="no")

    assert invitation.interview.answer_note == "距离太远: 要两小时"
    assert "距离太远: 要两小时" in html


def test_a_wish_for_another_time_comes_with_the_day_of_our_answer(client: Client):
    invitation = make_invitation()

    html = answer(client, invitation, answer="other_time", note="周五下午都可以")

    assert invitation.interview.answer_note == "周五下午都可以"
    assert ("周五下午都可以" in html, "我们 11月24日 周二 18:00 前给您答复。" in html) == (True, True)


@pytest.mark.parametrize("data", [{}, {"answer": "maybe"}, {"answer": "yes", "note": "长" * 501}])
def test_what_is_no_answer_is_said_and_changes_nothing(client: Client, data: dict[str, str]):
    invitation = make_invitation()

    response = client.post(open_page(client, invitation), data)

    invitation.interview.refresh_from_db()
    assert response.status_code == 409
    assert "请在三个回答里选一个" in response.content.decode()
    assert invitation.interview.answer == ""
    assert not AuditEntry.objects.filter(verb="interview.answered").exists()


def test_nobody_confirms_a_time_that_has_moved_since_the_page_was_read(client: Client):
    invitation = make_invitation()
    page = open_page(client, invitation)
    row = invitation.interview
    row.start, row.end, row.version = START + timedelta(days=1), START + timedelta(days=1, hours=1), 2
    row.save()

    response = client.post(page, {"answer": "yes", "seen": "1"})

    row.refresh_from_db()
    assert (response.status_code, row.answer) == (409, "")
    assert "安排刚刚有变化" in response.content.decode()
    assert "11月27日 周五" in response.content.decode()


@pytest.mark.parametrize("state", ["cancelled", "completed", "no_show", "checked_in"])
def test_what_is_settled_is_shown_and_not_answered(client: Client, state: str):
    invitation = make_invitation(state=state)
    page = open_page(client, invitation)

    html = client.get(page).content.decode()
    response = client.post(page, {"answer": "yes"})

    invitation.interview.refresh_from_db()
    assert ('name="answer"' in html, "爽约" in html) == (False, False)
    assert (response.status_code, invitation.interview.state, invitation.interview.answer) == (409, state, "")


def test_once_it_has_begun_the_page_helps_to_find_the_way_and_asks_nothing(client: Client):
    invitation = make_invitation()
    page = open_page(client, invitation)

    with time_machine.travel(START + timedelta(minutes=3)):
        html = client.get(page).content.decode()
        response = client.post(page, {"answer": "no"})

    assert ("已经到点了" in html, 'name="answer"' in html, response.status_code) == (True, False, 409)


def test_a_time_given_away_meanwhile_is_refused_without_saying_to_whom(client: Client):
    invitation = make_invitation()
    answer(client, invitation, answer="no")
    taken = make_invitation("秘密人选", phone="13800130139")
    employee = invitation.interview.participants.first().employee_id
    Booking.objects.create(
        resource=f"employee:{employee}",
        start=START,
        end=START + timedelta(minutes=30),
        about=f"interview:{taken.interview.pk}",
    )

    response = client.post(open_page(client, invitation), {"answer": "yes"})

    html = response.content.decode()
    invitation.interview.refresh_from_db()
    assert (response.status_code, invitation.interview.answer) == (409, "no")
    note = html.split('role="alert"')[1].split("</div>")[0]
    assert ("这个时间刚刚安排给了别人" in note, "顾行之" in note) == (True, False)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 303),
        ({"Origin": "null"}, 303),
        ({"Origin": "http://testserver"}, 303),
        ({"Origin": "https://evil.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
    ],
)
def test_only_our_own_page_may_post(headers: dict[str, str], status: int):
    invitation = make_invitation()
    client = Client(enforce_csrf_checks=True)

    response = client.post(open_page(client, invitation), {"answer": "yes"}, headers=headers)

    invitation.interview.refresh_from_db()
    assert (response.status_code, invitation.interview.answer) == (status, "yes" if status == 303 else "")


def test_the_language_of_the_page_stays_after_the_answer(client: Client):
    invitation = make_invitation()

    page = client.get(f"{invitation.link}?lang=en")["Location"]
    response = client.post(page, {"answer": "yes"})

    assert response["Location"] == page
    assert "See you on Thu 26 Nov" in client.get(page).content.decode()


def test_the_link_stays_alive_and_kind_after_the_day(client: Client):
    invitation = make_invitation()

    with time_machine.travel(NOW + timedelta(days=20)):
        html = client.get(open_page(client, invitation)).content.decode()

    assert "这场面试已经结束" in html


@pytest.mark.parametrize("seen", ["0", "-1", "1" + "0" * 30])
def test_a_version_that_no_page_ever_showed_is_answered_with_the_present_one(client: Client, seen: str):
    invitation = make_invitation()

    response = client.post(open_page(client, invitation), {"answer": "yes", "seen": seen})

    invitation.interview.refresh_from_db()
    assert (response.status_code, invitation.interview.answer) == (409, "")

"""问一问HR: the question arrives, and the page says by when it will be answered."""

import pytest
from django.test import Client

from huiyin.candidates.actions import answer_thread
from huiyin.candidates.models import Message, Thread
from huiyin.portal.tests.factories import SYSTEM, make_invitation, open_page
from huiyin.todos.models import Todo

pytestmark = pytest.mark.django_db


def test_a_question_arrives_with_a_promise(client: Client):
    invitation = make_invitation()
    page = open_page(client, invitation)

    response = client.post(f"{page}ask/", {"text": "请问可以停车吗？"})
    html = client.get(response["Location"]).content.decode()

    message = Message.objects.get()
    todo = Todo.objects.get()
    assert (response.status_code, message.text, message.thread.application) == (
        303,
        "请问可以停车吗？",
        invitation.interview.application,
    )
    assert ("请问可以停车吗？" in html, "我们 11月24日 周二 12:20 前回复您。" in html) == (True, True)
    assert todo.due_at == message.thread.reply_by


def test_the_answer_stands_on_the_page_without_our_colleagues_name(client: Client):
    invitation = make_invitation()
    page = open_page(client, invitation)
    client.post(f"{page}ask/", {"text": "请问可以停车吗？"})
    answer_thread(Thread.objects.get(), "可以，北门进。", by=SYSTEM)

    html = client.get(f"{page}ask/").content.decode()

    assert ("可以，北门进。" in html, "现在提问" in html) == (True, True)


@pytest.mark.parametrize("text", ["", "   ", "长" * 1001])
def test_an_empty_or_endless_question_is_refused_and_kept_in_the_field(client: Client, text: str):
    page = open_page(client, make_invitation())

    response = client.post(f"{page}ask/", {"text": text})

    assert (response.status_code, Message.objects.count()) == (422, 0)
    assert 'aria-invalid="true"' in response.content.decode()


def test_somebody_elses_talk_is_not_shown(client: Client):
    other = Client()
    theirs = open_page(other, make_invitation("宁若谷", phone="13800130138"))
    other.post(f"{theirs}ask/", {"text": "别人的问题"})

    html = client.get(open_page(client, make_invitation()) + "ask/").content.decode()

    assert "别人的问题" not in html

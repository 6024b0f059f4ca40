"""/threads: 问一问HR."""

import pytest

from huiyin.api.tests.factories import ask_as, make_asking_house
from huiyin.candidates.actions import ask
from huiyin.candidates.models import Message, Thread
from huiyin.interviews.tests.factories import SYSTEM, make_applied

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    house, asker = make_asking_house()
    application = make_applied(house)
    message = ask(application.candidate, "可以带作品集吗？", by=SYSTEM, application=application)
    return house, asker, message.thread


def test_one_is_read_with_its_messages_and_listed_without(asked):
    _house, asker, thread = asked

    body = asker.get(f"/threads/{thread.pk}").json()

    assert (body["state"], [one["text"] for one in body["messages"]]) == ("waiting", ["可以带作品集吗？"])
    assert body["reply_by"].endswith("+08:00")
    listed = asker.get("/threads", state="waiting").json()["items"]
    assert [(one["id"], one["messages"]) for one in listed] == [(str(thread.pk), None)]
    assert asker.get("/threads", state="closed").json()["items"] == []


def test_answer_and_close(asked):
    _house, asker, thread = asked

    answered = asker.post(f"/threads/{thread.pk}/answer", {"text": "可以，纸质或电子都行。"}).json()
    closed = asker.post(f"/threads/{thread.pk}/close").json()

    assert (answered["state"], answered["reply_by"], len(answered["messages"])) == ("answered", None, 2)
    assert closed["state"] == "closed"


@pytest.mark.parametrize("text", ["", " ", "长" * 4001])
def test_an_answer_says_something_and_not_too_much(asked, text: str):
    _house, asker, thread = asked

    assert asker.post(f"/threads/{thread.pk}/answer", {"text": text}).status_code == 422
    assert Message.objects.count() == 1


@pytest.mark.parametrize("verb", ["answer", "close"])
def test_who_only_reads_answers_nobody(asked, verb: str):
    _house, _asker, thread = asked
    body = {"text": "可以"} if verb == "answer" else {}

    assert ask_as("executive").post(f"/threads/{thread.pk}/{verb}", body).status_code == 403
    assert Thread.objects.get().state == "waiting"

from django.test import Client

from huiyin.accounts.tests.factories import make_user
from huiyin.candidates.models import Message, Thread
from huiyin.core.actor import Actor
from huiyin.interviews.actions import ask_question
from huiyin.interviews.tests.factories import House, make_interview
from huiyin.messaging.models import Letter
from huiyin.todos.models import Todo

PAGE = Actor.system("page")


def asked(house: House) -> Thread:
    return ask_question(make_interview(house), "可以停车吗？", by=PAGE).thread


def test_an_answer_is_written_sent_and_closes_the_to_do(desk: Client, house: House):
    thread = asked(house)

    answer = desk.post(f"/inbox/{thread.pk}/", {"text": "可以，请走北门。"})

    assert answer.status_code == 302
    assert [one.text for one in thread.messages.order_by("pk")] == ["可以停车吗？", "可以，请走北门。"]
    assert Letter.objects.filter(kind="question.answered").count() == 1
    assert Todo.objects.filter(kind="thread.unanswered", state="open").count() == 0


def test_an_empty_answer_is_refused_and_nothing_is_written(desk: Client, house: House):
    thread = asked(house)

    answer = desk.post(f"/inbox/{thread.pk}/", {"text": "  "})

    assert answer.status_code == 200
    assert Message.objects.filter(from_candidate=False).count() == 0
    assert Letter.objects.filter(kind="question.answered").count() == 0


def test_an_interviewer_neither_finds_nor_answers_it(house: House, client: Client):
    thread = asked(house)
    client.force_login(make_user("interviewer", email="ivy@example.com"))

    assert client.get(f"/inbox/{thread.pk}/").status_code == 404
    assert client.post(f"/inbox/{thread.pk}/", {"text": "hello"}).status_code == 404
    assert Message.objects.filter(from_candidate=False).count() == 0

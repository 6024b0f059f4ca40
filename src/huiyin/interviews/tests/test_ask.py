import pytest

from huiyin.core.actor import Actor
from huiyin.interviews import questions
from huiyin.interviews.actions import answer_question, ask_question
from huiyin.interviews.tests import factories
from huiyin.messaging.models import Letter

BY = Actor.system("test")
pytestmark = pytest.mark.django_db


def test_a_question_is_acknowledged_with_the_promised_time():
    interview = factories.make_interview(factories.make_house())

    message = ask_question(interview, "可以停车吗？", by=BY)

    letter = Letter.objects.get(kind="question.received")
    said = questions.values([letter])[letter.pk]
    assert (letter.about, said["question"]) == (f"message:{message.pk}", "可以停车吗？")
    assert said["reply_by"] != ""
    assert "/c/i/" in said["link"]


def test_an_answer_goes_out_and_the_receipt_is_no_longer_wanted():
    interview = factories.make_interview(factories.make_house())
    asked = ask_question(interview, "可以停车吗？", by=BY)

    answered = answer_question(asked.thread, "可以，请走北门。", by=BY)

    receipt = Letter.objects.get(kind="question.received")
    answer = Letter.objects.get(kind="question.answered")
    assert questions.still_wanted([receipt, answer]) == {receipt.pk: "answered"}
    assert answer.about == f"message:{answered.pk}"
    assert questions.values([answer])[answer.pk]["answer"] == "可以，请走北门。"

import pytest
import time_machine

from huiyin.accounts.tests.factories import actor_of, make_user
from huiyin.candidates.actions import answer_thread, ask, close_thread
from huiyin.candidates.actions.conversation import MOST_QUESTIONS
from huiyin.candidates.models import Message, Thread
from huiyin.candidates.tests.factories import make_application, make_candidate
from huiyin.company.tests.factories import make_company
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError, TooMany
from huiyin.people.tests.factories import make_employee
from huiyin.todos.models import Todo

pytestmark = pytest.mark.django_db

LINK = Actor(kind="capability", key="capability:9", subject="interview:1")


@time_machine.travel("2026-11-27T17:30:00+08:00")
def test_a_question_on_friday_evening_is_promised_for_monday_morning():
    make_company()
    user = make_user("recruiter")
    application = make_application(owner=make_employee(user=user))

    message = ask(application.candidate, "请问需要带电脑吗？", by=LINK, application=application)

    assert message.thread.state == "waiting"
    assert message.thread.reply_by.isoformat() == "2026-11-30T02:30:00+00:00"
    todo = Todo.objects.get()
    assert (todo.kind, todo.owner, todo.due_at) == ("thread.unanswered", user, message.thread.reply_by)
    assert todo.values == {"thread": message.thread_id}


def test_a_second_question_does_not_push_the_promise_away():
    make_company()
    candidate = make_candidate()
    with time_machine.travel("2026-11-25T10:00:00+08:00"):
        first = ask(candidate, "结果什么时候出来？", by=LINK)
    with time_machine.travel("2026-11-25T11:00:00+08:00"):
        second = ask(candidate, "还在吗？", by=LINK)

    assert second.thread == first.thread
    second.thread.refresh_from_db()
    assert second.thread.reply_by.isoformat() == "2026-11-25T04:00:00+00:00"
    assert Todo.objects.count() == 1


def test_an_answer_keeps_the_promise_and_names_its_author():
    user = make_user("recruiter")
    message = ask(make_candidate(), "请问需要带电脑吗？", by=LINK)

    answer = answer_thread(message.thread, "不用带。", by=actor_of(user))

    thread = Thread.objects.get()
    assert (thread.state, thread.reply_by) == ("answered", None)
    assert (answer.from_candidate, answer.author, answer.text) == (False, user, "不用带。")
    assert Todo.objects.get().state == "done"


def test_a_question_after_the_answer_waits_anew_and_after_closing_opens_another():
    candidate = make_candidate()
    first = ask(candidate, "一", by=LINK).thread
    answer_thread(first, "好", by=LINK)

    assert ask(candidate, "二", by=LINK).thread == first
    close_thread(first, by=LINK)
    assert ask(candidate, "三", by=LINK).thread != first


@pytest.mark.parametrize("text", ["", "   ", "字" * 1001])
def test_an_empty_or_endless_question_is_refused(text):
    candidate = make_candidate()

    with pytest.raises(DomainError):
        ask(candidate, text, by=LINK)

    assert (Thread.objects.count(), Message.objects.count(), Todo.objects.count()) == (0, 0, 0)


def test_who_asks_without_end_is_asked_to_wait():
    make_company()
    candidate = make_candidate()
    with time_machine.travel("2026-11-25T10:00:00+08:00", tick=False) as now:
        for number in range(MOST_QUESTIONS):
            now.shift(60)
            ask(candidate, f"问题 {number}", by=LINK)
        with pytest.raises(TooMany):
            ask(candidate, "还有一个", by=LINK)
        assert Message.objects.count() == MOST_QUESTIONS

        now.shift(3600)
        ask(candidate, "还有一个", by=LINK)

    assert Message.objects.count() == MOST_QUESTIONS + 1

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huiyin.accounts.tests.factories import make_user
from huiyin.core.actor import Actor
from huiyin.interviews.actions import answer_interview, ask_question
from huiyin.interviews.plans import Tell
from huiyin.interviews.tests.factories import SYSTEM, House, make_interview
from huiyin.todos.actions import open_todo

TODAY_14 = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
PAGE = Actor.system("page")


def counts(answer) -> dict[str, int]:
    return {card.key: card.count for card in answer.context["cards"]}


def test_an_empty_desk_says_so_and_keeps_its_cards_in_place(desk: Client):
    answer = desk.get("/", headers={"accept-language": "zh-hans"})

    assert set(counts(answer).values()) == {0}
    assert "没有人在等你" in answer.content.decode()


def test_a_question_and_an_unanswered_interview_of_today_stand_on_the_desk(desk: Client, house: House):
    interview = make_interview(house, start=TODAY_14)
    ask_question(interview, "可以停车吗？", by=PAGE)

    answer = desk.get("/")

    assert counts(answer)["questions"] == 1
    assert counts(answer)["unanswered"] == 1
    assert [line.interview.pk for line in answer.context["agenda"]] == [interview.pk]
    assert "可以停车吗？" in answer.content.decode()


def test_a_wish_for_another_time_leaves_the_agenda_and_waits_as_a_card(desk: Client, house: House):
    interview = make_interview(house, start=TODAY_14)
    answer_interview(interview, answer="other_time", note="明天下午可以", via="page", by=SYSTEM)

    answer = desk.get("/")

    assert counts(answer)["other_times"] == 1
    assert counts(answer)["unanswered"] == 0
    assert [row.pk for row in answer.context["day"].off] == [interview.pk]


def test_the_number_on_the_desk_is_the_number_of_lines_behind_it(desk: Client, house: House):
    for number in range(3):
        open_todo("letter.failed", f"letter:{number}", owner=house.recruiter)
    open_todo("interview.declined", "interview:99", owner=house.recruiter)

    asked = counts(desk.get("/"))["letters"]
    lines = desk.get("/todos/?kind=letters").context["lines"]

    assert (asked, len(lines)) == (3, 3)


def test_the_home_page_costs_the_same_for_one_interview_and_for_three(
    desk: Client, house: House, django_assert_num_queries
):
    make_interview(house, start=TODAY_14)
    desk.get("/")
    with CaptureQueriesContext(connection) as one:
        desk.get("/")
    make_interview(house, start=datetime(2026, 11, 24, 8, 0, tzinfo=UTC))
    make_interview(house, start=datetime(2026, 11, 24, 9, 30, tzinfo=UTC))

    with django_assert_num_queries(len(one)):
        desk.get("/")


@pytest.mark.usefixtures("house")
def test_who_only_interviews_is_not_told_about_letters_and_answers(client: Client):
    client.force_login(make_user("interviewer"))

    assert set(counts(client.get("/"))) == {"unanswered", "tomorrow"}


@pytest.mark.usefixtures("house")
def test_who_sees_no_interviews_is_not_sent_to_the_day(client: Client):
    client.force_login(make_user("system_admin"))

    page = client.get("/")

    assert counts(page) == {}
    assert 'href="/interviews/' not in page.content.decode()


def test_an_open_desk_is_drawn_again_only_when_something_has_changed(desk: Client, house: House):
    opened = desk.get("/")
    asking = {"HX-Request": "true", "If-None-Match": opened.context["tag"]}

    still = desk.get("/", headers=asking)
    ask_question(make_interview(house), "可以停车吗？", by=PAGE)
    changed = desk.get("/", headers=asking)

    assert (still.status_code, changed.status_code) == (304, 200)


def test_a_letter_that_waits_for_a_look_is_counted_on_the_desk(desk: Client, house: House):
    make_interview(house, tell=Tell(candidate="review"))

    asked = counts(desk.get("/"))["letters"]
    lines = desk.get("/letters/?state=todo").context["lines"]

    assert (asked, len(lines)) == (1, 1)

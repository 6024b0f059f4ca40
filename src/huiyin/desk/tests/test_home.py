from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huiyin.accounts.tests.factories import make_user
from huiyin.company.tests.factories import make_company
from huiyin.core import operations
from huiyin.core.actor import Actor
from huiyin.interviews.actions import answer_interview, ask_question
from huiyin.interviews.models import Interview, Participant
from huiyin.interviews.plans import Tell
from huiyin.interviews.tests.factories import SYSTEM, House, make_interview
from huiyin.messaging.models import Letter
from huiyin.todos.actions import open_todo

TODAY_14 = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
PAGE = Actor.system("page")


def counts(answer) -> dict[str, int]:
    return {card.key: card.count for card in answer.context["cards"]}


def test_an_empty_desk_says_so_and_keeps_its_cards_in_place(desk: Client, house: House):
    make_interview(house)
    Interview.objects.update(state="completed")
    Letter.objects.all().delete()

    answer = desk.get("/", headers={"accept-language": "zh-hans"})

    keys = (
        "questions",
        "unanswered",
        "other_times",
        "declined",
        "calls",
        "letters",
        "applications",
        "work",
        "tomorrow",
    )
    assert counts(answer) == dict.fromkeys(keys, 0)
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
def test_who_only_interviews_is_led_to_her_own_interviews(client: Client):
    client.force_login(make_user("interviewer"))

    answer = client.get("/")

    assert (answer.status_code, answer.url) == (302, "/interviews/mine/")


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


def test_a_new_company_is_told_what_to_do_first(client: Client, db: None):
    make_company()
    client.force_login(make_user("recruiter"))

    page = client.get("/", headers={"accept-language": "zh-hans"})

    assert [(step.url, step.is_done) for step in page.context["steps"]] == [
        ("/jobs/create/", False),
        ("/candidates/add/", False),
        ("/jobs/", False),
    ]
    assert "三步约到第一场面试" in page.content.decode()


def test_steps_that_are_done_say_so_and_end_with_the_first_interview(desk: Client, house: House):
    before = desk.get("/").context["steps"]
    make_interview(house, start=TODAY_14)

    assert [step.is_done for step in before] == [True, False, False]
    assert desk.get("/").context["steps"] == []


def test_the_sentence_counts_what_the_cards_ask_for_and_nothing_twice(desk: Client, house: House):
    interview = make_interview(house, start=TODAY_14)
    ask_question(interview, "可以停车吗？", by=PAGE)
    open_todo("interview.call", f"interview:{interview.pk}", owner=house.recruiter)
    open_todo("candidate.duplicate", "candidate:1", owner=house.recruiter)

    page = desk.get("/")

    shown = {card.key: card.count for card in page.context["cards"] if card.count}
    assert shown == {"questions": 1, "unanswered": 1, "calls": 1, "rest": 1}
    assert page.context["asked"] == 4


def test_the_silent_of_today_lead_to_reminding_them(desk: Client, house: House, client: Client):
    make_interview(house, start=TODAY_14)

    [card] = [one for one in desk.get("/").context["cards"] if one.key == "unanswered"]

    assert card.url == "/today/remind/?day=2026-11-24"


def test_work_that_left_rows_undone_is_a_card_until_it_is_tried_again(desk: Client, house: House):
    operation, _ = operations.begin("interviews.invite", key="k", total=2, by=house.by)
    operations.report(operation.pk, done=2, problems=[{"about": "interview:1", "code": "x"}])
    operations.end(operation.pk)
    before = counts(desk.get("/"))["work"]

    operations.note_retried(operation.pk, operation.pk + 1)

    assert (before, counts(desk.get("/"))["work"]) == (1, 0)


def test_the_agenda_says_who_is_late_who_has_come_and_which_interviewer_cannot(desk: Client, house: House):
    late = make_interview(house, start=TODAY_14)
    Interview.objects.filter(pk=late.pk).update(late_minutes=20)
    Participant.objects.filter(interview=late).update(unavailable_at=datetime(2026, 11, 24, 1, 0, tzinfo=UTC))

    [line] = desk.get("/").context["agenda"]
    Interview.objects.update(state="checked_in", checked_in_at=datetime(2026, 11, 24, 5, 52, tzinfo=UTC))
    [there] = desk.get("/").context["agenda"]

    assert [note.text for note in line.notes] == ["要晚 20 分钟", "顾行之 来不了"]
    assert [note.text for note in there.notes] == ["13:52 到了", "顾行之 来不了"]


def test_the_line_of_now_stands_below_a_day_that_is_over(desk: Client, house: House):
    make_interview(house, start=TODAY_14)
    Interview.objects.update(
        start=datetime(2026, 11, 24, 1, 0, tzinfo=UTC), end=datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
    )

    page = desk.get("/")

    assert page.context["is_over"] is True
    assert page.content.decode().count("hy-nowline") == 1


def test_the_desk_costs_at_most_twelve_queries(desk: Client, house: House, django_assert_max_num_queries):
    for hour in (6, 8):
        interview = make_interview(house, start=datetime(2026, 11, 24, hour, 0, tzinfo=UTC))
        ask_question(interview, "可以停车吗？", by=PAGE)

    with django_assert_max_num_queries(12):
        desk.get("/")

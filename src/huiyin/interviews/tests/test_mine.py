"""我的面试 on a phone: today with the present in it, what comes next, and nobody else's."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from huiyin.accounts.models import User
from huiyin.accounts.tests.factories import make_user
from huiyin.interviews.actions import answer_interview, cancel_interview, say_late
from huiyin.interviews.actions.attend import arrive
from huiyin.interviews.models import Participant
from huiyin.interviews.tests.factories import (
    NOW,
    START,
    SYSTEM,
    TOLD,
    House,
    a_reason,
    make_applied,
    make_interview,
)

pytestmark = pytest.mark.django_db
TODAY = NOW + timedelta(hours=3, minutes=40)
"""14:00 in Shanghai."""


@pytest.fixture
def ivy(house: House) -> User:
    user = make_user("interviewer", name="顾行之")
    house.ivy.user = user
    house.ivy.save()
    return user


@pytest.fixture
def client(ivy: User) -> Client:
    client = Client()
    client.force_login(ivy)
    return client


def page(client: Client) -> str:
    answer = client.get("/interviews/mine/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_sentence_counts_today_and_names_the_next(house: House, client: Client) -> None:
    for hours in (0, 2):
        make_interview(
            house,
            make_applied(house),
            start=TODAY + timedelta(hours=hours),
            interviewers=[house.ivy, house.ian],
        )
    make_interview(house, make_applied(house))

    text = page(client)

    assert "今天 2 场，下一场 14:00" in text
    assert "这一周 3 场" in text
    assert "现在 10:20" in text
    assert "和 韩青 一起" in text
    assert "11月26日 周四" in text


def test_nobody_elses_interview_is_on_it(house: House, client: Client) -> None:
    make_interview(house, start=TODAY, interviewers=[house.ian])

    text = page(client)

    assert "今天没有面试" in text
    assert "接下来两周没有你的面试" in text
    assert "林若溪" not in text


def test_she_sees_who_is_here_and_who_is_late(house: House, client: Client) -> None:
    here, late = (
        make_interview(house, make_applied(house), start=TODAY + timedelta(hours=n)) for n in (0, 1)
    )
    with time_machine.travel(TODAY - timedelta(minutes=8), tick=False):
        say_late(late, 20, by=SYSTEM)
        arrive(here, via="page", by=SYSTEM)
        text = page(client)

    assert "晚 20 分钟" in text
    assert "13:52 到了" in text


def test_cancelled_ones_are_gone_and_her_no_is_said(house: House, client: Client) -> None:
    off, away = (make_interview(house, make_applied(house), start=TODAY + timedelta(hours=n)) for n in (0, 1))
    cancel_interview(off, reason=a_reason(), tell=TOLD, by=house.by)
    Participant.objects.filter(interview=away).update(unavailable_at=NOW)

    text = page(client)

    assert text.count("林若溪</a>") == 1
    assert "你说了来不了" in text
    assert "今天 1 场" in text


def test_the_open_page_asks_for_no_more_until_something_changes(house: House, client: Client) -> None:
    interview = make_interview(house, start=TODAY)
    first = client.get("/interviews/mine/")
    headers = {"HX-Request": "true", "If-None-Match": first.context["tag"]}

    assert client.get("/interviews/mine/", headers=headers).status_code == 304
    answer_interview(interview, answer="yes", via="page", by=SYSTEM)
    assert client.get("/interviews/mine/", headers=headers).status_code == 200


def test_twenty_of_them_cost_as_few_queries_as_two(
    house: House, client: Client, django_assert_max_num_queries: object
) -> None:
    for hour in range(12):
        make_interview(
            house, make_applied(house), start=START + timedelta(days=hour // 4, hours=hour % 4), room=None
        )

    with django_assert_max_num_queries(12):  # type: ignore[operator]
        page(client)

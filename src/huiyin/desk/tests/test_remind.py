"""The page behind the morning letter: who is asked, with the number in the button, once."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from huiyin.accounts.tests.factories import make_unit, make_user
from huiyin.core.actor import Actor
from huiyin.interviews.access import reached
from huiyin.interviews.day_notices import REMINDED
from huiyin.interviews.models import Interview
from huiyin.interviews.tests.factories import House, make_applied, make_interview, pretend_sent
from huiyin.messaging.models import Letter

TOMORROW = "/today/remind/?day=2026-11-25"


def tomorrow(house: House, hour: int = 2) -> Interview:
    start = datetime(2026, 11, 25, hour, 0, tzinfo=UTC)
    interview = make_interview(house, make_applied(house), start=start)
    pretend_sent(interview, "interview.scheduled")
    return interview


def reminded() -> int:
    return Letter.objects.filter(kind=REMINDED).count()


@pytest.fixture
def two(house: House) -> list[Interview]:
    return [tomorrow(house), tomorrow(house, 6)]


def test_looking_reminds_nobody(desk: Client, two: list[Interview]):
    page = desk.get(TOMORROW, headers={"accept-language": "zh-hans"})

    assert [row.pk for row in page.context["asked"]] == [one.pk for one in two]
    assert "提醒 2 人" in page.content.decode()
    assert reminded() == 0


def test_one_click_reminds_all_who_have_not_answered_and_a_second_nobody(desk: Client, two: list[Interview]):
    key = desk.get(TOMORROW).context["key"]

    answers = [desk.post(TOMORROW, {"key": key}) for _ in range(2)]

    assert (answers[0].status_code, answers[0].url) == (302, TOMORROW)
    assert reminded() == 2
    assert [why.code for _row, why in desk.get(TOMORROW).context["left_out"]] == ["already_reminded"] * 2


def test_who_has_answered_is_not_asked(desk: Client, two: list[Interview]):
    Interview.objects.filter(pk=two[0].pk).update(state="confirmed")

    page = desk.get(TOMORROW)

    assert (page.context["every"], [row.pk for row in page.context["asked"]]) == (2, [two[1].pk])


def test_a_day_without_anybody_says_so(desk: Client, house: House):
    page = desk.get(TOMORROW, headers={"accept-language": "zh-hans"})

    assert "还要来的人都回复了" in page.content.decode()


def test_a_day_that_is_none_is_today(desk: Client, house: House):
    assert str(desk.get("/today/remind/?day=soon").context["on"]) == "2026-11-24"


def test_who_arranges_nothing_may_not_and_another_branch_sees_nobody(
    house: House, two: list[Interview], client: Client
):
    client.force_login(make_user("interviewer"))
    assert client.post(TOMORROW).status_code == 403
    client.force_login(make_user("recruiter", org_unit=make_unit("华南")))

    assert client.get(TOMORROW).context["rows"] == []
    assert client.post(TOMORROW).status_code == 200
    assert reminded() == 0


def test_the_letters_link_reaches_its_day_and_no_other(house: House, two: list[Interview]):
    make_interview(house, make_applied(house))
    carried = frozenset({"interviews:see", "interviews:arrange"})
    by = Actor(
        kind="staff_link",
        key=house.by.key,
        user_id=house.recruiter.pk,
        subject="day:2026-11-25",
        verbs=carried,
    )

    assert set(reached(by, "interviews:arrange")) == set(two)

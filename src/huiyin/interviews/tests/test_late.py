"""Changes that come late: the page warns, and a call to the candidate may be asked for."""

from datetime import timedelta

import pytest
from django.test import Client

from huiyin.interviews.actions import cancel_interview, reschedule_interview
from huiyin.interviews.late import late_ones
from huiyin.interviews.plans import Move, Tell
from huiyin.interviews.tests.factories import NOW, START, House, a_reason, make_interview
from huiyin.interviews.tests.many import cancel_all
from huiyin.todos.models import Todo

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(hours=3)
CALL = Tell(call=True)
WARNING = "对方可能已经出发"


def calls() -> list[tuple[str, object]]:
    return list(Todo.objects.filter(kind="interview.call_late", state="open").values_list("about", "due_at"))


def test_todays_and_those_about_to_begin_are_late(house: House) -> None:
    soon, later = make_interview(house, start=SOON), make_interview(house, start=START)

    assert late_ones([soon, later]) == [soon]


def test_a_late_cancel_may_ask_for_a_call_within_the_hour(house: House) -> None:
    soon, later = make_interview(house, start=SOON), make_interview(house, start=START)

    for row in (soon, later):
        cancel_interview(row, reason=a_reason(), tell=CALL, by=house.by)

    assert calls() == [(f"interview:{soon.pk}", NOW + timedelta(hours=1))]


def test_without_the_tick_nobody_is_asked_to_call(house: House) -> None:
    soon = make_interview(house, start=SOON)

    cancel_interview(soon, reason=a_reason(), tell=Tell(), by=house.by)

    assert calls() == []


def test_moved_away_from_today_is_late_as_well(house: House) -> None:
    soon = make_interview(house, start=SOON)

    reschedule_interview(soon, to=Move(START), tell=CALL, by=house.by)

    assert [about for about, _due in calls()] == [f"interview:{soon.pk}"]


def test_of_many_only_the_late_ones_are_called(house: House) -> None:
    rows = [make_interview(house, start=SOON), make_interview(house, start=START)]

    cancel_all(rows, by=house.by, tell=CALL)

    assert [about for about, _due in calls()] == [f"interview:{rows[0].pk}"]


@pytest.mark.parametrize("verb", ["cancel", "reschedule"])
def test_the_page_warns_of_what_is_late_and_of_nothing_else(house: House, client: Client, verb: str) -> None:
    client.force_login(house.recruiter)
    soon, later = make_interview(house, start=SOON), make_interview(house, start=START)

    pages = [client.get(f"/interviews/{row.pk}/{verb}/").content.decode() for row in (soon, later)]

    assert [(WARNING in page, 'name="call"' in page) for page in pages] == [(True, True), (False, False)]


def test_the_page_of_many_names_the_late_ones(house: House, client: Client) -> None:
    client.force_login(house.recruiter)
    rows = [make_interview(house, start=SOON), make_interview(house, start=START)]
    chosen = ",".join(f"{row.pk}:1" for row in rows)

    page = client.post("/interviews/select/cancel/", {"chosen": chosen}).content.decode()

    assert ("其中 1 场快开始了" in page, WARNING in page) == (True, True)

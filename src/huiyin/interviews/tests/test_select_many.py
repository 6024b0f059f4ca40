"""Choosing many: only what is still to come and one may change, by day, room, interviewer, job and state."""

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.test import Client

from huiyin.core.models import Operation
from huiyin.interviews import selecting
from huiyin.interviews.models import Interview
from huiyin.interviews.tests.factories import START, House, make_interview
from huiyin.interviews.tests.many import make_row

pytestmark = pytest.mark.django_db
ZONE = "Asia/Shanghai"


def found(house: House, words: str) -> list[int]:
    selection = selecting.read_selection(QueryDict(words), ZONE)
    return list(selection.within(selecting.selectable(house.by)).order_by("pk").values_list("pk", flat=True))


def chosen(house: House, words: str) -> list[tuple[int, int]]:
    return selecting.chosen_of(house.by, "cancel", QueryDict(words), ZONE).pairs


def test_the_filters_narrow_the_list(house: House) -> None:
    first = make_interview(house)
    second = make_interview(house, interviewers=[house.ian], room=None, start=START + timedelta(days=1))
    Interview.objects.filter(pk=second.pk).update(state="confirmed")

    assert found(house, "") == [first.pk, second.pk]
    assert found(house, "day=2026-11-27") == [second.pk]
    assert found(house, "first=2026-11-26&last=2026-11-26") == [first.pk]
    assert found(house, f"interviewer={house.ian.pk}") == [second.pk]
    assert found(house, f"room={house.room.pk}") == [first.pk]
    assert found(house, f"job={house.job.pk}&state=confirmed") == [second.pk]
    assert found(house, f"place={house.place.pk}") == [first.pk, second.pk]


def test_what_is_over_or_has_begun_is_not_offered(house: House) -> None:
    rows = make_row(house, 2)
    Interview.objects.filter(pk=rows[0].pk).update(state="completed")
    Interview.objects.filter(pk=rows[1].pk).update(start=START - timedelta(days=3))

    assert found(house, "first=2026-11-20") == []


def test_all_who_fit_but_for_those_unticked(house: House) -> None:
    rows = make_row(house, 3)
    shown = "&".join(f"shown={row.pk}" for row in rows[:2])

    assert chosen(house, f"everyone=1&{shown}&chosen={rows[0].pk}:1") == [(rows[0].pk, 1), (rows[2].pk, 1)]
    assert chosen(house, f"chosen={rows[1].pk}:7&chosen=nonsense&chosen=999999:1") == [(rows[1].pk, 7)]


def test_nothing_chosen_leads_back_to_the_list(house: House, client: Client) -> None:
    client.force_login(house.recruiter)

    answer = client.post("/interviews/select/cancel/", {"step": "save", "key": "k"})

    assert (answer.status_code, answer["Location"]) == (302, "/interviews/select/")
    assert not Operation.objects.exists()


def test_an_unknown_verb_is_no_page(house: House, client: Client) -> None:
    client.force_login(house.recruiter)

    assert client.post("/interviews/select/delete/", {}).status_code == 404


def test_the_list_is_there_without_a_script_and_day_and_week_lead_to_it(house: House, client: Client) -> None:
    client.force_login(house.recruiter)
    make_row(house, 2)

    listed = client.get("/interviews/select/?pick=page").content.decode()
    links = [client.get(f"/interviews/{page}?day=2026-11-26").content.decode() for page in ("", "week/")]

    assert ("2 场面试还没开始" in listed, listed.count("checked")) == (True, 3)
    assert ["/interviews/select/?" in page for page in links] == [True, True]

"""历史面试: what is over, why, whose reason it was; page by page after a row."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huiyin.accounts.tests.factories import make_user
from huiyin.company.tests.factories import make_unit
from huiyin.interviews import history
from huiyin.interviews.actions import cancel_interview
from huiyin.interviews.models import Interview
from huiyin.interviews.plans import Tell
from huiyin.interviews.tests.factories import START, House, a_reason, make_interview
from huiyin.interviews.tests.many import make_row

pytestmark = pytest.mark.django_db
ZONE = "Asia/Shanghai"


def listed(asked: dict[str, str]) -> list[int]:
    wanted = history.read_wanted(asked)
    return [one.row.pk for one in history.listed(Interview.objects.all(), wanted, "", ZONE)[0]]


def test_only_what_is_over_and_the_latest_first(house: House) -> None:
    rows = make_row(house, 4)
    for row, state in zip(rows, ("completed", "scheduled", "no_show", "cancelled"), strict=True):
        Interview.objects.filter(pk=row.pk).update(state=state)

    assert listed({}) == [rows[3].pk, rows[2].pk, rows[0].pk]
    assert listed({"state": "no_show"}) == [rows[2].pk]
    assert listed({"state": "scheduled"}) == [rows[3].pk, rows[2].pk, rows[0].pk]


def test_by_whose_reason_and_by_day(house: House) -> None:
    ours = make_interview(house)
    theirs = make_interview(house, start=START + timedelta(days=1))
    cancel_interview(ours, reason=a_reason("headcount_cut"), tell=Tell(), by=house.by)
    cancel_interview(theirs, reason=a_reason("time_conflict"), tell=Tell(), by=house.by)

    assert listed({"side": "company"}) == [ours.pk]
    assert listed({"side": "candidate"}) == [theirs.pk]
    assert listed({"first": "2026-11-27"}) == [theirs.pk]
    assert listed({"last": "2026-11-26"}) == [ours.pk]
    assert listed({"first": "2026-99-99", "job": "x", "side": "?"}) == [theirs.pk, ours.pk]


def test_pages_go_on_after_the_last_row_and_end(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "PAGE", 2)
    rows = make_row(house, 5)
    Interview.objects.update(state="completed")
    found, after = [], ""

    for _page in range(3):
        lines, after = history.listed(Interview.objects.all(), history.Wanted(), after, ZONE)
        found.append([one.row.pk for one in lines])

    assert found == [[rows[4].pk, rows[3].pk], [rows[2].pk, rows[1].pk], [rows[0].pk]]
    assert after == ""


def test_the_page_says_why_whose_reason_and_who_was_told(house: House, client: Client) -> None:
    client.force_login(house.recruiter)
    row = make_interview(house)
    cancel_interview(row, reason=a_reason("headcount_cut"), tell=Tell(), by=house.by)

    page = client.get("/interviews/history/").content.decode()
    empty = client.get("/interviews/history/?state=no_show").content.decode()

    assert [word in page for word in ("林若溪", a_reason("headcount_cut").name_zh, "江予安")] == [True] * 3
    assert "林若溪" not in empty


def test_a_stranger_sees_none_of_it(house: House, client: Client) -> None:
    row = make_interview(house)
    cancel_interview(row, reason=a_reason(), tell=Tell(), by=house.by)
    client.force_login(make_user("recruiter", org_unit=make_unit("别的分公司")))

    assert "林若溪" not in client.get("/interviews/history/").content.decode()


def test_a_page_of_many_asks_as_often_as_one_of_few(house: House, client: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get("/interviews/history/")
        return len(caught)

    client.force_login(house.recruiter)
    rows = make_row(house, 9)
    Interview.objects.filter(pk__in=[row.pk for row in rows[:2]]).update(state="completed")
    asked()
    few = asked()
    Interview.objects.update(state="completed")

    assert (few, asked()) == (12, 12)

"""Addresses that nobody's page leads to: the ends of the calendar, and numbers that no database has."""

import pytest
from django.test import Client

from huiyin.accounts.tests.factories import make_user
from huiyin.approvals.models import Absence
from huiyin.candidates.models import ContactLog
from huiyin.interviews.models import Interview
from huiyin.interviews.tests.factories import House, make_interview

ODD_DAYS = ["9999-12-31", "9999-12-01", "0001-01-01", "1e9", "\0", "9" * 40]
BY_DAY = [
    "/interviews/?day=",
    "/interviews/week/?day=",
    "/interviews/month/?day=",
    "/interviews/reception/?day=",
    "/interviews/remind/?day=",
    "/interviews/select/?day=",
    "/interviews/select/?first=",
    "/interviews/select/?last=",
    "/interviews/history/?first=",
    "/interviews/history/?last=",
    "/today/remind/?day=",
    "/letters/?day=",
]


@pytest.mark.parametrize("page", BY_DAY)
def test_a_day_that_no_calendar_reaches_is_no_day(desk: Client, page: str) -> None:
    assert {odd: desk.get(page + odd).status_code for odd in ODD_DAYS} == dict.fromkeys(ODD_DAYS, 200)


def test_a_number_of_a_thousand_digits_is_nobody(desk: Client) -> None:
    assert desk.get("/interviews/remind/", {"who": "9" * 5000}).status_code == 200


@pytest.mark.parametrize("field", ["at", "call_back_at"])
def test_a_call_at_the_end_of_the_calendar_is_asked_about(desk: Client, house: House, field: str) -> None:
    candidate = make_interview(house).application.candidate

    for odd in ("0001-01-01T00:00", "9999-12-31T23:59"):
        answer = desk.post(
            f"/candidates/{candidate.number}/log-contact/", {"outcome": "call_back", field: odd}
        )
        assert answer.status_code == 422
    assert not ContactLog.objects.exists()


ODD_STARTS = ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2026-13-45T10:00:00+08:00", "9" * 40]


@pytest.mark.parametrize("slot", ODD_STARTS)
def test_a_start_beyond_every_calendar_is_none(desk: Client, house: House, slot: str) -> None:
    interview = make_interview(house)
    sent = {"slot": slot, "step": "save", "mode": "phone", "minutes": "60", "version": "1"}

    answers = [
        desk.post(f"/interviews/{interview.pk}/reschedule/", sent),
        desk.post(f"/interviews/schedule/{interview.application_id}/", sent),
    ]

    assert [one.status_code for one in answers] == [422, 422]
    assert Interview.objects.get().start == interview.start


@pytest.mark.parametrize(
    "back", ["1:2", "x:y", "https://evil.example/", "//evil.example", "\\evil.example", ""]
)
def test_a_way_back_that_is_no_page_of_ours_leads_to_the_interview(
    desk: Client, house: House, back: str
) -> None:
    interview = make_interview(house)

    for verb in ("remind", "complete"):
        answer = desk.post(f"/interviews/{interview.pk}/{verb}/", {"next": back})

        assert (answer.status_code, answer.headers["Location"]) == (302, f"/interviews/{interview.pk}/")


@pytest.mark.parametrize(("first", "last"), [("0001-01-01", "9999-12-31"), ("9999-12-31", "9999-12-31")])
def test_nobody_is_away_beyond_the_calendar(house: House, client: Client, first: str, last: str) -> None:
    client.force_login(make_user("executive"))

    answer = client.post("/approvals/away/", {"first": first, "last": last})

    assert answer.status_code == 422
    assert not Absence.objects.exists()

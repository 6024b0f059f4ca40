"""Addresses that nobody's page leads to: the ends of the calendar, and numbers that no database has."""

import pytest
from django.test import Client

from huiyin.candidates.models import ContactLog
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

"""The calendar file: one entry that a later file replaces or removes."""

import pytest
from django.test import Client
from icalendar import Calendar

from huiyin.portal.tests.factories import START, make_invitation, open_page

pytestmark = pytest.mark.django_db


def entry_of(client: Client, page: str):
    response = client.get(f"{page}calendar.ics")
    calendar = Calendar.from_ical(response.content)
    (event,) = calendar.walk("VEVENT")
    return response, str(calendar["METHOD"]), event


def test_it_holds_time_place_and_whom_to_call_and_no_way_to_answer(client: Client):
    invitation = make_invitation()

    response, method, event = entry_of(client, open_page(client, invitation))

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="{invitation.interview.number}.ics"'
    assert (method, event.decoded("dtstart"), int(event["SEQUENCE"])) == ("PUBLISH", START, 0)
    assert (str(event["UID"]), "南枝大厦 B 座 6 层" in event["LOCATION"]) == (invitation.interview.uid, True)
    assert "400-000-0137" in event["DESCRIPTION"]
    assert "/c/i/" not in response.content.decode()


def test_after_a_change_it_replaces_and_after_a_cancellation_it_removes(client: Client):
    invitation = make_invitation()
    page = open_page(client, invitation)
    found = []

    for version, state in ((2, "scheduled"), (3, "cancelled")):
        invitation.interview.version, invitation.interview.state = version, state
        invitation.interview.save()
        _response, method, event = entry_of(client, page)
        found.append((method, str(event["UID"]), int(event["SEQUENCE"]), str(event["STATUS"])))

    uid = invitation.interview.uid
    assert found == [("PUBLISH", uid, 1, "CONFIRMED"), ("CANCEL", uid, 2, "CANCELLED")]

"""/letters: what was written, with addresses as the role has them."""

import pytest

from huiyin.accounts.models import FieldRule
from huiyin.accounts.tests.factories import make_unit, make_user
from huiyin.api.tests.factories import Asker, ask_as, make_asking_house
from huiyin.candidates.tests.factories import make_candidate
from huiyin.core import clock
from huiyin.interviews.tests.factories import START, make_applied
from huiyin.messaging.models import Attempt, Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def written():
    house, asker = make_asking_house()
    candidate = make_candidate("林若溪", email="lin@example.com")
    body = {
        "application": str(make_applied(house, candidate).pk),
        "mode": "onsite",
        "start": START.isoformat(),
        "interviewers": [str(house.ivy.pk)],
        "place": str(house.place.pk),
    }
    number = asker.post("/interviews", body).json()["id"]
    for address, kind in (
        ("lin@example.com", "interview.scheduled"),
        ("ivy@example.com", "interviewer.scheduled"),
    ):
        Letter.objects.filter(kind=kind).update(address="")
        letter = Letter.objects.get(kind=kind)
        letter.address = address
        letter.save()
    return house, asker, f"interview:{number}"


def addresses(asker, about: str) -> dict[str, str]:
    items = asker.get("/letters", about=about).json()["items"]
    return {one["kind"]: one["to"] for one in items if one["kind"].endswith(".scheduled")}


def test_letters_about_an_interview(written):
    _house, asker, about = written
    letter = Letter.objects.get(kind="interview.scheduled")
    Attempt.objects.create(
        letter=letter, at=clock.now(), phase="answered", outcome="sent", code="250", reply="ok"
    )

    items = asker.get("/letters", about=about).json()["items"]

    assert {one["about"] for one in items} == {about}
    found = next(one for one in items if one["id"] == str(letter.pk))
    promised = "id kind channel state to cause version due_at sent_at message_id attempts"
    assert set(found) >= set(promised.split())
    assert found["attempts"] == [
        {"at": "2026-11-24T10:20:00+08:00", "phase": "answered", "code": "250", "reply": "ok"}
    ]
    assert asker.get(f"/letters/{letter.pk}").json() == found


def test_lists_are_narrowed_by_state(written):
    _house, asker, about = written

    states = {one["state"] for one in asker.get("/letters", about=about, state="planned").json()["items"]}

    assert states == {"planned"}
    assert asker.get("/letters", about="interview:999").json()["items"] == []
    assert asker.get("/letters", state="lost").status_code == 422


def test_to_is_masked_unless_the_role_shows_it(written):
    _house, asker, about = written

    assert addresses(asker, about) == {
        "interview.scheduled": "lin@example.com",
        "interviewer.scheduled": "i***@example.com",
    }
    FieldRule.objects.filter(field="candidate.email").update(level="mask")
    assert addresses(asker, about)["interview.scheduled"] == "l***@example.com"
    FieldRule.objects.filter(field="candidate.email").update(level="hide")
    assert addresses(asker, about)["interview.scheduled"] == ""


def test_who_may_not_see_letters_sees_none(written):
    _house, _asker, about = written

    assert ask_as("executive").get("/letters", about=about).status_code == 403


def test_a_foreigner_sees_neither_rows_nor_their_number(written):
    _house, _asker, about = written
    foreigner = Asker(make_user("recruiter", org_unit=make_unit("别处")))

    assert foreigner.get("/letters", about=about).json() == {"items": [], "next": None}
    assert foreigner.get(f"/letters/{Letter.objects.first().pk}").status_code == 404


def test_what_a_server_said_repeats_no_whole_address(written):
    _house, asker, _about = written
    letter = Letter.objects.get(kind="interview.scheduled")
    Attempt.objects.create(
        letter=letter,
        at=clock.now(),
        phase="rcpt",
        outcome="failed",
        code="550",
        reply="5.1.1 <lin@example.com>: unknown in mx.example.com",
    )

    found = asker.get(f"/letters/{letter.pk}").json()["attempts"]

    assert [one["reply"] for one in found] == ["5.1.1 <l***@example.com>: unknown in mx.example.com"]

"""The sign at the reception: it opens nothing but a question, and answers every stranger alike."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from huiyin.accounts.models import Visit
from huiyin.core.actor import Actor
from huiyin.core.models import AuditEntry
from huiyin.interviews import posters
from huiyin.messaging.models import Letter
from huiyin.portal.tests.factories import START, Invitation, make_invitation, open_page

pytestmark = pytest.mark.django_db
BY = Actor.system("test")
NOW_HERE = START - timedelta(minutes=8)


def sign_of(invitation: Invitation) -> str:
    place = invitation.interview.place
    assert place
    return "/" + posters.make_poster(place, by=BY).split("/", 3)[3]


def at_the_door(client: Client, sign: str) -> str:
    response = client.get(sign)
    assert response.status_code == 302
    return str(response["Location"])


@pytest.fixture
def invitation() -> Invitation:
    return make_invitation(answer="yes", state="confirmed")


def test_who_has_opened_her_link_taps_once(client: Client, invitation: Invitation):
    sign = sign_of(invitation)
    page = open_page(client, invitation)

    with time_machine.travel(NOW_HERE, tick=False):
        door = at_the_door(client, sign)
        html = client.get(door).content.decode()
        answer = client.post(door, {"own": page.split("/")[3]})

    invitation.interview.refresh_from_db()
    assert ("14:00" in html, "供应链产品经理" in html, "林若溪" in html) == (True, True, False)
    assert (answer.status_code, answer["Location"]) == (303, page)
    assert (invitation.interview.state, invitation.interview.checked_in_via) == ("checked_in", "qr")


def test_anybody_else_types_the_code_of_her_invitation(client: Client, invitation: Invitation):
    sign = sign_of(invitation)

    with time_machine.travel(NOW_HERE, tick=False):
        door = at_the_door(client, sign)
        html = client.get(door).content.decode()
        answer = client.post(door, {"code": invitation.code, "digits": "0137"}, follow=True)

    invitation.interview.refresh_from_db()
    assert ("14:00" in html, "林若溪" in html) == (False, False)
    assert (answer.status_code, invitation.interview.checked_in_via) == (200, "qr")


@pytest.mark.parametrize(
    "typed", [{"code": "ABCD2345", "digits": "0137"}, {"digits": "0137"}, {"own": "0123456789ab"}, {}]
)
def test_a_stranger_is_told_the_same_whoever_comes_today(
    client: Client, invitation: Invitation, typed: dict[str, str]
):
    door = at_the_door(client, sign_of(invitation))
    before = AuditEntry.objects.count()

    with time_machine.travel(NOW_HERE, tick=False):
        answer = client.post(door, typed)

    invitation.interview.refresh_from_db()
    assert (answer.status_code, invitation.interview.state) == (422, "confirmed")
    assert "这个面试码和后四位对不上" in answer.content.decode() or "对不上" in answer.content.decode()
    assert AuditEntry.objects.count() == before


def test_guessing_is_slowed_down(client: Client, invitation: Invitation):
    door = at_the_door(client, sign_of(invitation))

    statuses = [client.post(door, {"code": "ABCD2345", "digits": "0000"}).status_code for _ in range(6)]

    assert statuses == [422] * 5 + [429]


@pytest.mark.parametrize("at", [START - timedelta(hours=30), START - timedelta(hours=2)])
def test_not_now_or_not_here_it_only_opens_her_own_page(client: Client, invitation: Invitation, at: object):
    sign = sign_of(invitation)

    with time_machine.travel(at, tick=False):
        door = at_the_door(client, sign)
        answer = client.post(door, {"code": invitation.code, "digits": "0137"}, follow=True)

    invitation.interview.refresh_from_db()
    assert (answer.status_code, invitation.interview.state) == (200, "confirmed")
    assert not Letter.objects.filter(kind="interviewer.arrived").exists()


def test_a_sign_of_another_place_takes_no_arrival(client: Client, invitation: Invitation):
    other = make_invitation("宁若谷", phone="13800130138")
    sign = sign_of(other)

    with time_machine.travel(NOW_HERE, tick=False):
        door = at_the_door(client, sign)
        client.post(door, {"code": invitation.code, "digits": "0137"})

    invitation.interview.refresh_from_db()
    assert invitation.interview.state == "confirmed"


def test_looking_at_the_sign_changes_nothing(client: Client, invitation: Invitation):
    sign = sign_of(invitation)
    open_page(client, invitation)
    before = AuditEntry.objects.count()

    with time_machine.travel(NOW_HERE, tick=False):
        for _ in range(10):
            client.head(sign)
            client.get(sign, follow=True)

    invitation.interview.refresh_from_db()
    assert (invitation.interview.state, AuditEntry.objects.count()) == ("confirmed", before)
    assert not Visit.objects.filter(is_person=True).exists()


def test_signs_live_side_by_side_until_all_are_ended(client: Client, invitation: Invitation):
    place = invitation.interview.place
    assert place
    first, second = sign_of(invitation), sign_of(invitation)

    both = [Client().get(sign).status_code for sign in (first, second)]
    posters.end_posters(place, by=BY)
    ended = [Client().get(sign).status_code for sign in (first, second)]

    assert (both, ended) == ([302, 302], [404, 404])
    assert posters.hanging_since(place) == []


def test_an_ended_sign_shuts_the_page_that_was_open(client: Client, invitation: Invitation):
    door = at_the_door(client, sign_of(invitation))
    assert client.get(door).status_code == 200

    place = invitation.interview.place
    assert place
    posters.make_poster(place, by=BY, end_others=True)

    assert client.get(door).status_code == 404
    assert len(posters.hanging_since(place)) == 1

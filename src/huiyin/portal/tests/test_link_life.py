"""Links that open nothing: one answer for all of them, and no way to guess."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from huiyin.accounts import capabilities
from huiyin.core import clock
from huiyin.portal.links import cookie_name
from huiyin.portal.tests.factories import START, Invitation, make_invitation, open_page

pytestmark = pytest.mark.django_db


def expire(invitation: Invitation) -> None:
    invitation.capability.expires_at = clock.now() - timedelta(seconds=1)
    invitation.capability.save()


def revoke(invitation: Invitation) -> None:
    capabilities.revoke(f"interview:{invitation.interview.pk}")


def of_another_kind(invitation: Invitation) -> None:
    invitation.capability.kind = "w"
    invitation.capability.save()


def of_a_draft(invitation: Invitation) -> None:
    invitation.interview.state = "draft"
    invitation.interview.save()


def of_nothing(invitation: Invitation) -> None:
    invitation.capability.subject = "interview:999999"
    invitation.capability.save()


WAYS = [expire, revoke, of_another_kind, of_a_draft, of_nothing]


def answers_of(address: str, client: Client) -> tuple[int, bytes]:
    response = client.get(address, follow=True)
    return response.status_code, response.content


def test_every_dead_link_is_answered_with_the_same_bytes():
    make_invitation("别人", phone="13800130111")
    unknown = answers_of("/c/i/AAAAAAAAAAAAAAAAAAAAAA", Client())
    answered = []

    for number, end in enumerate(WAYS):
        invitation = make_invitation(phone=f"1380013020{number}")
        end(invitation)
        answered.append(answers_of(invitation.link, Client()))

    assert unknown[0] == 404
    assert answered == [unknown] * len(WAYS)


def test_an_open_page_dies_with_its_link():
    statuses = []

    for number, end in enumerate(WAYS):
        invitation = make_invitation(phone=f"1380013020{number}")
        client = Client()
        page = open_page(client, invitation)
        end(invitation)
        statuses.append((client.get(page).status_code, client.post(page, {"answer": "yes"}).status_code))
        invitation.interview.refresh_from_db()
        statuses.append(invitation.interview.answer)

    assert statuses == [(404, 404), ""] * len(WAYS)


def test_a_clean_address_without_its_cookie_opens_nothing():
    invitation = make_invitation()
    page = open_page(Client(), invitation)

    answered = answers_of(page, Client())

    assert answered == answers_of("/c/i/AAAAAAAAAAAAAAAAAAAAAA", Client())


def test_the_cookie_of_one_invitation_does_not_open_another():
    mine, theirs = Client(), Client()
    own = open_page(mine, make_invitation())
    foreign = open_page(theirs, make_invitation("宁若谷", phone="13800130138"))
    (value,) = {cookie.value for cookie in mine.cookies.values()}
    stolen = Client()
    for page in (own, foreign):
        stolen.cookies[cookie_name(page.split("/")[3])] = value

    statuses = [stolen.get(page).status_code for page in (own, foreign)]

    assert statuses == [200, 404]


def test_a_forged_cookie_opens_nothing(client: Client):
    invitation = make_invitation()
    page = open_page(Client(), invitation)
    client.cookies[cookie_name(page.split("/")[3])] = f"[{invitation.capability.pk},1]"

    assert client.get(page).status_code == 404


def test_the_link_ends_thirty_days_after_the_interview():
    invitation = make_invitation()
    statuses = []

    for days in (30, 31):
        with time_machine.travel(START + timedelta(days=days)):
            statuses.append(Client().get(invitation.link).status_code)

    assert statuses == [302, 404]

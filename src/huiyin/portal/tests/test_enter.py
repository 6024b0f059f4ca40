"""From the link to the page: the token leaves the address at once and opens one interview only."""

import logging

import pytest
from django.test import Client

from huiyin.accounts.models import Visit
from huiyin.portal.tests.factories import make_invitation, open_page

pytestmark = pytest.mark.django_db

KEPT_PRIVATE = ("no-referrer", "no-store", "noindex, nofollow")


def headers_of(response) -> tuple[str, ...]:
    return tuple(response[name] for name in ("Referrer-Policy", "Cache-Control", "X-Robots-Tag"))


def test_a_link_becomes_a_cookie_and_a_clean_address(client: Client):
    invitation = make_invitation()

    response = client.get(invitation.link)

    cookie, door = response.cookies.values()
    assert response.status_code == 302
    assert invitation.token not in response["Location"] + cookie.value + door.value
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (response["Location"], True, "Lax")
    assert (door["path"], door["httponly"], door["samesite"]) == ("/c/at/", True, "Lax")
    assert headers_of(response) == KEPT_PRIVATE


def test_the_cookie_is_for_https_only_where_the_site_is(client: Client, settings):
    settings.SESSION_COOKIE_SECURE = True

    cookies = client.get(make_invitation().link).cookies.values()

    assert [(one.key.startswith("__Secure-huiyin_"), bool(one["secure"])) for one in cookies] == [
        (True, True)
    ] * 2


def test_the_page_greets_and_stays_private(client: Client):
    response = client.get(open_page(client, make_invitation()))

    assert response.status_code == 200
    assert "林若溪，您好" in response.content.decode()
    assert headers_of(response) == KEPT_PRIVATE
    assert response.cookies == {}


def test_a_visit_is_remembered_and_is_not_a_reading(client: Client):
    invitation = make_invitation()

    client.get(invitation.link, headers={"User-Agent": "Mozilla/5.0 (iPhone)"})

    assert list(Visit.objects.values_list("capability", "agent", "is_person")) == [
        (invitation.capability.pk, "Mozilla/5.0 (iPhone)", False)
    ]


def test_asking_for_the_head_writes_nothing(client: Client):
    invitation = make_invitation()

    response = client.head(invitation.link)

    assert (response.status_code, response.content, dict(response.cookies)) == (302, b"", {})
    assert Visit.objects.count() == 0


def test_two_invitations_live_side_by_side_in_one_browser(client: Client):
    first, second = make_invitation("林若溪"), make_invitation("宁若谷", phone="13800130138")

    pages = [open_page(client, one) for one in (first, second)]

    html = [client.get(page).content.decode() for page in pages]
    names = [[name for name in ("林若溪", "宁若谷") if name in one] for one in html]
    assert names == [["林若溪"], ["宁若谷"]]


def test_the_button_of_the_mail_rides_along_and_answers_nothing(client: Client):
    invitation = make_invitation()

    page = client.get(f"{invitation.link}?a=no")["Location"]
    html = client.get(page).content.decode()

    invitation.interview.refresh_from_db()
    assert page.endswith("/?a=no")
    assert '<button class="button primary" type="submit" name="answer" value="no">' in html
    assert html.count("button primary") == 1
    assert (invitation.interview.answer, invitation.interview.state) == ("", "scheduled")


def test_neither_link_nor_cookie_is_ever_logged(client: Client, caplog):
    invitation = make_invitation()

    with caplog.at_level(logging.DEBUG):
        client.get(open_page(client, invitation))
        client.get("/c/i/unknown-token")

    assert [one for one in caplog.messages if invitation.token in one] == []

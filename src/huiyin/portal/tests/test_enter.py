"""From the link to the page."""

import pytest
from django.core import mail
from django.test import Client

from huiyin.accounts.models import Visit
from huiyin.portal.tests.factories import make_invitation, open_page

pytestmark = pytest.mark.django_db


def test_a_link_becomes_a_cookie_and_a_clean_address(client: Client):
    invitation = make_invitation()

    response = client.get(invitation.link)

    cookie = response.cookies["huiyin_link"]
    assert response.status_code == 302
    assert invitation.token not in response["Location"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (response["Location"], True, "Lax")
    assert invitation.token not in cookie.value
    assert [response[name] for name in ("Referrer-Policy", "Cache-Control", "X-Robots-Tag")] == [
        "no-referrer",
        "no-store",
        "noindex, nofollow",
    ]


def test_the_page_greets(client: Client):
    page = open_page(client, make_invitation())

    response = client.get(page)

    assert response.status_code == 200
    print(response.content.decode())

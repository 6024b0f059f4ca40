"""Twenty taps at the same moment have one effect."""

from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from django.test import Client

from huiyin.core.models import AuditEntry
from huiyin.messaging.models import Letter
from huiyin.portal.tests.factories import make_invitation, make_letter, open_page

AT_ONCE = 20


def post(host: str, page: str, cookie: str) -> tuple[int, str]:
    connection = HTTPConnection(host, timeout=60)
    form = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    connection.request("POST", page, "answer=yes", form)
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.status, response.headers.get("Location", "")


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_twenty_parallel_confirms_are_one(live_server, client: Client):
    invitation = make_invitation()
    make_letter(invitation.interview)
    page = open_page(client, invitation)
    cookie = client.cookies.output(attrs=[], header="", sep=";").strip()
    host = urlsplit(live_server.url).netloc

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answered = list(pool.map(lambda _: post(host, page, cookie), range(AT_ONCE)))

    invitation.interview.refresh_from_db()
    assert answered == [(303, page)] * AT_ONCE
    assert (invitation.interview.state, invitation.interview.answer) == ("confirmed", "yes")
    assert AuditEntry.objects.filter(verb="interview.answered").count() == 1
    assert list(Letter.objects.values_list("state", flat=True)) == ["answered"]

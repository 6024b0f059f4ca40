"""Programs that open links before people do: they change nothing, and are not taken for readers."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page

from huiyin.accounts.models import Visit
from huiyin.core.models import AuditEntry
from huiyin.messaging.models import Letter
from huiyin.portal.tests.factories import Invitation, make_invitation, make_letter, open_page

AGENTS = {
    "Safe Links": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) SafeLinks Chrome/120 Safari/537.36",
    "WeChat": "Mozilla/5.0 (Linux; Android 14) Chrome/116 Mobile MicroMessenger/8.0.49 NetType/WIFI",
    "Gmail": "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)",
}


def traces(invitation: Invitation) -> tuple[object, ...]:
    """All that a scanner must not have changed."""
    row = invitation.interview
    row.refresh_from_db()
    letters = sorted(Letter.objects.values_list("kind", "state", "opened_at"), key=str)
    read = Visit.objects.filter(is_person=True).count()
    return row.state, row.answer, row.answered_via, row.version, letters, read, AuditEntry.objects.count()


@pytest.mark.django_db
def test_a_storm_of_scanners_changes_nothing_and_then_the_person_answers():
    invitation = make_invitation()
    make_letter(invitation.interview)
    before = traces(invitation)

    for agent in AGENTS.values():
        client = Client(headers={"User-Agent": agent})
        client.head(invitation.link, follow=True)
        for _ in range(10):
            client.get(f"{invitation.link}?a=yes", follow=True)
            client.get(open_page(client, invitation) + "calendar.ics")

    assert traces(invitation) == before
    person = Client()
    assert person.post(open_page(person, invitation), {"answer": "yes"}).status_code == 303
    assert traces(invitation)[:3] == ("confirmed", "yes", "page")


@pytest.mark.django_db(transaction=True)
def test_a_browser_that_only_loads_and_scrolls_by_script_reads_nothing(
    open_browser: Callable[..., Page], live_server
):
    invitation = make_invitation()
    make_letter(invitation.interview)
    before = traces(invitation)

    page = open_browser()
    page.goto(f"{live_server.url}{invitation.link}", wait_until="networkidle")
    page.evaluate("scrollTo(0, document.body.scrollHeight); document.body.click()")
    page.evaluate("dispatchEvent(new KeyboardEvent('keydown', {key: 'a'}))")
    page.wait_for_load_state("networkidle")

    assert traces(invitation) == before


@pytest.mark.django_db(transaction=True)
def test_the_first_touch_of_a_person_marks_the_letter_as_read_once(open_browser, live_server):
    invitation = make_invitation()
    letter = make_letter(invitation.interview)
    page = open_browser(has_touch=True)
    page.goto(f"{live_server.url}{invitation.link}", wait_until="networkidle")
    told = []
    page.on("request", lambda request: told.append(request.method))

    with page.expect_response("**/opened") as answer:
        page.touchscreen.tap(40, 120)
    page.touchscreen.tap(40, 140)
    page.wait_for_load_state("networkidle")

    letter.refresh_from_db()
    assert (answer.value.status, told) == (204, ["POST"])
    assert (letter.state, Visit.objects.filter(is_person=True).count()) == ("opened", 1)


@pytest.mark.django_db
def test_a_letter_that_came_after_the_first_look_is_read_at_the_next(client: Client):
    invitation = make_invitation()
    first = make_letter(invitation.interview)
    page = open_page(client, invitation)
    client.post(f"{page}opened")
    second = make_letter(invitation.interview, cause="auditentry:2", kind="interview.moved")

    client.post(f"{page}opened")

    assert [Letter.objects.get(pk=one.pk).state for one in (first, second)] == ["opened", "opened"]

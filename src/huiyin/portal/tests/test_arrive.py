"""我到了, from the candidate's own page: in its window, once, told to her interviewers."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.test import Client

from huiyin.company.models import Company
from huiyin.core.models import AuditEntry
from huiyin.messaging.models import Letter
from huiyin.portal.tests.factories import START, Invitation, make_invitation, open_page
from huiyin.portal.tests.test_link_once import AT_ONCE, post
from huiyin.todos.models import Todo


def told(kind: str = "interviewer.arrived") -> list[str]:
    rows = Letter.objects.filter(kind=kind).order_by("pk")
    return list(rows.values_list("contact__name", flat=True))


def tap(client: Client, page: str, verb: str, at: int, **data: object) -> tuple[int, str]:
    """A tap so many minutes after the start."""
    with time_machine.travel(START + timedelta(minutes=at), tick=False):
        response = client.post(f"{page}{verb}/", data, follow=True)
    return response.status_code, response.content.decode()


@pytest.fixture
def invitation(db: None) -> Invitation:
    return make_invitation(answer="yes", state="confirmed")


def test_she_is_here_and_reads_who_knows_it(client: Client, invitation: Invitation):
    page = open_page(client, invitation)

    status, html = tap(client, page, "arrive", -8)

    row = invitation.interview
    row.refresh_from_db()
    assert (status, row.state, row.checked_in_via) == (200, "checked_in", "page")
    assert row.checked_in_at == START - timedelta(minutes=8)
    assert told() == ["顾行之", "韩青"]
    assert "已告诉" in html


@pytest.mark.parametrize(
    ("minutes", "is_taken"), [(-61, False), (-60, True), (30, True), (69, True), (70, False)]
)
def test_it_counts_from_an_hour_before_until_the_end(
    client: Client, invitation: Invitation, minutes: int, is_taken: bool
):
    page = open_page(client, invitation)

    status, _html = tap(client, page, "arrive", minutes)

    invitation.interview.refresh_from_db()
    assert (status, invitation.interview.state) == ((200, "checked_in") if is_taken else (409, "confirmed"))
    assert told() == (["顾行之", "韩青"] if is_taken else [])


@pytest.mark.parametrize("state", ["cancelled", "declined", "completed"])
def test_what_is_off_or_over_takes_no_arrival(client: Client, state: str, db: None):
    invitation = make_invitation(state=state)
    page = open_page(client, invitation)

    status, _html = tap(client, page, "arrive", -8)

    invitation.interview.refresh_from_db()
    assert (status, invitation.interview.state, told()) == (409, state, [])


def test_how_late_is_told_and_can_be_said_anew(client: Client, invitation: Invitation):
    page = open_page(client, invitation)

    first = tap(client, page, "late", -10, minutes=10)
    second, html = tap(client, page, "late", -5, minutes=20)

    invitation.interview.refresh_from_db()
    assert (first[0], second, invitation.interview.late_minutes) == (200, 200, 20)
    assert "约 <b>14:20</b> 到" in html
    states = Letter.objects.filter(kind="interviewer.late").order_by("pk").values_list("state", flat=True)
    assert list(states) == ["superseded", "superseded", "queued", "queued"]


@pytest.mark.parametrize(("data", "minutes"), [({}, -5), ({"minutes": 45}, -5), ({"minutes": 20}, -300)])
def test_a_lateness_that_cannot_be_taken_is_said_kindly(
    client: Client, invitation: Invitation, data: dict[str, object], minutes: int
):
    page = open_page(client, invitation)

    status, html = tap(client, page, "late", minutes, **data)

    invitation.interview.refresh_from_db()
    assert (status, invitation.interview.late_minutes, told("interviewer.late")) == (409, None, [])
    assert "还没有记下" in html or "还没有回答成功" in html


def test_somebody_is_asked_once_to_come_down(client: Client, invitation: Invitation):
    page = open_page(client, invitation)

    tap(client, page, "meet", -5)
    status, html = tap(client, page, "meet", -4)

    assert (status, "已经请人下来接您" in html) == (200, True)
    assert list(Todo.objects.values_list("kind", "about", "state")) == [
        ("interview.meet", f"interview:{invitation.interview.pk}", "open")
    ]


def test_a_house_that_names_nobody_names_nobody(client: Client, invitation: Invitation):
    Company.objects.update(shows_interviewers=False)
    page = open_page(client, invitation)

    _status, html = tap(client, page, "late", -5, minutes=10)

    assert ("顾行之" in html, "已告诉面试官" in html) == (False, True)


def test_what_the_house_notes_of_who_did_not_come_does_not_show(client: Client, invitation: Invitation):
    page = open_page(client, invitation)
    with time_machine.travel(START + timedelta(minutes=40), tick=False):
        before = client.get(page).content
        invitation.interview.state = "no_show"
        invitation.interview.save()
        after = client.get(page).content

    assert after == before
    assert tap(client, page, "arrive", 41)[0] == 200
    invitation.interview.refresh_from_db()
    assert invitation.interview.state == "checked_in"


def test_looking_changes_nothing(client: Client, invitation: Invitation):
    page = open_page(client, invitation)
    entries = AuditEntry.objects.count()

    with time_machine.travel(START - timedelta(minutes=8), tick=False):
        statuses = [client.get(f"{page}{verb}/").status_code for verb in ("arrive", "late", "meet")]
        client.get(page)
        client.head(page)

    invitation.interview.refresh_from_db()
    assert (statuses, invitation.interview.state) == ([405] * 3, "confirmed")
    assert AuditEntry.objects.count() == entries
    assert not Letter.objects.filter(kind__startswith="interviewer.").exists()


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_twenty_parallel_arrivals_are_one(live_server, client: Client):
    with time_machine.travel(START - timedelta(minutes=8), tick=True):
        invitation = make_invitation(answer="yes", state="confirmed")
        page = open_page(client, invitation)
        cookie = client.cookies.output(attrs=[], header="", sep=";").strip()
        host = urlsplit(live_server.url).netloc

        with ThreadPoolExecutor(AT_ONCE) as pool:
            answered = list(pool.map(lambda _: post(host, f"{page}arrive/", cookie), range(AT_ONCE)))

    invitation.interview.refresh_from_db()
    assert answered == [(303, page)] * AT_ONCE
    assert invitation.interview.state == "checked_in"
    assert AuditEntry.objects.filter(verb="interview.checked_in").count() == 1
    assert told() == ["顾行之", "韩青"]


def test_a_script_that_says_later_and_later_wakes_nobody_for_ever(client: Client, invitation: Invitation):
    page = open_page(client, invitation)

    taps = [tap(client, page, "late", -10, minutes=(10, 20, 30)[n % 3]) for n in range(12)]

    # The last word that was taken may be said again: it changes nothing.
    assert [status for status, _html in taps] == [200] * 6 + [409, 409, 200] * 2
    assert "很多次" in taps[-2][1]
    assert AuditEntry.objects.filter(verb="interview.late_said").count() == 6
    assert len(told("interviewer.late")) == 6 * 2

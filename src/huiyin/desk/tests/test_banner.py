"""What every staff page says when letters do not move."""

from datetime import timedelta

import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huiyin.accounts.tests.factories import make_user
from huiyin.core import clock
from huiyin.interviews.tests.factories import House
from huiyin.messaging.models import CarrierBeat, Letter
from huiyin.messaging.pauses import pause_until_mended
from huiyin.messaging.states import LetterState as S


def beat(*, seconds_ago: int = 0) -> None:
    at = clock.now() - timedelta(seconds=seconds_ago)
    CarrierBeat.objects.update_or_create(carrier="one", defaults={"at": at})


def a_letter(house: House, *, due_ago: timedelta, state: S = S.QUEUED) -> None:
    now = clock.now()
    Letter.objects.create(
        contact=house.owner.contact,
        kind="x.y",
        cause="auditentry:1",
        about="interview:1",
        channel="email",
        state=state,
        due_at=now - due_ago,
        next_try_at=now - due_ago,
        state_at=now,
        created_at=now,
        language="zh-hans",
    )


def banner(client: Client, path: str = "/") -> str:
    page = client.get(path, headers={"accept-language": "zh-hans"}).content.decode()
    return page.partition('id="banner"')[2].partition("</div>")[0]


def test_a_carrier_that_stopped_is_said_on_every_page_within_ninety_seconds(
    desk: Client, house: House, the_moment: time_machine.Traveller
):
    beat()
    assert banner(desk) == ""

    the_moment.shift(61)

    assert "送信程序" in banner(desk)
    assert [bool(banner(desk, path)) for path in ("/todos/", "/letters/", "/candidates/", "/jobs/")] == [
        True
    ] * 4


def test_a_carrier_that_shows_itself_again_ends_the_banner(desk: Client, house: House):
    beat(seconds_ago=90)
    assert banner(desk)

    beat()

    assert banner(desk) == ""


def test_a_letter_that_waits_ten_minutes_is_said_with_its_cause(desk: Client, house: House):
    beat()
    a_letter(house, due_ago=timedelta(minutes=11))
    pause_until_mended("email", reason="535 wrong password")

    said = banner(desk)

    assert "10:09" in said
    assert "密码被拒绝" in said
    assert "/letters/health/" in said


def test_a_letter_that_waits_nine_minutes_alarms_nobody(desk: Client, house: House):
    beat()
    a_letter(house, due_ago=timedelta(minutes=9))

    assert banner(desk) == ""


def test_a_house_that_is_being_set_up_is_not_alarmed(desk: Client, house: House):
    assert banner(desk) == ""


def test_without_any_carrier_a_waiting_letter_is_said(desk: Client, house: House):
    a_letter(house, due_ago=timedelta(minutes=2), state=S.RETRYING)

    assert banner(desk)


def test_who_sees_no_letters_reads_the_banner_without_the_way_there(house: House, client: Client):
    beat(seconds_ago=90)
    client.force_login(make_user("interviewer"))

    said = banner(client, "/todos/")

    assert "送信程序" in said
    assert "/letters/health/" not in said


def test_a_healthy_house_pays_no_query_for_it(desk: Client, house: House):
    with CaptureQueriesContext(connection) as without:
        desk.get("/todos/")
    beat()
    a_letter(house, due_ago=timedelta(seconds=10))

    with CaptureQueriesContext(connection) as healthy:
        desk.get("/todos/")

    assert len(healthy) == len(without)

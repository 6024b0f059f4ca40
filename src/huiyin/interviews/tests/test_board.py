"""The boards of the day, the week and the month, the reception's list, and asking once more."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huiyin.candidates.tests.factories import make_candidate
from huiyin.core import clock
from huiyin.interviews.actions import answer_interview, check_in, mark_no_show, remind, say_late
from huiyin.interviews.models import Interview
from huiyin.interviews.tests.factories import (
    LATER,
    START,
    House,
    make_applied,
    make_interview,
    pretend_sent,
)
from huiyin.messaging.models import Letter

pytestmark = pytest.mark.django_db
DAY = "day=2026-11-26"


@pytest.fixture
def client(house: House) -> Client:
    client = Client()
    client.force_login(house.recruiter)
    return client


def on_the_day(minutes: int) -> time_machine.travel:
    return time_machine.travel(START + timedelta(minutes=minutes), tick=False)


def invited(house: House, name: str, **plan: Any) -> Interview:
    row = make_interview(house, make_applied(house, make_candidate(name)), **plan)
    pretend_sent(row)
    return row


def page(client: Client, path: str) -> str:
    response = client.get(f"/interviews/{path}")
    assert response.status_code == 200
    return response.content.decode()


def slip(html: str, row: Interview) -> str:
    return html.partition(f'id="slip-{row.pk}"')[2].partition("</li>")[0]


def test_who_has_not_answered_can_be_reminded_or_called(house: House, client: Client) -> None:
    row = invited(house, "何景行")

    before = page(client, f"?{DAY}")
    client.post(f"/interviews/{row.pk}/remind/", {"next": f"/interviews/?{DAY}"})
    after = slip(page(client, f"?{DAY}"), row)

    assert "提醒未回复的 1 人" in before
    assert (">提醒<" in slip(before, row), "打电话" in slip(before, row)) == (True, True)
    assert "10:20 提醒过" in after
    assert Letter.objects.filter(kind="interview.reminded_by_hand").count() == 1


def test_a_second_reminder_needs_a_second_word(house: House, client: Client) -> None:
    row = invited(house, "何景行")
    remind(row, by=house.by)

    asked = client.post(f"/interviews/{row.pk}/remind/", follow=True)
    untouched = Letter.objects.filter(kind="interview.reminded_by_hand").count()
    client.post(f"/interviews/remind/?who={row.pk}", {"again": str(row.pk), "key": "k"})

    assert "已在 10:20 提醒，再发一次？" in asked.content.decode()
    assert untouched == 1
    assert Letter.objects.filter(kind="interview.reminded_by_hand").count() == 2


def test_the_number_and_the_names_stand_there_before_anybody_is_reminded(
    house: House, client: Client
) -> None:
    one, two = invited(house, "何景行"), invited(house, "程予宁", start=LATER)
    again = invited(house, "白露", start=LATER + timedelta(hours=2))
    remind(again, by=house.by)

    html = page(client, f"remind/?{DAY}")
    client.post(f"/interviews/remind/?{DAY}", {"who": [str(one.pk), str(two.pk), "9999"], "key": "k"})

    assert "提醒未回复的 2 人？" in html
    assert ("何景行" in html, "程予宁" in html, "四小时内提醒过" in html) == (True, True, True)
    reminded = Letter.objects.filter(kind="interview.reminded_by_hand").values_list("about", flat=True)
    assert sorted(reminded) == sorted(f"interview:{row.pk}" for row in (one, two, again))


def test_those_that_cannot_be_reminded_are_named_with_why(house: House, client: Client) -> None:
    make_interview(house, make_applied(house, make_candidate("没发")))

    html = page(client, f"remind/?{DAY}")

    assert ("没有要提醒的人" in html, "没发" in html, "邀请还没有发出去" in html) == (True, True, True)


def test_late_and_missing_stand_on_the_slip_and_no_show_only_in_its_time(
    house: House, client: Client
) -> None:
    row = invited(house, "何景行")
    answer_interview(row, answer="yes", via="phone", by=house.by)

    with on_the_day(-5):
        say_late(row, 20, by=house.by)
        late = slip(page(client, ""), row)
    with on_the_day(25):
        waiting = slip(page(client, ""), row)
    with on_the_day(35):
        missing = slip(page(client, ""), row)
        mark_no_show(row, by=house.by)
        gone = slip(page(client, ""), row)

    assert "晚 20 分钟，约 14:20 到" in late
    assert ("已过 25 分钟，还没到" in waiting, "没有来" in waiting) == (True, False)
    assert ("已过 35 分钟，还没到" in missing, "没有来" in missing) == (True, True)
    assert ("没有来" in gone, "已到" in gone) == (True, True)


def test_an_arrival_is_on_the_open_board_with_how_it_was_said(house: House, client: Client) -> None:
    row = invited(house, "何景行")
    with on_the_day(-8):
        tag = client.get("/interviews/")["ETag"]
        check_in(row, by=house.by)
        fresh = client.get("/interviews/", headers={"HX-Request": "true", "If-None-Match": tag})
        same = client.get("/interviews/", headers={"HX-Request": "true", "If-None-Match": fresh["ETag"]})

    html = fresh.content.decode()
    assert (fresh.status_code, same.status_code) == (200, 304)
    assert "13:52 到了" in slip(html, row) or "13:52" in slip(html, row)
    assert 'id="day-head" hx-swap-oob="true"' in html


@pytest.mark.parametrize("change", ["late", "away", "reminded", "minute"])
def test_the_open_board_hears_of_every_change(house: House, client: Client, change: str) -> None:
    row = invited(house, "何景行")
    moment = START + timedelta(minutes=2 if change == "minute" else -30)
    with time_machine.travel(moment, tick=False) as traveller:
        tag = client.get("/interviews/")["ETag"]
        if change == "late":
            say_late(row, 10, by=house.by)
        elif change == "away":
            row.participants.update(unavailable_at=clock.now())
        elif change == "reminded":
            remind(row, by=house.by)
        else:
            traveller.shift(60)
        answer = client.get("/interviews/", headers={"HX-Request": "true", "If-None-Match": tag})

    assert answer.status_code == 200


def test_filters_ride_in_the_address_and_an_empty_result_offers_all(house: House, client: Client) -> None:
    row = invited(house, "何景行")
    video = invited(
        house, "程予宁", start=LATER, mode="video", place=None, room=None,
        video_link="https://meeting.example/1", interviewers=[house.ian],
    )  # fmt: skip

    by_person = page(client, f"?{DAY}&interviewer={house.ian.pk}")
    by_place = page(client, f"?{DAY}&place={house.place.pk}")
    nobody = page(client, f"?{DAY}&job=99999")

    assert (f"slip-{row.pk}" in by_person, f"slip-{video.pk}" in by_person) == (False, True)
    assert (f"slip-{row.pk}" in by_place, f"slip-{video.pk}" in by_place) == (True, False)
    assert ("没有符合筛选的面试" in nobody, "看全天" in nobody) == (True, True)


@pytest.mark.parametrize(("group", "heading"), [("place", "视频"), ("interviewer", "韩青")])
def test_by_time_it_can_be_grouped(house: House, client: Client, group: str, heading: str) -> None:
    invited(
        house, "程予宁", mode="video", place=None, room=None,
        video_link="https://meeting.example/1", interviewers=[house.ian],
    )  # fmt: skip

    html = page(client, f"?{DAY}&view=time&group={group}")

    assert f">{heading}</h2>" in html


def test_the_week_lists_its_days_and_the_month_counts_them(house: House, client: Client) -> None:
    row = invited(house, "何景行")
    invited(house, "程予宁", start=START + timedelta(days=1))
    answer_interview(row, answer="yes", via="phone", by=house.by)

    week, month = page(client, "week/"), page(client, "month/")
    empty_week, empty_month = page(client, "week/?day=2027-03-01"), page(client, "month/?day=2027-03-01")

    assert ("这一周 2 场面试，1 人还没有回复" in week, "何景行" in week) == (True, True)
    assert ("2026年11月 2 场面试" in month, "1 能来" in month, "1 未回复" in month) == (True, True, True)
    assert ("这一周没有面试" in empty_week, "2027年3月没有面试" in empty_month) == (True, True)


def test_the_receptions_list_has_names_and_rooms_and_nobodys_number(house: House, client: Client) -> None:
    candidate = make_candidate("何景行", phone="13800138000")
    make_interview(house, make_applied(house, candidate))
    off = invited(house, "叶舒", start=LATER)
    answer_interview(off, answer="no", via="phone", by=house.by)

    html = page(client, f"reception/?{DAY}")

    assert ("何景行" in html, house.room.name in html, "顾行之" in html) == (True, True, True)
    assert ("13800138000" in html, "叶舒" in html) == (False, False)


def test_a_sign_is_made_shown_once_and_ended(house: House, client: Client) -> None:
    address = f"/interviews/places/{house.place.pk}/poster/"

    made = client.post(address, {"do": "make"}).content.decode()
    later = client.get(address).content.decode()
    client.post(address, {"do": "end"})
    ended = client.get(address).content.decode()

    assert ("<svg" in made, "hy-qr" in made) == (True, True)
    assert ("有 1 张在用" in later, "hy-qr" in later) == (True, False)
    assert "还没有。" in ended


@pytest.mark.parametrize("path", [f"?{DAY}", f"?{DAY}&view=time", "week/", "month/", f"reception/?{DAY}"])
def test_a_board_costs_the_same_for_three_and_for_thirty(house: House, client: Client, path: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            page(client, path)
        return len(caught)

    many(house, 3)
    few = queries()
    many(house, 30)

    assert queries() == few


@pytest.mark.parametrize(
    ("path", "most"),
    [(f"?{DAY}", 12), (f"?{DAY}&view=time", 12), ("week/", 10), ("month/", 7), (f"reception/?{DAY}", 7)],
)
def test_a_board_asks_the_database_a_few_times(house: House, client: Client, path: str, most: int) -> None:
    many(house, 3)
    page(client, path)

    with CaptureQueriesContext(connection) as caught:
        page(client, path)

    assert len(caught) == most


def test_a_day_reads_neither_pay_nor_numbers_of_identity(house: House, client: Client) -> None:
    many(house, 3)

    with CaptureQueriesContext(connection) as caught:
        page(client, f"?{DAY}")

    read = " ".join(one["sql"] for one in caught)
    assert [name for name in ("pay_band", "id_number", "messaging_contact") if name in read] == []


def many(house: House, count: int) -> None:
    for number in range(count):
        start = START + timedelta(minutes=number)
        invited(house, f"人选{count}-{number}", start=start, room=None, interviewers=[])


def test_a_long_column_shows_its_first_and_says_how_many_follow(house: House, client: Client) -> None:
    many(house, 62)

    html = page(client, f"?{DAY}")

    assert (html.count('class="hy-slip"'), "还有 2 场，按时间看" in html) == (60, True)

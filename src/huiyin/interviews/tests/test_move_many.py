"""Moving many: each keeps its hour or shifts by as much, who is in the way is said first, clicks are one."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from huiyin.core.models import Operation
from huiyin.core.references import ref
from huiyin.desk.operation_kinds import retry_failed
from huiyin.interviews.models import Interview
from huiyin.interviews.shifting import Shift, plan_moves
from huiyin.interviews.tests.factories import START, House, letters_of, make_interview, pretend_sent
from huiyin.interviews.tests.many import HOUR, make_row, move_all, pairs_of, problems_of
from huiyin.messaging.models import Letter
from huiyin.workforce.models import Booking

pytestmark = pytest.mark.django_db


def starts() -> list[object]:
    return list(Interview.objects.order_by("pk").values_list("start", flat=True))


@pytest.mark.both
@pytest.mark.parametrize("hours", [1, -1])
def test_a_row_of_interviews_moves_by_an_hour_into_its_own_time(house: House, hours: int) -> None:
    rows = make_row(house, 3)

    operation = move_all(rows, Shift(minutes=60 * hours), by=house.by)

    assert (operation.state, operation.done, operation.failed) == ("done", 3, 0)
    assert starts() == [START + (i + hours) * HOUR for i in range(3)]
    assert {one.version for one in Interview.objects.all()} == {2}


def test_to_another_day_each_keeps_its_hour(house: House) -> None:
    rows = make_row(house, 2)

    move_all(rows, Shift(on=date(2026, 11, 30)), by=house.by)

    assert starts() == [START + timedelta(days=4), START + timedelta(days=4) + HOUR]


def test_who_is_in_the_way_is_said_before_with_the_nearest_time_and_stays(house: House) -> None:
    rows = make_row(house, 2)
    other = make_interview(house, start=START + timedelta(days=1))

    plans = plan_moves(rows, Shift(days=1))

    assert [one.row.pk for one in plans.moving] == [rows[1].pk]
    assert [(row.pk, refused.code, bool(refused.mend)) for row, refused in plans.stuck] == [
        (rows[0].pk, "clash", True)
    ]
    assert starts() == [START, START + HOUR, other.start]


def test_one_that_stays_is_in_the_way_of_the_next(house: House) -> None:
    rows = make_row(house, 2)
    make_interview(house, start=START + 2 * HOUR)

    plans = plan_moves(rows, Shift(minutes=60))

    assert plans.moving == []
    assert [(row.pk, refused.code) for row, refused in plans.stuck] == [
        (rows[0].pk, "clash"),
        (rows[1].pk, "clash"),
    ]


def test_into_the_past_nobody_moves(house: House) -> None:
    rows = make_row(house, 1)

    operation = move_all(rows, Shift(days=-9), by=house.by)

    assert problems_of(operation) == [(ref(rows[0]), "start_past")]
    assert starts() == [START]
    assert [one[2] for one in letters_of(rows[0])] == [1] * len(letters_of(rows[0]))


def test_what_was_in_the_way_meanwhile_is_refused_alone_and_tried_again(house: House) -> None:
    rows = make_row(house, 2)
    other = make_interview(house, start=START + timedelta(days=1))

    operation = move_all(rows, Shift(days=1), by=house.by)
    Booking.objects.filter(about=ref(other)).delete()
    again = retry_failed(operation, by=house.by)

    assert problems_of(operation) == [(ref(rows[0]), "clash")]
    assert again is not None
    assert (again.done, again.failed) == (1, 0)
    assert starts()[:2] == [START + timedelta(days=1), START + timedelta(days=1) + HOUR]


def test_each_candidate_hears_once_and_the_interviewer_of_all_together(house: House) -> None:
    rows = make_row(house, 3)
    for row in rows:
        pretend_sent(row)

    operation = move_all(rows, Shift(days=1), by=house.by)

    told = Letter.objects.filter(operation=f"operation:{operation.pk}").exclude(state="superseded")
    now = [one.kind for one in told.order_by("pk") if one.due_at <= timezone.now() + HOUR]
    assert sorted(now) == [*["interview.moved"] * 3, "interviewer.changes"]


def test_the_page_shows_the_new_times_before_and_a_second_click_finds_the_work(
    house: House, client: Client
) -> None:
    client.force_login(house.recruiter)
    rows = make_row(house, 3)
    page = {
        "chosen": ",".join(f"{pk}:{version}" for pk, version in pairs_of(rows)),
        "amount": "60",
        "unit": "minutes",
        "way": "later",
        "candidate": "now",
        "interviewers_told": "now",
        "key": "k",
    }

    looked = client.post("/interviews/select/move/", {**page, "step": "look"})
    before = starts()
    page |= {"looked": "|60|minutes|later", "step": "save"}
    first, second = (client.post("/interviews/select/move/", page) for _ in range(2))

    assert "3 场改期" in looked.content.decode()
    assert before == [START, START + HOUR, START + 2 * HOUR]
    assert first["Location"] == second["Location"] == f"/operations/{Operation.objects.get().pk}/"
    assert starts() == [START + HOUR, START + 2 * HOUR, START + 3 * HOUR]


def test_another_aim_than_the_one_looked_at_is_looked_at_first(house: House, client: Client) -> None:
    client.force_login(house.recruiter)
    rows = make_row(house, 2)
    page = {
        "chosen": f"{rows[0].pk}:1",
        "on": "2026-11-30",
        "unit": "minutes",
        "way": "later",
        "candidate": "now",
        "interviewers_told": "now",
        "key": "k",
        "looked": "2026-11-27||minutes|later",
        "step": "save",
    }

    answer = client.post("/interviews/select/move/", page)

    assert answer.status_code == 200
    assert starts() == [START, START + HOUR]
    assert not Operation.objects.exists()

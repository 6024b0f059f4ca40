"""Bookings: all or none, no overlap, and the nearest time that suits everybody."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from huiyin.company.models import CalendarDay
from huiyin.workforce.actions import Overlap, Taken, book, free, rebook
from huiyin.workforce.models import Booking
from huiyin.workforce.queries import busy_times, clashes, common_starts, nearest_free

pytestmark = [pytest.mark.django_db, pytest.mark.both]

TWO = datetime(2026, 11, 26, 6, 0, tzinfo=UTC)
THREE, FOUR = TWO + timedelta(hours=1), TWO + timedelta(hours=2)
SHANGHAI = "Asia/Shanghai"


def kept() -> set[tuple[str, str, datetime, datetime]]:
    return set(Booking.objects.values_list("resource", "about", "start", "end"))


def test_all_are_taken_or_none() -> None:
    book([Taken("room:1", "interview:1", TWO, THREE)])

    with pytest.raises(Overlap):
        book([Taken("employee:1", "interview:2", TWO, THREE), Taken("room:1", "interview:2", TWO, THREE)])

    assert kept() == {("room:1", "interview:1", TWO, THREE)}


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (TWO, THREE),
        (TWO - timedelta(minutes=1), TWO + timedelta(minutes=1)),
        (TWO + timedelta(minutes=10), TWO + timedelta(minutes=20)),
        (TWO - timedelta(hours=1), FOUR),
        (THREE - timedelta(minutes=1), FOUR),
    ],
)
def test_every_overlap_is_refused(start: datetime, end: datetime) -> None:
    book([Taken("room:1", "interview:1", TWO, THREE)])

    with pytest.raises(Overlap):
        book([Taken("room:1", "interview:2", start, end)])


def test_neighbours_and_other_resources_are_no_overlap() -> None:
    book([Taken("room:1", "interview:1", TWO, THREE)])

    book([Taken("room:1", "interview:2", THREE, FOUR), Taken("room:2", "interview:2", TWO, THREE)])

    assert Booking.objects.count() == 3


def test_rebooking_never_meets_itself_and_keeps_the_old_time_when_refused() -> None:
    book(
        [
            Taken("room:1", "interview:1", TWO, THREE),
            Taken("room:1", "interview:2", FOUR, FOUR + timedelta(hours=1)),
        ]
    )
    before = kept()

    with pytest.raises(Overlap):
        rebook("interview:1", ["room:1"], THREE, FOUR + timedelta(minutes=5))
    assert kept() == before
    rebook("interview:1", ["room:1", "employee:7"], TWO + timedelta(minutes=30), FOUR)

    assert ("employee:7", "interview:1", TWO + timedelta(minutes=30), FOUR) in kept()
    assert free("interview:1") == 2
    assert {about for _resource, about, *_times in kept()} == {"interview:2"}


def test_clashes_say_who_is_taken_by_what_and_leave_out_oneself() -> None:
    book([Taken("room:1", "interview:1", TWO, THREE), Taken("employee:1", "interview:2", TWO, THREE)])

    found = clashes(["room:1", "employee:1"], TWO, THREE, "interview:1")

    assert [(one.resource, one.about) for one in found] == [("employee:1", "interview:2")]
    assert busy_times(["room:1"], THREE, FOUR) == []


def test_the_nearest_times_suit_everybody_in_working_hours() -> None:
    book([Taken("room:1", "interview:1", TWO, THREE), Taken("employee:1", "interview:2", THREE, FOUR)])
    CalendarDay.objects.create(on="2026-11-27", is_working=False, name="司庆")

    with time_machine.travel(datetime(2026, 11, 26, 5, 30, tzinfo=UTC), tick=False):
        found = nearest_free(["room:1", "employee:1"], (TWO, THREE), SHANGHAI)
        tight = nearest_free(["room:1", "employee:1"], (TWO, TWO + timedelta(hours=3)), SHANGHAI)

    assert found == [FOUR, FOUR + timedelta(minutes=15), FOUR + timedelta(minutes=30)]
    assert tight[0] == datetime(2026, 11, 30, 1, 0, tzinfo=UTC)


def test_no_days_offer_no_starts() -> None:
    assert common_starts(["room:1"], [], timedelta(hours=1), SHANGHAI) == []

"""One person of a batch: changed, moved to a free spot, left out, and taken in again."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from huiyin.accounts.tests.factories import actor_of, make_user
from huiyin.core.background import run_waiting
from huiyin.core.errors import Clash, DomainError
from huiyin.interviews.actions.edit_batch_row import (
    edit_batch_row,
    leave_out,
    place_batch_row,
    reset_batch_row,
    take_in,
)
from huiyin.interviews.actions.prepare_batch import drop_batch, respread, save_settings
from huiyin.interviews.batch_sending import send_batch
from huiyin.interviews.models import Batch, BatchRow, Interview
from huiyin.interviews.spread import Spot
from huiyin.interviews.tests.batches import make_batch, rows_of, two_tracks
from huiyin.interviews.tests.factories import House

pytestmark = pytest.mark.django_db


def as_it_is(house: House, batch: Batch, **changes: Any) -> dict[str, Any]:
    usual = {"minutes": 60, "note": "", "interviewers": [], "room": house.room.pk}
    return usual | changes


def start_of(row: BatchRow) -> Any:
    assert row.start is not None
    return row.start


def test_only_what_differs_is_kept_and_it_is_arranged_so(house: House) -> None:
    batch = make_batch(house, 2)
    row = rows_of(batch)[1]
    later = start_of(row) + timedelta(hours=4)

    changes = as_it_is(house, batch, note="请带作品", interviewers=[house.ian.pk])
    edit_batch_row(row, spot=Spot(later, 0), changes=changes, by=house.by, seen=1)
    send_batch(batch, by=house.by)
    run_waiting()

    row.refresh_from_db()
    assert row.changes == {"note": "请带作品", "interviewers": [house.ian.pk]}
    assert row.interview
    assert (row.interview.start, row.interview.note) == (later, "请带作品")
    assert [one.employee for one in row.interview.participants.all()] == [house.ian]
    others = Interview.objects.exclude(pk=row.interview.pk).get()
    assert (others.note, others.participants.count()) == ("", 0)


def test_a_start_that_somebody_else_of_the_batch_has_is_refused_with_free_ones(house: House) -> None:
    batch = make_batch(house, 2)
    first, second = rows_of(batch)

    spot = Spot(start_of(first), 0)
    with pytest.raises(Clash) as clash:
        edit_batch_row(second, spot=spot, changes=as_it_is(house, batch), by=house.by)

    assert clash.value.code == "clash"
    assert clash.value.nearest
    second.refresh_from_db()
    assert not second.is_fixed


def test_spreading_anew_leaves_what_a_person_placed(house: House) -> None:
    batch = make_batch(house, 3)
    first = rows_of(batch)[0]
    later = start_of(first) + timedelta(hours=5)
    place_batch_row(first, spot=Spot(later, 0), by=house.by)

    save_settings(batch, {"minutes": 30, "gap_minutes": 0}, by=house.by)

    starts = [row.start for row in rows_of(batch)]
    assert starts[0] == later
    assert starts[1] == start_of(first)
    reset_batch_row(first, by=house.by)
    respread(batch, by=house.by)
    assert rows_of(batch)[0].start == start_of(first)


def test_whoever_is_left_out_gives_the_time_to_others(house: House) -> None:
    batch = make_batch(house, 2)
    first, second = rows_of(batch)

    leave_out(first, by=house.by)
    respread(batch, by=house.by)
    assert rows_of(batch)[1].start == start_of(first)
    take_in(first, by=house.by)
    respread(batch, by=house.by)

    assert [row.start for row in rows_of(batch)] == [start_of(first), start_of(second)]


def test_two_editors_of_one_row_and_the_second_hears_of_the_first(house: House) -> None:
    batch = make_batch(two_tracks(house), 2)
    other = actor_of(make_user("recruiter", name="顾盼"))
    first, second = rows_of(batch)
    changes = {"minutes": 60, "note": "甲", "interviewers": [house.ivy.pk], "room": house.room.pk}
    edit_batch_row(first, spot=Spot(start_of(first), 0), changes=changes, by=other, seen=1)

    with pytest.raises(Clash) as clash:
        edit_batch_row(first, spot=Spot(start_of(first), 0), changes=changes, by=house.by, seen=1)
    assert clash.value.problem.startswith("顾盼")
    # Another row is nobody's concern but its own.
    free = Spot(start_of(second), 1)
    mine = {"minutes": 60, "note": "乙", "interviewers": [house.ian.pk], "room": None}
    edit_batch_row(second, spot=free, changes=mine, by=house.by, seen=1)

    assert rows_of(batch)[1].changes["note"] == "乙"


def test_whoever_is_invited_is_changed_on_the_interview_and_not_here(house: House) -> None:
    batch = make_batch(house, 1)
    row = rows_of(batch)[0]
    send_batch(batch, by=house.by)
    run_waiting()

    with pytest.raises(DomainError) as invited:
        leave_out(row, by=house.by)

    assert invited.value.code == "already_invited"


def test_a_dropped_batch_stays_as_it_is(house: House) -> None:
    batch = make_batch(house, 1)
    drop_batch(batch, by=house.by)

    with pytest.raises(DomainError) as dropped:
        leave_out(rows_of(batch)[0], by=house.by)
    with pytest.raises(DomainError):
        send_batch(batch, by=house.by)

    assert dropped.value.code == "is_dropped"
    assert not rows_of(batch)[0].is_left_out


def test_more_days_are_working_days_and_take_in_whoever_found_none(house: House) -> None:
    batch = make_batch(house, 6)
    save_settings(batch, {"days": ["2026-11-25"]}, by=house.by)
    assert [row.start is None for row in rows_of(batch)] == [False] * 5 + [True]

    respread(batch, by=house.by, more_days=2)

    batch.refresh_from_db()
    assert batch.days == ["2026-11-25", "2026-11-26", "2026-11-27"]
    assert all(row.start for row in rows_of(batch))


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"mode": "video", "video_link": ""}, "link_missing"),
        ({"mode": "onsite", "place": None}, "place_missing"),
        ({"note": "仅限男性"}, "unfair_content"),
    ],
)
def test_wishes_that_no_row_could_keep_are_refused_at_once(
    house: House, settings: dict[str, Any], code: str
) -> None:
    batch = make_batch(house, 1)

    with pytest.raises(DomainError) as refused:
        save_settings(batch, settings, by=house.by)

    assert refused.value.code == code
    batch.refresh_from_db()
    assert (batch.version, batch.mode) == (1, "onsite")


@pytest.mark.parametrize("start", ["9999-12-31T23:59:59-23:00", "2199-12-30T10:00:00+08:00"])
def test_a_slip_of_the_year_places_nobody(house: House, start: str) -> None:
    row = rows_of(make_batch(house, 1))[0]
    was = row.start

    with pytest.raises(DomainError) as refused:
        place_batch_row(row, spot=Spot(datetime.fromisoformat(start), 0), by=house.by)

    assert refused.value.code == "start_far"
    row.refresh_from_db()
    assert row.start == was

"""The pages of arranging many, from the tick in a list to the sending, without a script."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from huiyin.candidates.models import Application
from huiyin.candidates.tests.factories import make_application, make_candidate
from huiyin.core.background import run_waiting
from huiyin.interviews.models import Batch, Interview
from huiyin.interviews.tests.batches import make_batch, rows_of, two_tracks
from huiyin.interviews.tests.factories import House, make_applied, make_interview
from huiyin.jobs.tests.factories import make_job
from huiyin.messaging.shipped import install
from huiyin.workforce.actions import Taken, book

pytestmark = pytest.mark.django_db

SETTINGS = {
    "round_no": "1",
    "mode": "onsite",
    "first": "2026-11-25",
    "last": "2026-11-25",
    "days": ["2026-11-25"],
    "opens": "09:30",
    "closes": "18:00",
    "lunch_from": "12:00",
    "lunch_to": "13:30",
    "minutes": "60",
    "gap_minutes": "15",
    "when": "now",
    "candidate_told": "now",
    "interviewers_told": "now",
    "version": "1",
}


@pytest.fixture
def page(house: House) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(house.recruiter)
    return client


def url(verb: str, batch: Batch, *more: object) -> str:
    return reverse(f"interviews:{verb}", args=[batch.pk, *more])


def settings_of(house: House, **changes: object) -> dict[str, object]:
    track = {"track0-room": house.room.pk, "track0-people": []}
    return SETTINGS | {"place": house.place.pk} | track | changes


def test_three_pages_lead_from_the_tick_to_the_sending(house: House, page: Client) -> None:
    applications = [make_applied(house) for _ in range(3)]
    ticked = {"chosen": [f"{one.pk}:{one.version}" for one in applications]}

    started = page.post(reverse("interviews:start_batch_for_job", args=[house.job.pk]), ticked)
    batch = Batch.objects.get()
    looked = page.get(started["Location"])
    checked = page.get(url("check_batch", batch))
    sent = page.post(url("send_batch", batch), {"version": batch.version})
    run_waiting()
    after = page.get(sent["Location"])

    assert (looked.status_code, checked.status_code, after.status_code) == (200, 200, 200)
    assert "Send to 3 people" in checked.content.decode()
    assert all(one.candidate.name in checked.content.decode() for one in applications)
    assert Interview.objects.count() == 3
    assert "Take all of it back" in after.content.decode()


def test_conflicts_come_first_and_are_mended_by_one_tap(house: House, page: Client) -> None:
    batch = make_batch(house, [make_applied(house), make_interview(house).application])
    first = rows_of(batch)[0]
    assert first.start
    book([Taken(f"room:{house.room.pk}", "x:1", first.start, first.start + timedelta(minutes=5))])

    text = page.get(url("batch", batch)).content.decode()
    assert text.index("Need a look: 2") < text.index("Days, rooms, interviewers")
    assert "already arranged" in text
    line = page.get(url("batch", batch)).context["lines"][0]
    assert (line.trouble.code, line.trouble.spot is not None) == ("clash", True)
    page.post(
        url("decide_batch_row", batch, first.pk, "place"),
        {"start": line.trouble.spot.start.isoformat(), "track": line.trouble.spot.track},
    )

    assert [one.trouble.code for one in page.get(url("batch", batch)).context["lines"]] == [
        "already_arranged"
    ]
    assert rows_of(batch)[0].is_fixed


def test_a_row_of_its_own_is_kept_as_a_difference_and_can_be_reset(house: House, page: Client) -> None:
    batch = make_batch(house, 2)
    row = rows_of(batch)[0]
    data = {
        "on": "2026-11-26",
        "at": "15:10",
        "track": 0,
        "room": house.room.pk,
        "interviewers": [],
        "minutes": 45,
        "note": "请带作品",
        "version": batch.version,
    }

    page.post(url("batch_row", batch, row.pk), data)
    row.refresh_from_db()
    assert row.start == datetime(2026, 11, 26, 7, 10, tzinfo=UTC)
    assert row.changes == {"minutes": 45, "note": "请带作品"}
    assert "the length, the words" in page.get(url("batch_row", batch, row.pk)).content.decode()
    page.post(url("decide_batch_row", batch, row.pk, "reset"))

    row.refresh_from_db()
    assert (row.changes, row.is_fixed) == ({}, False)


def test_who_only_changes_the_track_gets_its_room_and_interviewers(house: House, page: Client) -> None:
    batch = make_batch(two_tracks(house), 1)
    row = rows_of(batch)[0]
    data = {"on": "2026-11-25", "at": "09:30", "track": 1, "room": house.room.pk, "minutes": 60}

    page.post(url("batch_row", batch, row.pk), data | {"interviewers": [house.ivy.pk]})

    row.refresh_from_db()
    assert (row.track, row.changes) == (1, {})


def test_two_editors_and_the_second_keeps_what_she_typed(house: House, page: Client) -> None:
    batch = make_batch(house, 2)
    page.post(url("batch_settings", batch), settings_of(house, minutes="45"))

    answer = page.post(url("batch_settings", batch), settings_of(house, note="请带身份证", minutes="30"))

    assert answer.status_code == 422
    assert "changed the settings" in answer.content.decode()
    assert "请带身份证" in answer.content.decode()
    batch.refresh_from_db()
    assert (batch.minutes, batch.note) == (45, "")


def test_new_days_are_the_working_ones_between_them(house: House, page: Client) -> None:
    batch = make_batch(house, 2)

    page.post(url("batch_settings", batch), settings_of(house, first="2026-11-27", last="2026-12-01"))

    batch.refresh_from_db()
    assert batch.days == ["2026-11-27", "2026-11-30", "2026-12-01"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"closes": "09:00"}, "The day would end before it begins."),
        ({"lunch_to": ""}, "Give both ends of lunch"),
        ({"first": "2026-12-09", "last": "2026-12-01"}, "The last day comes before the first"),
        ({"when": "days", "invite_days_before": ""}, "Say how many days before"),
        ({"days": []}, "Choose at least one day."),
        ({"place": ""}, "An on-site interview needs a place."),
        ({"first": "2026-11-28", "last": "2026-11-29"}, "Choose at least one day."),
    ],
)
def test_wishes_that_cannot_be_are_said_beside_their_field(
    house: House, page: Client, changes: dict[str, object], said: str
) -> None:
    batch = make_batch(house, 1)

    answer = page.post(url("batch_settings", batch), settings_of(house, **changes))

    assert answer.status_code == 422
    assert said in answer.content.decode()
    batch.refresh_from_db()
    assert batch.version == 1


def test_the_letter_is_read_word_for_word_and_nothing_remains_of_it(house: House, page: Client) -> None:
    install()
    batch = make_batch(house, 1)
    row = rows_of(batch)[0]

    text = page.get(url("batch_preview", batch), {"who": row.pk}).content.decode()

    assert row.application.candidate.name in text
    assert "9:30" in text
    assert not Interview.objects.exists()


def test_what_was_begun_is_found_again(house: House, page: Client) -> None:
    batch = make_batch(house, 2)

    text = page.get(reverse("interviews:batches")).content.decode()
    assert url("batch", batch) in text
    page.post(url("drop_batch", batch))

    assert url("batch", batch) not in page.get(reverse("interviews:batches")).content.decode()


def test_too_many_are_refused_in_a_sentence(house: House, page: Client) -> None:
    answer = page.post(reverse("interviews:start_batch_for_job", args=[house.job.pk]), {}, follow=True)

    assert "Nobody is chosen." in answer.content.decode()
    assert not Batch.objects.exists()


def test_all_who_were_chosen_are_the_ticked_and_those_of_the_other_pages(house: House, page: Client) -> None:
    here, unticked, there, elsewhere = (make_applied(house) for _ in range(4))
    foreign = make_application(make_candidate("别家的人"), make_job("店员"))

    page.post(
        reverse("interviews:start_batch_for_job", args=[house.job.pk]),
        {
            "everyone": "1",
            "shown": [here.pk, unticked.pk],
            "chosen": [f"{here.pk}:1"],
            "rest": f"{there.pk}:1,{elsewhere.pk}:1,{foreign.pk}:1,x",
        },
    )

    assert [row.application_id for row in rows_of(Batch.objects.get())] == [here.pk, there.pk, elsewhere.pk]


def test_everybody_without_a_filter_is_nobody(house: House, page: Client) -> None:
    make_applied(house)

    page.post(reverse("interviews:start_batch"), {"everyone": "1"})

    assert not Batch.objects.exists()


def test_people_of_the_list_become_a_batch_for_each_job(house: House, page: Client) -> None:
    one, other = make_applied(house), make_applied(house)
    nobody = make_candidate("从未投递")

    answer = page.post(
        reverse("interviews:start_batch"),
        {"chosen": [one.candidate_id, other.candidate_id, nobody.pk]},
        follow=True,
    )

    assert [row.application_id for row in rows_of(Batch.objects.get())] == [one.pk, other.pk]
    assert "从未投递" in answer.content.decode()


def test_the_open_page_is_answered_304_until_something_moves(house: House, page: Client) -> None:
    batch = make_batch(house, 1)
    page.post(url("send_batch", batch), {"version": 1})
    headers = {"HX-Request": "true"}

    first = page.get(url("batch_progress", batch) + "?was=sending", headers=headers)
    again = page.get(url("batch_progress", batch), headers=headers | {"If-None-Match": first["ETag"]})
    run_waiting()
    after = page.get(
        url("batch_progress", batch) + "?was=sending", headers=headers | {"If-None-Match": first["ETag"]}
    )

    assert (first.status_code, again.status_code, after.status_code) == (200, 304, 200)
    assert after["HX-Refresh"] == "true"


def test_the_page_costs_as_many_statements_for_many_as_for_few(house: House, page: Client) -> None:
    few, many = make_batch(two_tracks(house), 2), make_batch(house, 15)
    page.get(url("batch", few))

    with CaptureQueriesContext(connection) as for_few:
        page.get(url("batch", few))
    with CaptureQueriesContext(connection) as for_many:
        page.get(url("batch", many))

    assert len(for_many) == len(for_few)
    assert Application.objects.count() == 17


def test_the_job_of_a_batch_is_read_once_and_not_with_everybody(house: House, page: Client) -> None:
    batch = make_batch(two_tracks(house), 3)

    with CaptureQueriesContext(connection) as caught:
        page.get(url("batch", batch))

    assert sum('"pay_band"' in one["sql"] for one in caught) == 1


@pytest.mark.parametrize("asked", [{"job": "abc"}, {"tag": "zzz"}, {"job": "9" * 30}])
def test_everyone_of_a_filter_that_is_not_understood_is_nobody(house: House, page: Client, asked) -> None:
    make_applied(house)

    page.post(reverse("interviews:start_batch"), {"everyone": "1", **asked})

    assert not Batch.objects.exists()


@pytest.mark.parametrize("year", ["9999", "2199", "0001"])
def test_a_slip_of_the_year_leaves_the_batch_as_it_was(house: House, page: Client, year: str) -> None:
    batch = make_batch(house, 1)
    wrong = {"first": f"{year}-12-01", "last": f"{year}-12-31"}

    answer = page.post(url("batch_settings", batch), SETTINGS | wrong)

    assert answer.status_code == 422
    assert page.get(url("batch", batch)).status_code == 200
    assert Batch.objects.get().days == batch.days


def test_spreading_over_ever_more_days_ends_two_years_from_now(house: House, page: Client) -> None:
    batch = make_batch(house, 1)

    for _click in range(14):
        page.post(url("respread", batch), {"more_days": "60"})

    batch.refresh_from_db()
    assert "2028-01-01" < max(batch.days) < "2028-12-01"
    assert page.get(url("batch", batch)).status_code == 200

"""Inviting the people of a batch: once each, in portions, whatever is clicked and whatever dies."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from huiyin.accounts.tests.factories import actor_of, make_user
from huiyin.candidates.models import Application
from huiyin.candidates.tests.factories import make_candidate
from huiyin.core.background import run_waiting
from huiyin.core.errors import Clash, DomainError
from huiyin.core.models import AuditEntry, Operation
from huiyin.interviews.actions import send_batch as sending
from huiyin.interviews.actions.edit_batch_row import leave_out, tell_by_hand
from huiyin.interviews.actions.prepare_batch import save_settings
from huiyin.interviews.actions.send_batch import send_portion
from huiyin.interviews.batch_sending import retry_failed, send_batch
from huiyin.interviews.models import Interview
from huiyin.interviews.tests.batches import make_batch, rows_of, two_tracks
from huiyin.interviews.tests.factories import House, make_applied
from huiyin.messaging.models import Letter
from huiyin.workforce.actions import Taken, book
from huiyin.workforce.models import Booking

pytestmark = pytest.mark.django_db


def invitations(**wanted: object) -> int:
    return Letter.objects.filter(kind="interview.scheduled", **wanted).count()


def test_everybody_is_arranged_as_spread_and_told_in_the_background(house: House) -> None:
    batch = make_batch(two_tracks(house), 5)

    operation = send_batch(batch, by=house.by, seen=1)
    assert (operation.kind, operation.key, operation.total) == ("interviews.invite", f"batch:{batch.pk}", 5)
    assert invitations() == 0
    run_waiting()

    operation.refresh_from_db()
    batch.refresh_from_db()
    assert (operation.state, operation.done, operation.failed) == ("done", 5, 0)
    assert batch.state == "sent"
    assert [row.interview and row.interview.start for row in rows_of(batch)] == [
        row.start for row in rows_of(batch)
    ]
    assert invitations(state="held", reason="undo", operation=f"operation:{operation.pk}", priority=9) == 5
    assert Booking.objects.filter(about__startswith="interview:").count() == 15
    assert AuditEntry.objects.filter(verb="batch.sent").count() == 1


def test_ten_clicks_on_one_page_are_one_sending(house: House) -> None:
    batch = make_batch(house, 2)
    by = house.by

    sendings = {send_batch(batch, by=by, seen=1).pk for _ in range(10)}
    run_waiting()
    sendings.add(send_batch(batch, by=by, seen=1).pk)

    assert len(sendings) == 1
    assert (Operation.objects.count(), Interview.objects.count(), invitations()) == (1, 2, 2)


def test_a_page_that_is_out_of_date_is_refused_with_who_changed_what(house: House) -> None:
    batch = make_batch(house, 2)
    other = actor_of(make_user("recruiter", name="顾盼"))
    save_settings(batch, {"minutes": 30}, by=other, seen=1)

    with pytest.raises(Clash) as clash:
        send_batch(batch, by=house.by, seen=1)

    assert clash.value.code == "changed_meanwhile"
    assert clash.value.problem.startswith("顾盼")
    assert not Operation.objects.exists()


def test_who_is_in_trouble_or_left_out_is_not_taken_along(house: House) -> None:
    batch = make_batch(house, [make_applied(house), make_applied(house), unreachable(house)])
    leave_out(rows_of(batch)[0], by=house.by)

    operation = send_batch(batch, by=house.by)
    run_waiting()

    assert operation.total == 1
    assert [row.interview is not None for row in rows_of(batch)] == [False, True, False]


def test_somebody_without_an_address_goes_along_once_a_call_is_promised(house: House) -> None:
    batch = make_batch(house, [unreachable(house)])
    with pytest.raises(DomainError) as nobody:
        send_batch(batch, by=house.by)
    tell_by_hand(rows_of(batch)[0], by=house.by)

    send_batch(batch, by=house.by)
    run_waiting()

    assert nobody.value.code == "nobody_to_invite"
    assert invitations(channel="by_hand", state="held") == 1


def test_a_time_that_is_taken_meanwhile_is_told_by_row_and_stops_nobody(house: House) -> None:
    batch = make_batch(house, 3)
    rows = rows_of(batch)
    operation = send_batch(batch, by=house.by)
    assert rows[1].start
    book([Taken(f"room:{house.room.pk}", "x:1", rows[1].start, rows[1].start + timedelta(minutes=5))])

    run_waiting()

    operation.refresh_from_db()
    assert (operation.state, operation.done, operation.failed) == ("done", 3, 1)
    (problem,) = operation.detail["problems"]
    assert (problem["about"], problem["code"]) == (f"application:{rows[1].application_id}", "clash")
    assert problem["problem"]
    assert problem["mend"]
    assert [row.interview is not None for row in rows_of(batch)] == [True, False, True]


def test_only_the_failed_are_tried_again(house: House) -> None:
    batch = make_batch(house, 3)
    rows = rows_of(batch)
    send_batch(batch, by=house.by)
    assert rows[1].start
    book([Taken(f"room:{house.room.pk}", "x:1", rows[1].start, rows[1].start + timedelta(minutes=5))])
    run_waiting()
    Booking.objects.filter(about="x:1").delete()

    again = retry_failed(batch, by=house.by)
    run_waiting()

    again.refresh_from_db()
    assert (again.key, again.total, again.done, again.failed) == (f"batch:{batch.pk}:2", 1, 1, 0)
    assert (Interview.objects.count(), invitations()) == (3, 3)
    with pytest.raises(DomainError) as nobody:
        retry_failed(batch, by=house.by)
    assert nobody.value.code == "nobody_to_invite"


def test_a_portion_that_runs_twice_arranges_once(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "PORTION", 2)
    batch = make_batch(house, 5)
    operation = send_batch(batch, by=house.by)

    ends = [send_portion(operation.pk) for _ in range(5)]

    assert ends == [True, True, False, False, False]
    run_waiting()
    operation.refresh_from_db()
    assert (operation.state, operation.done, Interview.objects.count(), invitations()) == ("done", 5, 5, 5)


def test_a_worker_that_dies_in_a_portion_leaves_the_rest_to_the_next(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "PORTION", 2)
    batch = make_batch(house, 5)
    operation = send_batch(batch, by=house.by)
    send_portion(operation.pk)
    with monkeypatch.context() as broken:
        # Killed after the interviews are written and before the transaction ends.
        broken.setattr(QuerySet, "bulk_update", _die)
        with pytest.raises(SystemExit):
            send_portion(operation.pk)
    assert (Interview.objects.count(), invitations()) == (2, 2)

    run_waiting()

    operation.refresh_from_db()
    assert (operation.state, operation.done, Interview.objects.count(), invitations()) == ("done", 5, 5, 5)


def test_an_invitation_planned_for_days_before_waits_and_no_reminder_overtakes_it(house: House) -> None:
    batch = make_batch(house, 1)
    save_settings(batch, {"days": ["2026-12-10"], "invite_days_before": 2}, by=house.by)

    send_batch(batch, by=house.by)
    run_waiting()

    letters = Letter.objects.filter(about__startswith="interview:").order_by("due_at")
    invitation = letters.get(kind="interview.scheduled")
    assert (invitation.state, invitation.due_at) == ("planned", datetime(2026, 12, 8, 1, 0, tzinfo=UTC))
    assert all(one.due_at >= invitation.due_at for one in letters if one.kind.startswith("interview.rem"))
    assert not letters.filter(kind="interview.reminder_three_days").exists()
    interview = Interview.objects.get()
    assert interview.reply_by
    assert interview.reply_by > invitation.due_at


def test_an_invitation_whose_day_is_past_leaves_at_once(house: House) -> None:
    batch = make_batch(house, 1)
    save_settings(batch, {"invite_days_before": 9}, by=house.by)

    send_batch(batch, by=house.by)
    run_waiting()

    assert invitations(state="held", reason="undo") == 1


def test_silence_needs_the_right_and_a_reason(house: House) -> None:
    batch = make_batch(house, 1)
    save_settings(batch, {"candidate_told": "no"}, by=house.by)

    with pytest.raises(DomainError):
        send_batch(batch, by=house.by)

    assert not Operation.objects.exists()


def test_the_number_of_statements_of_the_click_does_not_grow_with_the_list(house: House) -> None:
    few, many = make_batch(house, 2), make_batch(house, 14)
    by = house.by

    with CaptureQueriesContext(connection) as for_two:
        send_batch(few, by=by)
    with CaptureQueriesContext(connection) as for_many:
        send_batch(many, by=by)

    assert len(for_many) == len(for_two)


def unreachable(house: House) -> Application:
    application = make_applied(house, make_candidate("纪南星"))
    application.candidate.contact.addresses.update(state="bounced")
    return application


def _die(*_args: object, **_kwargs: object) -> None:
    raise SystemExit

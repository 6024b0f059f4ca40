"""Taking a whole sending back while nobody has heard of it."""

from datetime import timedelta

import pytest
import time_machine

from huiyin.core.background import run_waiting
from huiyin.core.errors import DomainError
from huiyin.core.models import AuditEntry
from huiyin.interviews.actions import answer_interview
from huiyin.interviews.actions.prepare_batch import save_settings
from huiyin.interviews.batch_progress import progress_of
from huiyin.interviews.batch_sending import send_batch, undo_batch
from huiyin.interviews.models import Batch, Interview, InterviewVersion
from huiyin.interviews.tests.batches import make_batch, rows_of
from huiyin.interviews.tests.factories import NOW, SYSTEM, House
from huiyin.messaging.models import Letter
from huiyin.workforce.models import Booking

pytestmark = pytest.mark.django_db


def sent(house: House, count: int = 3) -> Batch:
    batch = make_batch(house, count)
    send_batch(batch, by=house.by)
    run_waiting()
    batch.refresh_from_db()
    return batch


def test_letters_and_interviews_go_back_and_the_rows_are_as_before(house: House) -> None:
    batch = sent(house)
    starts = [row.start for row in rows_of(batch)]

    assert undo_batch(batch, by=house.by) == 3

    batch.refresh_from_db()
    assert (batch.state, batch.operation) == ("draft", None)
    assert [(row.interview, row.problem, row.start) for row in rows_of(batch)] == [
        (None, {}, start) for start in starts
    ]
    assert set(Interview.objects.values_list("state", "version")) == {("cancelled", 2)}
    assert set(Letter.objects.exclude(kind="candidate.received").values_list("state", flat=True)) <= {
        "cancelled"
    }
    assert not Booking.objects.exists()
    assert InterviewVersion.objects.filter(verb="undo").count() == 3
    assert AuditEntry.objects.filter(verb="interview.undone").count() == 3


def test_what_was_taken_back_can_be_sent_again(house: House) -> None:
    batch = sent(house)
    undo_batch(batch, by=house.by)

    again = send_batch(batch, by=house.by)
    run_waiting()

    assert again.key == f"batch:{batch.pk}:2"
    assert Interview.objects.filter(state="scheduled").count() == 3
    assert Letter.objects.filter(kind="interview.scheduled", state="held").count() == 3


def test_a_second_undo_changes_nothing(house: House) -> None:
    batch = sent(house)
    undo_batch(batch, by=house.by)

    assert undo_batch(batch, by=house.by) == 0
    assert AuditEntry.objects.filter(verb="batch.undone").count() == 1


def test_one_letter_that_has_left_keeps_the_whole(house: House) -> None:
    batch = sent(house)
    first = Letter.objects.filter(kind="interview.scheduled").order_by("pk")[0]
    Letter.objects.filter(pk=first.pk).update(state="sent")

    with pytest.raises(DomainError) as late:
        undo_batch(batch, by=house.by)

    assert late.value.code == "too_late_to_undo"
    assert late.value.mend.startswith("没有撤回任何一场。")
    assert set(Interview.objects.values_list("state", flat=True)) == {"scheduled"}
    assert Letter.objects.filter(kind="interview.scheduled", state="held").count() == 2
    progress = progress_of(batch)
    assert progress is not None
    assert not progress.can_undo


def test_an_answer_that_came_keeps_the_whole(house: House) -> None:
    batch = sent(house)
    interview = Interview.objects.order_by("pk")[0]
    answer_interview(interview, answer="yes", via="phone", by=SYSTEM)

    with pytest.raises(DomainError):
        undo_batch(batch, by=house.by)

    assert Booking.objects.filter(about=f"interview:{interview.pk}").exists()


def test_the_minute_ends(house: House) -> None:
    batch = sent(house)
    with time_machine.travel(NOW + timedelta(seconds=61), tick=False):
        with pytest.raises(DomainError):
            undo_batch(batch, by=house.by)
        progress = progress_of(batch)

    assert progress is not None
    assert not progress.can_undo


def test_letters_that_wait_for_a_look_or_for_their_day_can_be_taken_back_later(house: House) -> None:
    batch = make_batch(house, 2)
    save_settings(batch, {"candidate_told": "review", "interviewers_told": "review"}, by=house.by)
    send_batch(batch, by=house.by)
    run_waiting()

    with time_machine.travel(NOW + timedelta(hours=2), tick=False):
        assert undo_batch(batch, by=house.by) == 2

    assert not Letter.objects.filter(about__startswith="interview:").exclude(state="cancelled").exists()


def test_a_sending_that_is_taken_back_half_way_ends(house: House) -> None:
    batch = make_batch(house, 3)
    operation = send_batch(batch, by=house.by)

    undo_batch(batch, by=house.by)
    run_waiting()

    operation.refresh_from_db()
    assert operation.state == "cancelled"
    assert not Interview.objects.exists()

"""A large batch goes in portions: killed it goes on, what is used meanwhile stays and is said."""

import time
from datetime import UTC, datetime

import pytest
import time_machine

from huiyin.accounts.models import User
from huiyin.accounts.tests.factories import actor_of, make_user
from huiyin.candidates.actions import NewCandidate, edit_candidate
from huiyin.candidates.models import Application, Candidate
from huiyin.core.background import run_waiting
from huiyin.core.models import Operation
from huiyin.imports import taking_back, uploading, working
from huiyin.imports.actions import undo_batch
from huiyin.imports.models import Batch, BatchState, Upload, UploadState
from huiyin.imports.portions import PORTION
from huiyin.imports.taking_back import take_back_batch
from huiyin.imports.tests.factories import make_office, state_of_the_house
from huiyin.imports.tests.test_writing import MANY, Killed, at_the_second, begin, checked, people
from huiyin.jobs.models import Job

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def brought_in(count: int = MANY) -> tuple[User, Batch, dict[str, object]]:
    make_office()
    user = make_user("recruiter")
    upload = checked(user, people(count))
    before = state_of_the_house()
    begin(user, upload)
    run_waiting()
    return user, Batch.objects.get(), before


def once(monkeypatch: pytest.MonkeyPatch, what: object) -> None:
    """After the first portion is gone, something happens."""
    done: list[bool] = []

    def sleep(_seconds: float) -> None:
        if not done:
            done.append(True)
            what()  # type: ignore[operator]

    monkeypatch.setattr(time, "sleep", sleep)


def die() -> None:
    raise Killed


def test_a_worker_killed_while_it_takes_back_is_followed_by_one_that_goes_on(monkeypatch: pytest.MonkeyPatch):
    user, batch, before = brought_in()
    take_back_batch(batch, by=actor_of(user))
    operation = Operation.objects.get(kind="imports.undo")
    once(monkeypatch, die)
    with pytest.raises(Killed):
        taking_back.carry_out(operation.pk)
    batch.refresh_from_db()
    assert (batch.state, Candidate.objects.count()) == (BatchState.UNDOING, MANY - PORTION)
    monkeypatch.undo()

    taking_back.carry_out(operation.pk)

    batch.refresh_from_db()
    after = state_of_the_house()
    after.pop("core.Operation"), before.pop("core.Operation")
    assert (batch.state, after) == (BatchState.UNDONE, before)
    operation.refresh_from_db()
    assert (operation.state, operation.done, operation.failed) == ("done", MANY, 0)


def test_what_is_used_while_the_rest_goes_stays_with_all_that_it_needs(monkeypatch: pytest.MonkeyPatch):
    user, batch, _before = brought_in()
    first = Candidate.objects.order_by("pk")[0]
    once(monkeypatch, lambda: edit_candidate(first, NewCandidate("林改名"), by=actor_of(user)))

    undo_batch(batch, by=actor_of(user))

    batch.refresh_from_db()
    assert batch.state == BatchState.PARTLY
    assert [one.name for one in Candidate.objects.all()] == ["林改名"]
    assert Application.objects.count() == 1
    left = batch.report["left"]
    assert (left["rows"], left["lines"][0]["row"], left["lines"][0]["about"]) == (
        1,
        2,
        f"candidate:{first.pk}",
    )
    assert Job.objects.count() == 1


def test_a_batch_of_which_something_stays_says_so_and_can_be_tried_again(monkeypatch: pytest.MonkeyPatch):
    user, batch, _before = brought_in()
    first = Candidate.objects.order_by("pk")[0]
    once(monkeypatch, lambda: edit_candidate(first, NewCandidate("林改名"), by=actor_of(user)))
    take_back_batch(batch, by=actor_of(user))
    run_waiting()
    operation = Operation.objects.get(kind="imports.undo")
    assert (operation.state, operation.failed, operation.detail["problems"][0]["code"]) == (
        "done",
        1,
        "left_in_use",
    )

    batch = undo_batch(Batch.objects.get(), by=actor_of(user))

    assert (batch.state, Candidate.objects.count()) == (BatchState.PARTLY, 1)


def test_a_write_that_takes_a_while_is_stopped_and_all_of_it_taken_back(monkeypatch: pytest.MonkeyPatch):
    """What was written long after the batch had begun was not touched by anybody."""
    make_office()
    user = make_user("recruiter")
    upload = begin(user, checked(user, people(2 * PORTION + 5)))

    with time_machine.travel(datetime.now(UTC), tick=False) as now:

        def stop() -> None:
            now.shift(60)
            uploading.stop_upload(upload, by=actor_of(user))

        def wait() -> None:
            now.shift(60)
            at_the_second(monkeypatch, stop, after=PORTION)

        at_the_second(monkeypatch, wait)
        working.carry_on(upload.pk, Upload.objects.get().version)

    upload.refresh_from_db()
    assert (upload.state, upload.batch, Candidate.objects.count()) == ("checked", None, 0)


def lose(user: User, monkeypatch: pytest.MonkeyPatch) -> Upload:
    """Written for a portion, and its task given up as that of a worker lost five times."""
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415 -- the engine itself

    upload = begin(user, checked(user, people()))
    at_the_second(monkeypatch, die)
    with pytest.raises(Killed):
        working.carry_on(upload.pk, upload.version)
    monkeypatch.undo()
    DBTaskResult.objects.all().update(status="FAILED")
    return upload


def test_a_write_whose_workers_were_lost_is_stopped_and_taken_back(monkeypatch: pytest.MonkeyPatch):
    make_office()
    user = make_user("recruiter")
    upload = lose(user, monkeypatch)
    assert uploading.is_lost(upload)

    uploading.stop_upload(upload, by=actor_of(user))
    run_waiting()

    upload.refresh_from_db()
    assert (upload.state, upload.batch, Candidate.objects.count()) == ("checked", None, 0)


def test_a_write_whose_workers_were_lost_goes_on_when_somebody_says_so(monkeypatch: pytest.MonkeyPatch):
    make_office()
    user = make_user("recruiter")
    upload = lose(user, monkeypatch)

    for _click in range(2):
        uploading.continue_upload(upload, by=actor_of(user))
    run_waiting()

    upload.refresh_from_db()
    assert (upload.state, Candidate.objects.count()) == (UploadState.DONE, MANY)


def test_going_on_changes_nothing_while_a_worker_is_there():
    make_office()
    user = make_user("recruiter")
    upload = begin(user, checked(user, people(3)))
    assert not uploading.is_lost(upload)

    uploading.continue_upload(upload, by=actor_of(user))

    assert run_waiting() == 1


def test_a_failing_write_killed_while_it_is_taken_back_ends_as_failed(monkeypatch: pytest.MonkeyPatch):
    _unit, job, _place, _boss = make_office()
    user = make_user("recruiter")
    upload = begin(user, checked(user, people(2 * PORTION + 5)))

    def close() -> None:
        job.state = "closed"
        job.save()
        once(monkeypatch, die)

    at_the_second(monkeypatch, close, after=PORTION)
    with pytest.raises(Killed):
        working.carry_on(upload.pk, upload.version)
    monkeypatch.undo()
    working.carry_on(upload.pk, upload.version)

    upload.refresh_from_db()
    assert (upload.state, upload.problem["code"]) == ("failed", "changed_meanwhile")
    assert Candidate.objects.count() == 0

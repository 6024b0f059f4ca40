"""What the worker does with a sheet: in portions, finished or taken back however it ends."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from huiyin.accounts.models import User
from huiyin.accounts.tests.factories import actor_of, make_user
from huiyin.candidates.actions import NewCandidate, edit_candidate
from huiyin.candidates.models import Candidate
from huiyin.core.background import run_waiting
from huiyin.core.errors import DomainError
from huiyin.core.models import Operation
from huiyin.imports import uploading, working
from huiyin.imports.actions import undo_batch
from huiyin.imports.looking import looks_of
from huiyin.imports.models import Batch, BatchRow, BatchState, Upload, UploadState
from huiyin.imports.portions import PORTION
from huiyin.imports.taking_back import AT_ONCE, take_back_batch
from huiyin.imports.tests.factories import ATTENDANCE as HEADER
from huiyin.imports.tests.factories import LIN, csv_of, make_office, person, seen, state_of_the_house

pytestmark = [pytest.mark.django_db, pytest.mark.both]

MANY = PORTION + 30


class Killed(BaseException):
    """The worker is gone."""


def people(count: int = MANY) -> bytes:
    names = "甲乙丙丁戊己庚辛壬癸"
    return csv_of(
        *(
            person(
                (f"人{names[n % 10]}{names[n // 10 % 10]}", f"138{n:08d}", f"p{n}@example.com", "产品经理")
            )
            for n in range(count)
        )
    )


def checked(user: User, raw: bytes, key: str = "k" * 32, **options: Any) -> Upload:
    by = actor_of(user)
    upload = uploading.upload_sheet(raw, "people.csv", key=key, by=by)
    run_waiting()
    upload.refresh_from_db()
    columns = {one.place: one.key for one in looks_of(upload)[0].guesses if one.key}
    uploading.choose_columns(upload, columns, preset=upload.preset, options=options, by=by)
    run_waiting()
    upload.refresh_from_db()
    return upload


def begin(user: User, upload: Upload, *, skip_bad: bool = False) -> Upload:
    return uploading.commit_upload(upload, skip_bad=skip_bad, by=actor_of(user))


def at_the_second(monkeypatch: pytest.MonkeyPatch, what: Callable[[], None], *, after: int = 0) -> None:
    """After the first portion is written, or more than `after` rows, something happens."""
    done: list[bool] = []

    def sleep(_seconds: float) -> None:
        if not done and BatchRow.objects.count() > after:
            done.append(True)
            what()

    monkeypatch.setattr(time, "sleep", sleep)


def test_a_killed_worker_leaves_whole_portions_and_the_next_one_finishes(monkeypatch: pytest.MonkeyPatch):
    make_office()
    user = make_user("recruiter")
    upload = begin(user, checked(user, people()))

    def die() -> None:
        raise Killed

    at_the_second(monkeypatch, die)
    with pytest.raises(Killed):
        working.carry_on(upload.pk, upload.version)
    assert Candidate.objects.count() == PORTION
    assert Batch.objects.get().state == BatchState.WRITING
    monkeypatch.undo()

    working.carry_on(upload.pk, upload.version)
    working.carry_on(upload.pk, upload.version)

    assert Candidate.objects.count() == MANY
    batch = Batch.objects.get()
    assert (batch.state, batch.report["rows"]["created"], batch.rows.count()) == (BatchState.DONE, MANY, MANY)


def test_stopping_half_way_takes_all_of_it_back(monkeypatch: pytest.MonkeyPatch):
    make_office()
    user = make_user("recruiter")
    upload = checked(user, people())
    before = state_of_the_house()
    begin(user, upload)
    at_the_second(monkeypatch, lambda: uploading.stop_upload(upload, by=actor_of(user)) and None)

    working.carry_on(upload.pk, Upload.objects.get().version)

    upload.refresh_from_db()
    after = state_of_the_house()
    after.pop("core.Operation"), before.pop("core.Operation")
    assert after == before
    assert (upload.state, upload.batch, Batch.objects.get().state) == ("checked", None, BatchState.UNDONE)
    assert Operation.objects.order_by("-pk")[0].state == "cancelled"


def test_what_colleagues_work_with_already_is_kept_as_a_batch_and_said(monkeypatch: pytest.MonkeyPatch):
    make_office()
    user = make_user("recruiter")
    upload = begin(user, checked(user, people(2 * PORTION + 1)))

    def meddle() -> None:
        first = Candidate.objects.order_by("pk")[0]
        edit_candidate(first, NewCandidate("林改名"), by=actor_of(user))
        uploading.stop_upload(upload, by=actor_of(user))

    at_the_second(monkeypatch, meddle)
    working.carry_on(upload.pk, upload.version)

    upload.refresh_from_db()
    assert (upload.state, upload.problem["code"]) == (UploadState.FAILED, "half_written")
    assert Candidate.objects.count() == 2 * PORTION
    assert Batch.objects.get().state == BatchState.DONE


def test_what_is_changed_while_the_rest_is_written_stands_in_the_way_of_taking_back(
    monkeypatch: pytest.MonkeyPatch,
):
    make_office()
    user = make_user("recruiter")
    upload = begin(user, checked(user, people()))

    def meddle() -> None:
        edit_candidate(Candidate.objects.order_by("pk")[0], NewCandidate("林改名"), by=actor_of(user))

    at_the_second(monkeypatch, meddle)
    working.carry_on(upload.pk, upload.version)

    batch = Batch.objects.get()
    assert batch.state == BatchState.DONE
    with pytest.raises(DomainError) as refused:
        undo_batch(batch, by=actor_of(user))
    assert (refused.value.code, [one.field for one in refused.value.fields]) == ("batch_touched", ["row 2"])
    assert Candidate.objects.count() == MANY


def test_a_large_batch_is_taken_back_by_the_worker_once():
    make_office()
    user = make_user("recruiter")
    begin(user, checked(user, people(AT_ONCE + 1)))
    run_waiting()
    batch = Batch.objects.get()

    for _click in range(2):
        assert take_back_batch(batch, by=actor_of(user)).state == BatchState.DONE
    run_waiting()

    batch.refresh_from_db()
    assert (batch.state, Candidate.objects.count()) == (BatchState.UNDONE, 0)
    assert list(Operation.objects.filter(kind="imports.undo").values_list("state", flat=True)) == ["done"]


def test_a_job_that_was_closed_since_the_check_stops_it_and_nothing_is_kept():
    _unit, job, _place, _boss = make_office()
    user = make_user("recruiter")
    upload = checked(user, people(3))
    job.state = "closed"
    job.save()

    begin(user, upload)
    run_waiting()

    upload.refresh_from_db()
    assert (upload.state, upload.problem["code"]) == (UploadState.FAILED, "changed_meanwhile")
    assert Candidate.objects.count() == 0


def test_two_people_bring_the_same_sheet_in_and_nobody_is_doubled():
    make_office()
    users = [make_user("recruiter"), make_user("recruiter")]
    uploads = [checked(user, people(3), key=f"{n}" * 32) for n, user in enumerate(users)]
    for user, upload in zip(users, uploads, strict=True):
        begin(user, upload)

    run_waiting()

    assert Candidate.objects.count() == 3
    rows = [batch.report["rows"] for batch in Batch.objects.order_by("pk")]
    assert [(one["created"], one["unchanged"]) for one in rows] == [(3, 0), (0, 3)]


def test_a_dry_run_counts_as_the_writing_does():
    make_office()
    user = make_user("recruiter")
    raw = csv_of(
        person(LIN, 职位="新职位"),
        person(("林若溪", "13800138000", "", "新职位二")),
        person(("王芳", "13800138001", "", "新职位")),
    )
    upload = checked(user, raw, create_missing=True)
    expected = upload.report

    begin(user, upload)
    run_waiting()

    done = Batch.objects.get().report
    assert (done["rows"], done["made"]) == (expected["rows"], expected["made"])
    assert done["made"]["jobs"] == 2


def test_an_attendance_list_comes_in_by_the_browser_as_by_the_command():
    make_office()
    user = make_user("recruiter")
    raw = csv_of(*(seen(n, observed="Yes" if n % 2 else "No") for n in range(1, 9)), header=HEADER)

    upload = checked(user, raw, create_missing=True)
    assert upload.preset == "attendance"
    begin(user, upload)
    run_waiting()

    report = Batch.objects.get().report
    assert (report["rows"]["created"], report["made"]["interviews"], report["made"]["jobs"]) == (8, 8, 1)

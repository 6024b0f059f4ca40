"""Taking a batch back: exactly what was, or a refusal that names the rows."""

import pytest

from huiyin.candidates.actions import NewCandidate, edit_candidate
from huiyin.candidates.models import Candidate, Note
from huiyin.candidates.tests.factories import make_candidate
from huiyin.core import clock
from huiyin.core.errors import DomainError
from huiyin.imports.actions import undo_batch
from huiyin.imports.models import Batch, BatchState
from huiyin.imports.tests.factories import ATTENDANCE as HEADER
from huiyin.imports.tests.factories import (
    LIN,
    SYSTEM,
    WANG,
    bring_in,
    csv_of,
    make_office,
    person,
    seen,
    state_of_the_house,
)
from huiyin.interviews.actions import answer_interview
from huiyin.interviews.models import Interview
from huiyin.messaging.models import Letter
from huiyin.messaging.states import LetterState

pytestmark = pytest.mark.django_db

INTERVIEW = {"面试时间": "2026-12-01 14:00", "面试官": "boss@example.com;new@example.com", "地点": "月球"}


@pytest.mark.both
def test_undo_restores_exactly_what_was():
    make_office()
    make_candidate("王芳", phone="13800138001", email="")
    before = state_of_the_house()
    rows = [person(LIN, 备注="记一笔", **INTERVIEW), person((*WANG[:2], "wang@example.com", "新职位"))]
    report = bring_in(csv_of(*rows), create_missing=True, invite=True)
    assert Letter.objects.count() > 0
    assert state_of_the_house() != before

    undo_batch(Batch.objects.get(pk=report.batch), by=SYSTEM)

    assert state_of_the_house() == before
    assert Batch.objects.get().state == BatchState.UNDONE


def test_an_undone_file_can_be_brought_in_again():
    make_office()
    report = bring_in(csv_of(person(LIN)))
    undo_batch(Batch.objects.get(pk=report.batch), by=SYSTEM)

    assert bring_in(csv_of(person(LIN))).rows["created"] == 1


def test_an_attendance_list_is_taken_back_whole():
    make_office()
    before = state_of_the_house()
    raw = csv_of(seen(1), seen(2, observed="No"), header=HEADER)
    first = bring_in(raw, preset="attendance", create_missing=True)
    again = bring_in(raw, preset="attendance", create_missing=True)

    undo_batch(Batch.objects.get(pk=first.batch), by=SYSTEM)

    assert state_of_the_house() == before
    assert again.rows["unchanged"] == 2
    assert bring_in(raw, preset="attendance", create_missing=True).rows["created"] == 2


def test_it_happens_once():
    make_office()
    batch = Batch.objects.get(pk=bring_in(csv_of(person(LIN))).batch)
    undo_batch(batch, by=SYSTEM)

    with pytest.raises(DomainError) as refused:
        undo_batch(batch, by=SYSTEM)

    assert refused.value.code == "already_undone"


def _edit() -> None:
    edit_candidate(
        Candidate.objects.get(name="林若溪"), NewCandidate("林若溪", phone="13800138000"), by=SYSTEM
    )


def _answer() -> None:
    answer_interview(Interview.objects.get(), answer="yes", via="page", by=SYSTEM)


def _send() -> None:
    Letter.objects.filter(kind="interview.scheduled").update(state=LetterState.SENT)


def _note() -> None:
    Note.objects.create(candidate=Candidate.objects.get(name="林若溪"), text="谈过了", at=clock.now())


def _import_more() -> None:
    bring_in(csv_of(person((*LIN[:3], "另一职位"))), create_missing=True)


@pytest.mark.parametrize("touch", [_edit, _answer, _send, _note, _import_more])
def test_a_row_that_was_touched_stops_it_by_name(touch):
    make_office()
    report = bring_in(csv_of(person(WANG), person(LIN, **INTERVIEW)), create_missing=True, invite=True)
    touch()
    before = state_of_the_house()

    with pytest.raises(DomainError) as refused:
        undo_batch(Batch.objects.get(pk=report.batch), by=SYSTEM)

    assert refused.value.code == "batch_touched"
    assert {one.field for one in refused.value.fields} == {"row 3"}
    assert state_of_the_house() == before
    assert Batch.objects.get(pk=report.batch).state == BatchState.DONE

"""Taking a document in, opening it and deleting it."""

import errno
import os
from pathlib import Path

import pytest

from huiyin.candidates.actions import add_document, delete_document, open_document
from huiyin.candidates.models import Document
from huiyin.candidates.tests.factories import SYSTEM, make_candidate
from huiyin.core.errors import DomainError
from huiyin.core.models import AuditEntry
from tests.uploads import files

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings, tmp_path) -> Path:
    settings.HUIYIN_HOME = tmp_path
    return tmp_path


@pytest.fixture
def candidate():
    return make_candidate("许知夏")


def kept(home: Path) -> list[Path]:
    return sorted(file for file in (home / "files").rglob("*") if file.is_file())


def verbs() -> list[tuple[str, dict[str, object]]]:
    rows = AuditEntry.objects.filter(verb__startswith="document.").order_by("pk")
    return list(rows.values_list("verb", "detail"))


def test_a_document_lies_sealed_under_a_name_that_says_nothing(home, candidate):
    data = files.pdf()

    taken = add_document(candidate, "C:\\我的\\许知夏 简历.pdf", data, kind="resume", by=SYSTEM)

    document = taken.document
    document.refresh_from_db()
    assert (document.name, document.media_type, document.size) == (
        "许知夏 简历.pdf",
        "application/pdf",
        len(data),
    )
    assert kept(home) == [home / "files" / document.path]
    assert b"%PDF" not in kept(home)[0].read_bytes()
    assert open_document(document, by=SYSTEM) == data
    assert verbs() == [
        ("document.added", {"document": document.pk, "kind": "resume"}),
        ("document.opened", {"document": document.pk}),
    ]


def test_the_same_file_again_is_recognised_for_this_candidate_and_not_for_another(home, candidate):
    first = add_document(candidate, "cv.pdf", files.pdf(), by=SYSTEM)
    again = add_document(candidate, "cv (1).pdf", files.pdf(), by=SYSTEM)
    other = add_document(make_candidate(), "cv.pdf", files.pdf(), by=SYSTEM)

    assert (first.is_new, again.is_new, other.is_new) == (True, False, True)
    assert again.document == first.document
    assert len(kept(home)) == Document.objects.count() == 2


def test_a_hostile_one_is_kept_shut_as_proof_and_opened_by_nobody(home, candidate):
    taken = add_document(candidate, "cv.pdf", files.pdf_with_script(), by=SYSTEM)

    assert (taken.document.is_quarantined, taken.document.reason) == (True, "script")
    assert len(kept(home)) == 1
    with pytest.raises(DomainError) as refusal:
        open_document(taken.document, by=SYSTEM)
    assert refusal.value.code == "quarantined"
    assert verbs() == [("document.quarantined", {"document": taken.document.pk, "reason": "script"})]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("cv.exe", b"MZ", "document_type"),
        ("cv.pdf", b"", "document_empty"),
        ("cv.pdf", files.docx(), "document_wrong_content"),
        ("cv.pdf", files.pdf_encrypted(), "document_encrypted"),
    ],
)
def test_what_is_no_document_of_ours_is_refused_and_nothing_is_kept(home, candidate, name, data, code):
    with pytest.raises(DomainError) as refusal:
        add_document(candidate, name, data, by=SYSTEM)

    assert refusal.value.code == code
    assert kept(home) == []
    assert (Document.objects.count(), verbs()) == (0, [])


def test_the_house_decides_how_large_one_may_be(settings, candidate):
    settings.HUIYIN_UPLOAD_BYTES = 100

    with pytest.raises(DomainError) as refusal:
        add_document(candidate, "cv.pdf", files.pdf(), by=SYSTEM)

    assert refusal.value.code == "document_too_large"


def test_a_full_disk_is_said_and_leaves_neither_row_nor_file(home, candidate, monkeypatch):
    def full(_fd: int) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(DomainError) as refusal:
            add_document(candidate, "cv.pdf", files.pdf(), by=SYSTEM)

    assert refusal.value.code == "disk_full"
    assert kept(home) == []
    assert (Document.objects.count(), verbs()) == (0, [])


def test_a_row_that_cannot_be_written_takes_its_file_along(home, candidate, monkeypatch):
    def broken(*_args: object, **_kwargs: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("huiyin.candidates.actions.documents.audit.record", broken)

    with pytest.raises(ZeroDivisionError):
        add_document(candidate, "cv.pdf", files.pdf(), by=SYSTEM)

    assert (kept(home), Document.objects.count()) == ([], 0)


def test_deleting_takes_row_and_file_and_the_trail_keeps_that_there_was_one(
    home, candidate, django_capture_on_commit_callbacks
):
    document = add_document(candidate, "cv.pdf", files.pdf(), by=SYSTEM).document
    number = document.pk

    with django_capture_on_commit_callbacks(execute=True):
        delete_document(document, reason="on_request", by=SYSTEM)

    assert (kept(home), Document.objects.count()) == ([], 0)
    assert verbs()[-1] == ("document.deleted", {"document": number, "reason": "on_request"})


def test_deleting_wants_one_of_the_reasons(home, candidate):
    document = add_document(candidate, "cv.pdf", files.pdf(), by=SYSTEM).document

    with pytest.raises(DomainError) as refusal:
        delete_document(document, reason="she is too old", by=SYSTEM)

    assert refusal.value.code == "bad_reason"
    assert (len(kept(home)), Document.objects.count()) == (1, 1)


def test_a_file_that_is_gone_is_said_and_no_opening_is_noted(home, candidate):
    document = add_document(candidate, "cv.pdf", files.pdf(), by=SYSTEM).document
    kept(home)[0].unlink()

    with pytest.raises(DomainError) as refusal:
        open_document(document, by=SYSTEM)

    assert refusal.value.code == "file_missing"
    assert [verb for verb, _detail in verbs()] == ["document.added"]


def test_whoever_deletes_second_changes_nothing(home, candidate):
    document = add_document(candidate, "a.pdf", files.pdf(), by=SYSTEM).document
    stale = Document.objects.get(pk=document.pk)

    delete_document(document, reason="outdated", by=SYSTEM)
    delete_document(stale, reason="other", by=SYSTEM)

    assert [verb for verb, _detail in verbs()] == ["document.added", "document.deleted"]

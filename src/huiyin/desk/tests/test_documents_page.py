"""U2: uploading on the file page, and serving: a file to keep, sandboxed, noted, behind the owner's door."""

import tempfile
from pathlib import Path
from urllib.parse import quote

import pytest
from django.core.files import uploadedfile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huiyin.accounts.tests.factories import make_user
from huiyin.candidates.models import Candidate, Document
from huiyin.core.models import AuditEntry
from huiyin.interviews.tests.factories import House, make_interview
from tests.uploads import files


@pytest.fixture(autouse=True)
def home(settings, tmp_path) -> Path:
    settings.HUIYIN_HOME = tmp_path
    return tmp_path


@pytest.fixture
def candidate(house: House) -> Candidate:
    return make_interview(house).application.candidate


def upload(client: Client, candidate: Candidate, *given: tuple[str, bytes]):
    parts = [SimpleUploadedFile(name, data) for name, data in given]
    url = f"/candidates/{candidate.number}/documents/"
    return client.post(url, {"documents": parts, "kind": "resume"}, headers={"accept-language": "zh-hans"})


def test_several_at_once_are_taken_and_each_bad_one_says_why(desk: Client, candidate: Candidate):
    response = upload(
        desk,
        candidate,
        ("简历.pdf", files.pdf()),
        ("证书.png", files.png()),
        ("带脚本.pdf", files.pdf_with_script()),
        ("病毒.exe", b"MZ"),
    )

    text = response.content.decode()
    assert response.status_code == 422
    assert "病毒.exe: 只收 PDF、DOCX、JPG 和 PNG。" in text
    assert "带脚本.pdf 里有可能造成危害的内容，已封存。" in text
    assert "2 份附件已存进档案。" in text
    kept = Document.objects.order_by("pk").values_list("kind", "is_quarantined")
    assert list(kept) == [("resume", False), ("resume", False), ("resume", True)]
    assert "已封存" in text
    assert "里面有脚本" in text


def test_a_good_one_comes_back_as_it_was_to_keep_and_never_as_a_page(desk: Client, candidate: Candidate):
    assert upload(desk, candidate, ('许知夏 "简历".pdf', files.pdf())).status_code == 302
    document = Document.objects.get()

    response = desk.get(f"/candidates/documents/{document.pk}/")

    assert response.content == files.pdf()
    assert {name: response[name] for name in EXPECTED} == EXPECTED
    assert response["Content-Disposition"] == (
        f"attachment; filename=\"document-{document.pk}.pdf\"; filename*=UTF-8''{quote('许知夏 简历 .pdf')}"
    )
    entry = AuditEntry.objects.get(verb="document.opened")
    assert (entry.about, entry.detail) == (f"candidate:{candidate.pk}", {"document": document.pk})
    assert entry.actor.startswith("user:")


EXPECTED = {
    "Content-Type": "application/pdf",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "no-store, private",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def test_one_that_is_kept_shut_is_served_to_nobody(desk: Client, candidate: Candidate):
    upload(desk, candidate, ("cv.pdf", files.pdf_with_script()))

    response = desk.get(f"/candidates/documents/{Document.objects.get().pk}/")

    assert response.status_code == 409
    assert b"%PDF" not in response.content
    assert AuditEntry.objects.filter(verb="document.opened").count() == 0


def test_who_does_not_reach_the_candidate_gets_neither_page_nor_file(
    desk: Client, candidate: Candidate, client: Client
):
    upload(desk, candidate, ("cv.pdf", files.pdf()))
    stranger = Client()
    stranger.force_login(make_user("interviewer"))

    for url in (
        f"/candidates/documents/{Document.objects.get().pk}/",
        f"/candidates/{candidate.number}/documents/",
    ):
        assert stranger.get(url).status_code == 404
    assert upload(stranger, candidate, ("cv.pdf", files.png())).status_code == 404
    assert Document.objects.count() == 1


def test_a_reader_sees_the_list_and_cannot_add(desk: Client, candidate: Candidate):
    upload(desk, candidate, ("cv.pdf", files.pdf()), ("bad.pdf", files.pdf_with_script()))
    reader = Client()
    reader.force_login(make_user("executive"))

    text = reader.get(f"/candidates/{candidate.number}/documents/").content.decode()

    assert "cv.pdf" in text
    assert "bad.pdf" not in text
    assert 'type="file"' not in text
    assert upload(reader, candidate, ("new.pdf", files.png())).status_code == 403


def test_deleting_says_so_and_wants_a_reason(desk: Client, candidate: Candidate):
    upload(desk, candidate, ("cv.pdf", files.pdf()))
    url = f"/candidates/documents/{Document.objects.get().pk}/delete/"

    assert desk.post(url).status_code == 409
    assert Document.objects.count() == 1
    response = desk.post(url, {"reason": "outdated"}, follow=True, headers={"accept-language": "zh-hans"})
    assert "附件已删除" in response.content.decode()
    assert Document.objects.count() == 0


def test_an_upload_never_lies_in_a_temporary_file(desk: Client, candidate: Candidate, monkeypatch):
    """Ten megabytes are held in memory: nothing but the sealed file is ever written."""

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("a temporary file was asked for")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refuse)
    monkeypatch.setattr(uploadedfile.TemporaryUploadedFile, "__init__", refuse)

    assert upload(desk, candidate, ("cv.jpg", files.jpg(after=b"\x00" * 9_000_000))).status_code == 302

    assert Document.objects.get().size > 9_000_000

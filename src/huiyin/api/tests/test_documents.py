"""Papers by the API: judged as on the page, opened as bytes, each opening noted."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from huiyin.api.tests.factories import ask_as, make_asking_house
from huiyin.candidates.models import Document
from huiyin.core.models import AuditEntry
from huiyin.interviews.tests.factories import make_applied
from tests.uploads import files

pytestmark = pytest.mark.django_db


@pytest.fixture
def lin():
    house, asker = make_asking_house()
    return house, asker, make_applied(house).candidate_id


def paper(name: str = "简历.docx", data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, files.docx() if data is None else data)


def test_a_resume_is_added_listed_and_opened(lin):
    _house, asker, candidate = lin

    made = asker.upload(f"/candidates/{candidate}/documents", {"kind": "resume", "file": paper()})

    body = made.json()
    assert (made.status_code, body["kind"], body["is_new"]) == (201, "resume", True)
    assert [one["id"] for one in asker.get(f"/candidates/{candidate}/documents").json()["items"]] == [
        body["id"]
    ]
    opened = asker.get(f"/documents/{body['id']}/file")
    assert (opened.content, opened["Content-Type"]) == (files.docx(), "application/octet-stream")
    assert opened["Content-Disposition"].startswith("attachment;")
    assert AuditEntry.objects.filter(verb="document.opened").count() == 1


def test_the_same_paper_again_is_the_one_that_is_there(lin):
    _house, asker, candidate = lin
    first = asker.upload(f"/candidates/{candidate}/documents", {"kind": "resume", "file": paper()})
    again = asker.upload(f"/candidates/{candidate}/documents", {"kind": "resume", "file": paper()})

    assert (again.json()["id"], again.json()["is_new"]) == (first.json()["id"], False)


def test_one_key_with_another_file_is_another_request(lin):
    _house, asker, candidate = lin
    path = f"/candidates/{candidate}/documents"
    asker.upload(path, {"file": paper()}, key="k1")

    replayed = asker.upload(path, {"file": paper()}, key="k1")
    other = asker.upload(path, {"file": paper("别的.docx")}, key="k1")

    assert (replayed["Idempotency-Replay"], other.status_code) == ("true", 422)
    assert (other.json()["code"], Document.objects.count()) == ("key_reused", 1)


def test_what_is_not_what_its_ending_says_is_refused(lin):
    _house, asker, candidate = lin

    answer = asker.upload(
        f"/candidates/{candidate}/documents", {"file": paper("简历.pdf", b"MZ\x90\x00" * 50)}
    )

    assert (answer.status_code, Document.objects.count()) == (422, 0)


def test_who_only_reads_adds_and_deletes_nothing(lin):
    house, asker, candidate = lin
    made = asker.upload(f"/candidates/{candidate}/documents", {"file": paper()}).json()
    reader = ask_as("executive", house=house)

    answers = [
        reader.upload(f"/candidates/{candidate}/documents", {"file": paper("二.docx")}),
        reader.post(f"/documents/{made['id']}/delete", {"reason": "outdated"}),
    ]

    assert [one.status_code for one in answers] == [403, 403]
    assert Document.objects.count() == 1


def test_a_paper_is_deleted_with_its_reason(lin):
    _house, asker, candidate = lin
    made = asker.upload(f"/candidates/{candidate}/documents", {"file": paper()}).json()

    wrong = asker.post(f"/documents/{made['id']}/delete", {"reason": "because"})
    gone = asker.post(f"/documents/{made['id']}/delete", {"reason": "outdated"})

    assert (wrong.status_code, gone.status_code) == (422, 204)
    assert asker.get(f"/documents/{made['id']}").status_code == 404

"""/imports: a sheet by HTTP, and taking it back."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from huiyin.api.tests.factories import Asker, ask_as, make_asking_house
from huiyin.candidates.models import Candidate
from huiyin.core.background import run_waiting
from huiyin.imports.models import Batch
from huiyin.imports.tests.factories import csv_of

pytestmark = pytest.mark.django_db

HEADER = ("姓名", "手机", "职位", "性别")


def sheet_of(*rows: tuple[str, ...]) -> SimpleUploadedFile:
    return SimpleUploadedFile("people.csv", csv_of(*rows, header=HEADER))


def lin() -> SimpleUploadedFile:
    return sheet_of(("林若溪", "13800138000", "供应链产品经理", "女"))


def bring_in(asker: Asker, file: SimpleUploadedFile, key: str = "", **more: str) -> dict[str, Any]:
    """Upload, let the worker work, and read the sheet."""
    answer = asker.upload(
        "/imports", {"preset": "huiyin", "file": file} | more, **({"key": key} if key else {})
    )
    assert (answer.status_code, answer["Location"]) == (
        202,
        f"/api/v1/operations/{answer.json()['operation']}",
    )
    run_waiting()
    sheet: dict[str, Any] = asker.get(f"/imports/sheets/{answer.json()['sheet']}").json()
    sheet["progress"] = asker.get(f"/operations/{answer.json()['operation']}").json()
    return sheet


def test_a_dry_run_writes_nothing():
    _house, asker = make_asking_house()

    sheet = bring_in(asker, lin())

    assert (sheet["state"], sheet["batch"], sheet["report"]["rows"]["created"]) == ("checked", None, 1)
    assert (sheet["progress"]["state"], sheet["progress"]["total"]) == ("done", 1)
    assert (Candidate.objects.count(), Batch.objects.count()) == (0, 0)


def test_commit_writes_a_batch_that_can_be_read_and_undone():
    _house, asker = make_asking_house()

    sheet = bring_in(asker, lin(), commit="true")

    assert (sheet["state"], sheet["progress"]["state"], sheet["problem"]) == ("done", "done", None)
    assert sheet["report"]["columns_left_out"] == ["性别"]
    path = f"/imports/{sheet['batch']}"
    read = asker.get(path).json()
    assert (read["state"], read["file_name"], read["report"]["rows"]["created"]) == ("done", "people.csv", 1)
    assert [one["id"] for one in asker.get("/imports").json()["items"]] == [read["id"]]
    assert asker.post(f"{path}/undo").json()["state"] == "undone"
    assert Candidate.objects.count() == 0
    assert asker.post(f"{path}/undo").status_code == 409


def test_rejected_rows_stop_it_and_say_where():
    _house, asker = make_asking_house()

    sheet = bring_in(asker, sheet_of(("林若溪", "12345", "供应链产品经理", "")), commit="true")

    assert (sheet["state"], sheet["problem"]["code"], sheet["progress"]["state"]) == (
        "failed",
        "rows_rejected",
        "failed",
    )
    assert [(one["row"], one["column"]) for one in sheet["report"]["problems"]] == [(2, "手机")]
    assert (Candidate.objects.count(), Batch.objects.count()) == (0, 0)


def test_the_same_key_and_file_is_brought_in_once():
    _house, asker = make_asking_house()
    first = asker.upload("/imports", {"preset": "huiyin", "commit": "true", "file": lin()}, key="k1")
    again = asker.upload("/imports", {"preset": "huiyin", "commit": "true", "file": lin()}, key="k1")

    other = sheet_of(("王芳", "13800138001", "", ""))
    reused = asker.upload("/imports", {"preset": "huiyin", "commit": "true", "file": other}, key="k1")
    run_waiting()

    assert (first.content, again["Idempotency-Replay"]) == (again.content, "true")
    assert (reused.status_code, Batch.objects.count(), Candidate.objects.count()) == (422, 1, 1)


@pytest.mark.parametrize("data", [{}, {"preset": "nonsense"}, {"preset": "huiyin"}])
def test_a_form_that_is_not_whole_is_refused(data: dict[str, str]):
    _house, asker = make_asking_house()

    assert asker.upload("/imports", data).status_code == 422


def test_a_file_that_is_no_sheet_fails_and_says_why():
    _house, asker = make_asking_house()

    sheet = bring_in(asker, SimpleUploadedFile("people.xlsx", b"PK\x03\x04 not a workbook"))

    assert (sheet["state"], sheet["problem"]["code"], sheet["report"]) == ("failed", "not_a_sheet", None)


def test_who_may_not_import_does_not():
    _house, _asker = make_asking_house()

    for asker, status in ((ask_as("executive"), 403), (Asker(None), 401)):
        assert (
            asker.upload("/imports", {"preset": "huiyin", "commit": "true", "file": lin()}).status_code
            == status
        )
        assert asker.get("/imports").status_code == status
    assert Candidate.objects.count() == 0


def test_a_recruiter_of_one_unit_sees_her_own_batches_only():
    house, asker = make_asking_house()
    sheet = bring_in(asker, lin(), commit="true")
    colleague = ask_as("recruiter", house=house)

    assert colleague.get("/imports").json()["items"] == []
    assert colleague.get(f"/imports/{Batch.objects.get().pk}").status_code == 404
    assert colleague.post(f"/imports/{Batch.objects.get().pk}/undo").status_code == 404
    assert colleague.get(f"/imports/sheets/{sheet['id']}").status_code == 404

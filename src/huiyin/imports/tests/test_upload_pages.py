"""The wizard in the browser: upload, columns, check, mend, write, take back."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from huiyin.accounts.tests.factories import make_user
from huiyin.candidates.models import Application, Candidate, Note
from huiyin.core.background import run_waiting
from huiyin.core.models import Operation
from huiyin.imports.models import Batch, BatchState, ColumnMemory, Upload, UploadState
from huiyin.imports.tests.factories import LIN, WANG, csv_of, make_office, person, state_of_the_house
from huiyin.messaging.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    make_office()
    user = make_user("recruiter", email="hana@example.com")
    client.force_login(user)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def send(desk: Client, raw: bytes, name: str = "people.csv", key: str = "a" * 32) -> Upload:
    answer = desk.post("/imports/new/", {"file": SimpleUploadedFile(name, raw), "key": key})
    assert answer.status_code == 302, answer.content.decode()
    run_waiting()
    return Upload.objects.order_by("-pk")[0]


def choose(desk: Client, upload: Upload, **more: Any) -> Upload:
    data = {f"c{place}": field for place, field in upload.columns.items()}
    data |= {"preset": upload.preset, "sheet": upload.sheet, "version": upload.version}
    answer = desk.post(f"/imports/sheets/{upload.pk}/columns/", data | more)
    assert answer.status_code == 302, answer.content.decode()
    run_waiting()
    upload.refresh_from_db()
    return upload


def write(desk: Client, upload: Upload, **more: Any) -> Upload:
    desk.post(f"/imports/sheets/{upload.pk}/commit/", {"version": upload.version} | more)
    run_waiting()
    upload.refresh_from_db()
    return upload


def test_a_sheet_goes_from_the_file_to_the_people(desk: Client):
    upload = send(desk, csv_of(person(LIN), person(WANG)))
    assert (upload.state, upload.preset, upload.rows) == (UploadState.MAPPING, "huiyin", 2)
    assert "Which column is what" in desk.get(f"/imports/sheets/{upload.pk}/").content.decode()

    upload = choose(desk, upload)
    assert (upload.state, upload.report["rows"]["created"]) == (UploadState.CHECKED, 2)
    assert Candidate.objects.count() == 0
    assert "Write 2 rows" in desk.get(f"/imports/sheets/{upload.pk}/").content.decode()

    upload = write(desk, upload)
    assert upload.state == UploadState.DONE
    assert (Candidate.objects.count(), Application.objects.count(), Letter.objects.count()) == (2, 2, 0)
    page = desk.get(f"/imports/sheets/{upload.pk}/", follow=True)
    assert "林若溪" in page.content.decode()
    assert list(Operation.objects.values_list("state", flat=True).distinct()) == ["done"]


def test_taking_it_back_leaves_everything_as_it_was(desk: Client):
    before = state_of_the_house()
    upload = write(
        desk, choose(desk, send(desk, csv_of(person(LIN), person(WANG, 职位="新职位"))), create_missing="yes")
    )
    assert Batch.objects.get().report["made"]["jobs"] == 1

    answer = desk.post(f"/imports/batches/{upload.batch_id}/undo/", follow=True)

    assert "All of it was taken back" in answer.content.decode()
    after = state_of_the_house()
    for label in ("core.Operation", "core.TaskLease"):
        after.pop(label), before.pop(label)
    assert after == before
    assert Batch.objects.get().state == BatchState.UNDONE


def test_a_double_click_is_one_upload_and_one_batch(desk: Client):
    upload = send(desk, csv_of(person(LIN)))
    again = send(desk, csv_of(person(LIN)))
    assert (upload.pk, Upload.objects.count()) == (again.pk, 1)
    upload = choose(desk, upload)

    for _click in range(2):
        desk.post(f"/imports/sheets/{upload.pk}/commit/", {"version": upload.version})
    run_waiting()

    assert (Batch.objects.count(), Candidate.objects.count()) == (1, 1)


def test_wrong_rows_are_shown_mended_on_the_page_and_written(desk: Client):
    upload = choose(desk, send(desk, csv_of(person(LIN), person(("王芳", "1380013", "", "产品经理")))))
    assert upload.report["rows"] == {"created": 1, "updated": 0, "unchanged": 0, "rejected": 1}
    page = desk.get(f"/imports/sheets/{upload.pk}/").content.decode()
    assert "1380013" in page
    assert "Leave out 1, write 1 row" in page
    assert "1380013" not in str(upload.report)

    desk.post(f"/imports/sheets/{upload.pk}/mend/", {"version": upload.version, "m0": "13800138001"})
    run_waiting()
    upload.refresh_from_db()

    assert upload.report["rows"]["created"] == 2
    write(desk, upload)
    assert sorted(Candidate.objects.values_list("name", flat=True)) == ["林若溪", "王芳"]


def test_wrong_rows_can_be_left_out(desk: Client):
    upload = choose(desk, send(desk, csv_of(person(LIN), person(("王芳", "1380013", "", "产品经理")))))

    refused = write(desk, upload)
    assert (refused.state, Candidate.objects.count()) == (UploadState.CHECKED, 0)
    write(desk, upload, skip_bad="yes")

    assert list(Candidate.objects.values_list("name", flat=True)) == ["林若溪"]
    assert Batch.objects.get().report["rows"]["rejected"] == 1


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_wrong_rows_are_downloaded_with_what_is_wrong_and_nothing_runs(desk: Client, kind: str):
    header = ("姓名", "手机", "职位", "性别", "备注")
    raw = csv_of(
        ["=cmd()", "1380013", "产品经理", "女", "@SUM(1)"],
        ["林若溪", "1380", "产品经理", "女", ""],
        header=header,
    )
    upload = choose(desk, send(desk, raw))

    answer = desk.get(f"/imports/sheets/{upload.pk}/to-mend.{kind}")

    if kind == "csv":
        text = answer.content.decode("utf-8-sig")
        assert text.splitlines()[0] == "姓名,手机,职位,备注,What is wrong"
        assert [line.split(",")[0] for line in text.splitlines()[1:]] == ["'=cmd()", "林若溪"]
    else:
        rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows())
        assert [cell.data_type for row in rows for cell in row if cell.value] == ["s"] * sum(
            bool(cell.value) for row in rows for cell in row
        )
        assert [cell.value for cell in rows[0]][:4] == ["姓名", "手机", "职位", "备注"]
        assert rows[1][0].value == "=cmd()"


def test_a_downloaded_table_is_mended_and_uploaded_again(desk: Client):
    upload = choose(desk, send(desk, csv_of(person(("林若溪", "1380", "", "产品经理")))))
    text = desk.get(f"/imports/sheets/{upload.pk}/to-mend.csv").content.decode("utf-8-sig")

    mended = send(desk, text.replace("1380,", "13800138000,").encode("utf-8-sig"), key="b" * 32)
    mended = write(desk, choose(desk, mended))

    assert mended.state == UploadState.DONE
    assert Candidate.objects.get().name == "林若溪"


def test_any_header_is_asked_once_and_remembered(desk: Client):
    raw = csv_of(["林若溪", "13800138000", "产品经理", "杭州"], header=("谁", "怎么找", "来干嘛", "其他"))
    upload = send(desk, raw)
    assert upload.columns == {"0": "name", "1": "phone"}
    columns = {"c0": "name", "c1": "phone", "c2": "job", "c3": ""}

    choose(desk, upload, **columns)

    again = send(desk, raw, key="b" * 32)
    assert again.columns == {"0": "name", "1": "phone", "2": "job"}
    assert "last time" in desk.get(f"/imports/sheets/{again.pk}/").content.decode()
    assert ColumnMemory.objects.count() == 1


def test_columns_without_a_name_or_with_two_phones_come_back_with_what_was_chosen(desk: Client):
    upload = send(desk, csv_of(person(LIN)))
    data = {"preset": "huiyin", "sheet": "", "version": upload.version, "c1": "phone", "c2": "phone"}

    answer = desk.post(f"/imports/sheets/{upload.pk}/columns/", data)

    assert answer.status_code == 422
    assert "Two columns mean the same" in answer.content.decode()
    upload.refresh_from_db()
    assert upload.state == UploadState.MAPPING


def test_sex_and_the_like_do_not_come_in_whatever_somebody_chooses(desk: Client):
    raw = csv_of(["林若溪", "13800138000", "女", "已婚"], header=("姓名", "手机", "性别", "其他信息"))
    upload = send(desk, raw)

    choose(desk, upload, c2="note", c3="note")

    write(desk, upload)
    assert Note.objects.count() == 0
    assert Batch.objects.get().report["columns_protected"] == ["性别", "其他信息"]


def test_a_file_that_is_no_sheet_says_so_and_nothing_is_kept(desk: Client):
    upload = send(desk, b"PK\x03\x04 not a workbook", "people.xlsx")

    assert (upload.state, upload.problem["code"]) == (UploadState.FAILED, "not_a_sheet")
    assert "could not be used" in desk.get(f"/imports/sheets/{upload.pk}/").content.decode()


def test_traditional_characters_are_read_when_somebody_says_so(desk: Client):
    raw = csv_of(["林小溪", "13800138000"], header=("姓名", "手機"), encoding="big5hkscs")
    upload = send(desk, raw)
    desk.post(f"/imports/sheets/{upload.pk}/read-again/", {"encoding": "big5hkscs"})
    run_waiting()
    upload.refresh_from_db()

    upload = write(desk, choose(desk, upload, c0="name", c1="phone", preset="people"))

    assert Candidate.objects.get().name == "林小溪"


def test_stopping_a_check_leads_back_to_the_columns(desk: Client):
    upload = send(desk, csv_of(person(LIN)))
    data = {f"c{place}": field for place, field in upload.columns.items()}
    desk.post(f"/imports/sheets/{upload.pk}/columns/", data | {"preset": "huiyin", "version": upload.version})
    assert "Stop" in desk.get(f"/imports/sheets/{upload.pk}/").content.decode()
    desk.post(f"/imports/sheets/{upload.pk}/stop/")
    run_waiting()

    upload.refresh_from_db()
    assert (upload.state, Batch.objects.count()) == (UploadState.MAPPING, 0)


def test_an_old_page_changes_nothing(desk: Client):
    upload = choose(desk, send(desk, csv_of(person(LIN))))

    answer = desk.post(f"/imports/sheets/{upload.pk}/commit/", {"version": upload.version - 1}, follow=True)

    assert "moved on" in answer.content.decode()
    assert Batch.objects.count() == 0


def test_a_sheet_is_seen_by_its_uploader_alone(desk: Client, client: Client):
    upload = send(desk, csv_of(person(LIN)))
    client.force_login(make_user("recruiter", email="other@example.com"))

    assert client.get(f"/imports/sheets/{upload.pk}/").status_code == 404
    assert client.post(f"/imports/sheets/{upload.pk}/drop/").status_code == 404
    assert Upload.objects.get().state == UploadState.MAPPING


def test_a_dropped_sheet_leaves_no_file(desk: Client, settings: Any):
    upload = choose(desk, send(desk, csv_of(person(LIN))))
    folder = settings.HUIYIN_HOME / "files" / "imports"
    assert [one for one in folder.glob("*/*") if one.is_file()]

    desk.post(f"/imports/sheets/{upload.pk}/drop/")

    assert Upload.objects.get().state == UploadState.DROPPED


def test_the_list_shows_sheets_and_batches_in_few_queries(desk: Client, django_assert_max_num_queries: Any):
    assert "Nothing has been brought in yet" in desk.get("/imports/").content.decode()
    for number in range(3):
        row = person((f"人{'甲乙丙'[number]}", f"1380013800{number}", "", "产品经理"))
        write(desk, choose(desk, send(desk, csv_of(row), key=f"{number}" * 32)))
    send(desk, csv_of(person(LIN)), key="e" * 32)

    with django_assert_max_num_queries(12):
        page = desk.get("/imports/").content.decode()

    assert page.count("people.csv") == 4

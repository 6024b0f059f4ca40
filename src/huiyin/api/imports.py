"""/imports: a sheet brought in, what became of it, and taking it back."""

import secrets
from collections.abc import Sequence
from typing import Any, Literal

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import File, Form, Query, Router, Schema, Status, UploadedFile

from huiyin.accounts.doors import require
from huiyin.api.auth import ApiRequest
from huiyin.api.paging import Paging, page_of
from huiyin.api.shapes import CHANGING, READING, Input, Moment, moment, number
from huiyin.core.errors import DomainError, FieldProblem
from huiyin.imports.access import can_undo, get_batch, get_upload, visible_to
from huiyin.imports.actions import check_zone
from huiyin.imports.looking import found_of
from huiyin.imports.models import Batch
from huiyin.imports.reading import MOST_BYTES
from huiyin.imports.steps import BY_ITSELF
from huiyin.imports.taking_back import take_back_batch
from huiyin.imports.uploading import upload_sheet

router = Router()
# Of a batch that is still being written.
EMPTY = {"rows_in": 0, "rows": {}, "made": {}, "columns_left_out": [], "problems": []}


class GateOut(Schema):
    gate: str
    problems: int


class ProblemOut(Schema):
    sheet: str
    row: int
    column: str
    value: str
    problem: str
    accepts: str


class ReportOut(Schema):
    """As `huiyin import --json` says it."""

    batch: str | None
    rows_in: int
    rows: dict[str, int]
    made: dict[str, int]
    columns_left_out: list[str]
    columns_protected: list[str] = []
    gates: list[GateOut] = []
    problems: list[ProblemOut]


class BatchOut(Schema):
    """`report` is the one that was kept: values of personal columns are masked in it."""

    id: str
    preset: str
    file_name: str
    state: str
    at: Moment
    undone_at: Moment | None
    report: ReportOut


class BatchPage(Schema):
    items: list[BatchOut]
    next: str | None


class ImportIn(Input):
    """Without `commit` it is a dry run."""

    preset: Literal["huiyin", "attendance", "boss", "liepin", "zhaopin", "people"]
    commit: bool = False
    skip_bad: bool = False
    create_missing: bool = False
    invite: bool = False
    zone: str = ""


class Begun(Schema):
    """`operation` says how far it is; `sheet` is where its report will stand."""

    operation: str
    sheet: str


class SheetOut(Schema):
    """`report` is null until the sheet was checked, `batch` until it was written. `problem` is a refusal."""

    id: str
    operation: str | None
    state: str
    file_name: str
    batch: str | None
    report: ReportOut | None
    problem: dict[str, str] | None


@router.get("", response={200: BatchPage, **READING}, url_name="imports")
def list_imports(request: ApiRequest, paging: Query[Paging]) -> dict[str, Any]:
    require(request.actor, "imports:run")
    return page_of(request, visible_to(request.actor), paging, show)


@router.post("", response={202: Begun, **CHANGING}, url_name="imports")
def create(
    request: ApiRequest, response: HttpResponse, body: Form[ImportIn], file: File[UploadedFile]
) -> Status[Any]:
    """Begun; the operation fails when rows stop it, and the sheet says which."""
    require(request.actor, "imports:run")
    require(request.actor, "candidates:edit")
    if (file.size or 0) > MOST_BYTES:
        problem = _("The file is larger than %(most)s MB.") % {"most": MOST_BYTES >> 20}
        raise DomainError("file_too_big", problem, "", [FieldProblem("file", problem)])
    check_zone(body.zone)
    wanted = body.dict() | {BY_ITSELF: True}
    upload = upload_sheet(
        file.read(), file.name or "", key=secrets.token_hex(16), by=request.actor, wanted=wanted
    )
    response["Location"] = f"/api/v1/operations/{upload.operation_id}"
    return Status(202, {"operation": str(upload.operation_id), "sheet": str(upload.pk)})


@router.get("/sheets/{sheet_id}", response={200: SheetOut, **READING}, url_name="import_sheet")
def read_sheet(request: ApiRequest, sheet_id: str) -> dict[str, Any]:
    require(request.actor, "imports:run")
    upload = get_upload(request.actor, number(sheet_id))
    problems = [one.shown() for one in found_of(upload).problems] if upload.found else []
    report = {"batch": upload.batch_id and str(upload.batch_id), **upload.report, "problems": problems}
    return {
        "id": str(upload.pk),
        "operation": upload.operation_id and str(upload.operation_id),
        "state": upload.state,
        "file_name": upload.file_name,
        "batch": upload.batch_id and str(upload.batch_id),
        "report": report if upload.report else None,
        "problem": upload.problem or None,
    }


@router.get("/{batch_id}", response={200: BatchOut, **READING}, url_name="import")
def read(request: ApiRequest, batch_id: str) -> dict[str, Any]:
    require(request.actor, "imports:run")
    found: dict[str, Any] = show([get_batch(request.actor, number(batch_id))])[0]
    return found


@router.post("/{batch_id}/undo", response={200: BatchOut, **CHANGING}, url_name="import_undo")
def undo(request: ApiRequest, batch_id: str) -> dict[str, Any]:
    """A large one is taken back by the worker; its `state` says when it is over."""
    require(request.actor, "imports:run")
    batch = take_back_batch(get_batch(request.actor, number(batch_id), can=can_undo), by=request.actor)
    found: dict[str, Any] = show([batch])[0]
    return found


def show(batches: Sequence[Batch]) -> list[Any]:
    return [
        {
            "id": str(one.pk),
            "preset": one.preset,
            "file_name": one.file_name,
            "state": one.state,
            "at": moment(one.at),
            "undone_at": moment(one.undone_at),
            "report": {"batch": str(one.pk)} | (one.report or EMPTY),
        }
        for one in batches
    ]

"""/imports: a sheet brought in, what became of it, and taking it back."""

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
from huiyin.imports.access import can_undo, get_batch, visible_to
from huiyin.imports.actions import Options, import_sheet, undo_batch
from huiyin.imports.models import Batch
from huiyin.imports.reading import MOST_BYTES

router = Router()


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

    preset: Literal["huiyin", "attendance"]
    commit: bool = False
    skip_bad: bool = False
    create_missing: bool = False
    invite: bool = False
    zone: str = ""


@router.get("", response={200: BatchPage, **READING}, url_name="imports")
def list_imports(request: ApiRequest, paging: Query[Paging]) -> dict[str, Any]:
    require(request.actor, "imports:run")
    return page_of(request, visible_to(request.actor), paging, show)


@router.post("", response={200: ReportOut, 201: ReportOut, **CHANGING}, url_name="imports")
def create(
    request: ApiRequest, response: HttpResponse, body: Form[ImportIn], file: File[UploadedFile]
) -> Status[Any]:
    """201 when a batch was written, 200 for a dry run, 422 with each problem when rows stopped it."""
    require(request.actor, "imports:run")
    if (file.size or 0) > MOST_BYTES:
        problem = _("The file is larger than %(most)s MB.") % {"most": MOST_BYTES >> 20}
        raise DomainError("file_too_big", problem, "", [FieldProblem("file", problem)])
    options = Options(
        preset=body.preset,
        commit=body.commit,
        skip_bad=body.skip_bad,
        create_missing=body.create_missing,
        invite=body.invite,
        zone=body.zone,
    )
    report = import_sheet(file.read(), file.name or "", options, by=request.actor)
    if report.refused and body.commit:
        raise DomainError(
            "rows_rejected",
            _("%(count)s rows were rejected, so nothing was written.") % {"count": report.rows["rejected"]},
            _("Mend them, or leave them out with skip_bad."),
            [
                FieldProblem(f"{one.sheet} {one.row} {one.column}".strip(), one.problem, one.accepts)
                for one in report.problems
            ],
        )
    if report.batch is None:
        return Status(200, report.shown())
    response["Location"] = f"/api/v1/imports/{report.batch}"
    return Status(201, report.shown())


@router.get("/{batch_id}", response={200: BatchOut, **READING}, url_name="import")
def read(request: ApiRequest, batch_id: str) -> dict[str, Any]:
    require(request.actor, "imports:run")
    found: dict[str, Any] = show([get_batch(request.actor, number(batch_id))])[0]
    return found


@router.post("/{batch_id}/undo", response={200: BatchOut, **CHANGING}, url_name="import_undo")
def undo(request: ApiRequest, batch_id: str) -> dict[str, Any]:
    require(request.actor, "imports:run")
    batch = undo_batch(get_batch(request.actor, number(batch_id), can=can_undo), by=request.actor)
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
            "report": {"batch": str(one.pk)} | one.report,
        }
        for one in batches
    ]

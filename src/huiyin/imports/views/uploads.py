"""The wizard: upload, say which column is what, look at the check, write."""

from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiyin.accounts.doors import require
from huiyin.core.errors import DomainError
from huiyin.core.http import Request
from huiyin.core.live import tag_of, unchanged
from huiyin.imports import pages, uploading
from huiyin.imports.access import get_upload
from huiyin.imports.forms import EncodingForm, UploadForm, chosen_columns, mended_cells, version_of
from huiyin.imports.looking import found_of
from huiyin.imports.mending import mend
from huiyin.imports.models import Upload, UploadState
from huiyin.imports.steps import RUNNING
from huiyin.imports.wrong_rows import as_csv, as_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "POST"])
def upload(request: Request) -> HttpResponse:
    require(request.actor, "imports:run")
    is_sent = request.method == "POST"
    form = UploadForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        initial={"key": UploadForm.new_key()},
    )
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = uploading.upload_sheet(
                file.read(), file.name or "", key=form.cleaned_data["key"], by=request.actor
            )
        except DomainError as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("imports:show", made.pk)
    return render(request, "imports/upload.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
def show(request: Request, upload_id: int) -> HttpResponse:
    """One address for a sheet, whatever it waits for."""
    found = get_upload(request.actor, upload_id)
    if found.state in RUNNING:
        return _working(request, found)
    if found.state == UploadState.DONE and found.batch:
        answer: HttpResponse = redirect("imports:batch", found.batch.pk)
    elif found.state == UploadState.MAPPING:
        answer = render(request, "imports/columns.html", pages.columns_page(found, request.GET))
    elif found.state == UploadState.CHECKED:
        answer = render(
            request, "imports/checked.html", pages.checked_page(found, request.GET.get("page", ""))
        )
    else:
        answer = render(request, "imports/failed.html", pages.columns_page(found, {}))
    if request.htmx:
        # The open page has watched the work; now there is something to decide.
        answer = HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return answer


def _working(request: Request, found: Upload) -> HttpResponse:
    context = pages.working_page(found)
    tag = tag_of(found.state, found.gate, context["done"], found.stop_asked, context["is_lost"])
    context["tag"] = tag
    response = unchanged(request, tag) or render(request, "imports/working.html", context)
    response["ETag"] = tag
    return response


@require_POST
def columns(request: Request, upload_id: int) -> HttpResponse:
    found = get_upload(request.actor, upload_id)
    try:
        uploading.choose_columns(
            found,
            chosen_columns(request.POST),
            preset=request.POST.get("preset", ""),
            sheet=request.POST.get("sheet", ""),
            options={"create_missing": "create_missing" in request.POST},
            by=request.actor,
            version=version_of(request.POST),
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
        if found.state == UploadState.MAPPING:
            context = pages.columns_page(found, request.POST) | {"tried": chosen_columns(request.POST)}
            return render(request, "imports/columns.html", context, status=422)
    return redirect("imports:show", found.pk)


@require_POST
def read_again(request: Request, upload_id: int) -> HttpResponse:
    form = EncodingForm(request.POST)
    encoding = form.cleaned_data["encoding"] if form.is_valid() else ""
    return _do(
        request, upload_id, lambda found: uploading.read_again(found, encoding=encoding, by=request.actor)
    )


@require_POST
def recheck(request: Request, upload_id: int) -> HttpResponse:
    """Back to the columns of a sheet that was checked."""
    return _do(request, upload_id, lambda found: uploading.back_to_columns(found, by=request.actor))


@require_POST
def mend_rows(request: Request, upload_id: int) -> HttpResponse:
    return _do(
        request,
        upload_id,
        lambda found: mend(
            found,
            mended_cells(request.POST),
            by=request.actor,
            version=version_of(request.POST),
            create_missing="create_missing" in request.POST,
        ),
    )


@require_POST
def commit(request: Request, upload_id: int) -> HttpResponse:
    return _do(
        request,
        upload_id,
        lambda found: uploading.commit_upload(
            found, skip_bad="skip_bad" in request.POST, by=request.actor, version=version_of(request.POST)
        ),
    )


@require_POST
def stop(request: Request, upload_id: int) -> HttpResponse:
    return _do(request, upload_id, lambda found: uploading.stop_upload(found, by=request.actor))


@require_POST
def go_on(request: Request, upload_id: int) -> HttpResponse:
    return _do(request, upload_id, lambda found: uploading.continue_upload(found, by=request.actor))


@require_POST
def drop(request: Request, upload_id: int) -> HttpResponse:
    found = get_upload(request.actor, upload_id)
    try:
        uploading.drop_upload(found, by=request.actor)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("imports:show", found.pk)
    messages.success(request, _("The sheet is forgotten; nothing of it was written."))
    return redirect("imports:list")


@require_GET
def wrong_rows(request: Request, upload_id: int, kind: str) -> HttpResponse:
    """The rejected rows to mend in a spreadsheet and upload again."""
    found = get_upload(request.actor, upload_id)
    uploading.note_download(found, by=request.actor)
    rows = found_of(found)
    data: str | bytes = as_csv(rows) if kind == "csv" else as_xlsx(rows)
    answer = HttpResponse(data, content_type="text/csv; charset=utf-8" if kind == "csv" else XLSX)
    stem = found.file_name.rpartition(".")[0] or found.file_name
    name = quote(f"{stem} {_('to mend')}.{kind}")
    answer["Content-Disposition"] = (
        f"attachment; filename=\"to-mend-{found.pk}.{kind}\"; filename*=UTF-8''{name}"
    )
    return answer


def _do(request: Request, upload_id: int, verb: "uploading.Verb") -> HttpResponse:
    found = get_upload(request.actor, upload_id)
    try:
        verb(found)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("imports:show", found.pk)

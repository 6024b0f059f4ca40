"""导出: what it would be, asking for it, how far it is, the file, throwing it away."""

from urllib.parse import quote
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiyin.accounts.doors import require
from huiyin.company.queries import the_company
from huiyin.core import clock
from huiyin.core.errors import DomainError, NotAllowed
from huiyin.core.http import Request
from huiyin.core.live import tag_of, unchanged
from huiyin.exports.access import RUN, get_export, visible_to
from huiyin.exports.approving import label_of
from huiyin.exports.asking import Wish, start
from huiyin.exports.keeping import discard, filters_of, open_file
from huiyin.exports.models import Export, ExportState, Format
from huiyin.exports.pages import export_line, export_lines, offer
from huiyin.exports.producing import produce
from huiyin.exports.writing import TYPES

SHOWN = 100


@require_GET
def show_list(request: Request) -> HttpResponse:
    require(request.actor, RUN)
    rows = visible_to(request.actor).select_related("operation").order_by("-created_at", "-pk")[:SHOWN]
    context = {"lines": export_lines(list(rows)), "zone": the_company().time_zone}
    return render(request, "exports/list.html", context)


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """The address of the list, with `of` before it, says what is taken out."""
    of, refused = request.GET.get("of", ""), None
    made = offer(request.actor, of, request.GET.dict())
    if request.method == "POST":
        wish = Wish(
            key=request.POST.get("key", "")[:64] or str(uuid4()),
            of=of,
            query=request.GET.dict(),
            format=request.POST.get("format", ""),
            why=request.POST.get("why", ""),
        )
        try:
            export = start(wish, by=request.actor)
        except NotAllowed:
            raise
        except DomainError as wrong:
            refused = wrong
        else:
            return _begun(export)
    context = {"offer": made, "key": str(uuid4()), "refused": refused, "why": request.POST.get("why", "")}
    return render(request, "exports/new.html", context, status=422 if refused else 200)


@require_GET
def detail(request: Request, export_id: int) -> HttpResponse:
    export = get_export(request.actor, export_id)
    line = export_line(export)
    tag = tag_of(line.word, line.done, line.can_download, line.approval)
    context = {
        "line": line,
        "filters": filters_of(export),
        "zone": the_company().time_zone,
        "tag": tag,
        "is_open": export.state in {ExportState.WAITING, ExportState.WRITING},
    }
    return unchanged(request, tag) or render(request, "exports/detail.html", context)


@require_GET
def file(request: Request, export_id: int) -> StreamingHttpResponse:
    """Nothing changes but the trail, which notes each opening."""
    return _answer(request, get_export(request.actor, export_id))


@require_POST
def discard_one(request: Request, export_id: int) -> HttpResponse:
    discard(get_export(request.actor, export_id), by=request.actor)
    messages.success(request, _("Done. Nothing of it is left."))
    return redirect("exports:list")


def _begun(export: Export) -> HttpResponse:
    """A short one is written now; the page of a long one may be left meanwhile."""
    if export.state == ExportState.WRITING and export.operation_id is None:
        produce(export.pk)
        export.refresh_from_db()
    return redirect("exports:detail", export_id=export.pk)


def _answer(request: Request, export: Export) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(
        open_file(export, by=request.actor), content_type=TYPES[Format(export.format)]
    )
    on = clock.today(the_company().time_zone).isoformat()
    name = quote(f"{label_of(export)} {on}.{export.format}")
    plain = f"export-{export.pk}.{export.format}"
    answer["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{name}"
    answer["Content-Length"] = str(export.size)
    answer["Cache-Control"] = "private, no-store"
    return answer

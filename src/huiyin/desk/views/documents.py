"""简历与附件: uploading, opening and deleting a candidate's documents."""

from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiyin.candidates import actions
from huiyin.candidates.access import get_candidate_by_number
from huiyin.candidates.forms import DeleteDocumentForm, DocumentsForm
from huiyin.candidates.models import Candidate, DocumentKind
from huiyin.core.errors import DomainError, NotAllowed
from huiyin.core.http import Request
from huiyin.desk.candidate_file import read_whole_file
from huiyin.interviews.documents import can_change_documents, get_document

# Whatever a browser would make of a document, it makes it without scripts and outside our origin.
SANDBOX = "sandbox; default-src 'none'"


@require_http_methods(["GET", "POST"])
def documents(request: Request, number: str) -> HttpResponse:
    candidate = get_candidate_by_number(request.actor, number)
    if request.method == "GET":
        return _page(request, candidate, DocumentsForm())
    if not can_change_documents(request.actor, candidate):
        raise NotAllowed("forbidden", _("You may see this candidate but not add documents."))
    form = DocumentsForm(request.POST)
    given = request.FILES.getlist("documents")
    if not given:
        form.add_error("documents", _("Choose at least one file."))
    if not form.is_valid():
        return _page(request, candidate, form)
    added = 0
    for one in given:
        try:
            taken = actions.add_document(
                candidate,
                one.name or "",
                one.read(),
                kind=DocumentKind(form.cleaned_data["kind"]),
                by=request.actor,
            )
        except DomainError as refusal:
            form.add_error("documents", f"{one.name}: {refusal.problem} {refusal.mend}")
        else:
            added += taken.is_new and not taken.document.is_quarantined
            _say(request, taken)
    if added:
        said = ngettext("{n} document is on the file.", "{n} documents are on the file.", added)
        messages.success(request, said.format(n=added))
    return _page(request, candidate, form) if form.errors else redirect("candidates:documents", number)


@require_GET
def document(request: Request, document_id: int) -> HttpResponse:
    """Always as a file to keep, never as a page of ours; each opening is noted."""
    found = get_document(request.actor, document_id)
    data = actions.open_document(found, by=request.actor)
    response = HttpResponse(data, content_type=found.media_type)
    plain = f"document-{found.pk}.{found.name.rpartition('.')[2].lower()}"
    response["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(found.name, safe='')}"
    )
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


@require_POST
def delete(request: Request, document_id: int) -> HttpResponse:
    found = get_document(request.actor, document_id, to_change=True)
    number = found.candidate.number
    actions.delete_document(found, reason=request.POST.get("reason", ""), by=request.actor)
    messages.success(request, _("The document is deleted. The file's log keeps that there was one."))
    return redirect("candidates:documents", number)


def _say(request: Request, taken: actions.Taken) -> None:
    name = taken.document.name
    if not taken.is_new:
        messages.info(request, _("{name} is on the file already.").format(name=name))
    elif taken.document.is_quarantined:
        messages.warning(
            request, _("{name} carries something that could do harm; it is kept shut.").format(name=name)
        )


def _page(request: Request, candidate: Candidate, form: DocumentsForm) -> HttpResponse:
    whole = read_whole_file(request.actor, candidate, part="none")
    context = {
        "company": whole.company,
        "whole": whole,
        "file": whole.file,
        "candidate": candidate,
        "here": "documents",
        "form": form,
        "delete_form": DeleteDocumentForm(auto_id=False),
    }
    return render(request, "desk/file_documents.html", context, status=422 if form.errors else 200)

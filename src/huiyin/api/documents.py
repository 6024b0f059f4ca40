"""/documents and /candidates/{id}/documents: résumés and other papers, judged before they are kept."""

from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import File, Form, Router, Schema, Status, UploadedFile

from huiyin.accounts.doors import require
from huiyin.api.auth import ApiRequest
from huiyin.api.finding import application_of
from huiyin.api.shapes import CHANGING, READING, Id, Input, Moment, moment, number
from huiyin.candidates import actions
from huiyin.candidates.access import get_candidate
from huiyin.candidates.models import Candidate, Document, DocumentKind
from huiyin.core.actor import Actor
from huiyin.core.errors import NotAllowed
from huiyin.interviews.documents import can_change_documents, documents_for, get_document

router = Router()


class DocumentOut(Schema):
    """`is_quarantined`: kept shut, because it carries something that could do harm."""

    id: str
    candidate: str
    application: str | None
    kind: str
    name: str
    media_type: str
    size: int
    sha256: str
    is_quarantined: bool
    at: Moment


class DocumentList(Schema):
    items: list[DocumentOut]
    next: str | None = None


class DocumentIn(Input):
    kind: DocumentKind = DocumentKind.OTHER
    application: Id | None = None


class DeleteIn(Input):
    """`reason` is on_request, wrong_person, outdated or other."""

    reason: str


class DocumentAdded(DocumentOut):
    """`is_new` is false when the file had the very same document already."""

    is_new: bool


@router.get(
    "/candidates/{candidate_id}/documents",
    response={200: DocumentList, **READING},
    url_name="candidate_documents",
)
def list_documents(request: ApiRequest, candidate_id: str) -> dict[str, Any]:
    candidate = _candidate(request.actor, candidate_id)
    return {"items": [_shown(one) for one in documents_for(request.actor, candidate)]}


@router.post(
    "/candidates/{candidate_id}/documents",
    response={201: DocumentAdded, **CHANGING},
    url_name="candidate_documents",
)
def add(
    request: ApiRequest,
    candidate_id: str,
    response: HttpResponse,
    body: Form[DocumentIn],
    file: File[UploadedFile],
) -> Status[Any]:
    """PDF, DOCX, JPG or PNG; what is not what its ending says is refused."""
    actor, candidate = request.actor, _candidate(request.actor, candidate_id)
    if not can_change_documents(actor, candidate):
        raise NotAllowed("forbidden", _("You may see this candidate but not add documents."))
    about = application_of(candidate, body.application, actor=actor)
    taken = actions.add_document(
        candidate, file.name or "", file.read(), kind=body.kind, application=about, by=actor
    )
    response["Location"] = f"/api/v1/documents/{taken.document.pk}"
    return Status(201, _shown(taken.document) | {"is_new": taken.is_new})


@router.get("/documents/{document_id}", response={200: DocumentOut, **READING}, url_name="document")
def read(request: ApiRequest, document_id: str) -> dict[str, Any]:
    return _shown(get_document(request.actor, number(document_id)))


@router.get(
    "/documents/{document_id}/file",
    response={409: READING[404], **READING},
    url_name="document_file",
    openapi_extra={
        "responses": {
            200: {
                "description": "The file itself; each opening is noted.",
                "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
            }
        }
    },
)
def file(request: ApiRequest, document_id: str) -> HttpResponse:
    """The bytes, never as a page; each opening is noted in the trail."""
    found = get_document(request.actor, number(document_id))
    response = HttpResponse(
        actions.open_document(found, by=request.actor), content_type="application/octet-stream"
    )
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.name, safe='')}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    return response


@router.post("/documents/{document_id}/delete", response={204: None, **CHANGING}, url_name="document_delete")
def delete(request: ApiRequest, document_id: str, body: DeleteIn) -> Status[None]:
    found = get_document(request.actor, number(document_id), to_change=True)
    actions.delete_document(found, reason=body.reason, by=request.actor)
    return Status(204, None)


def _candidate(actor: Actor, candidate_id: str) -> Candidate:
    require(actor, "candidates:see")
    return get_candidate(actor, number(candidate_id))


def _shown(one: Document) -> dict[str, Any]:
    return {
        "id": str(one.pk),
        "candidate": str(one.candidate_id),
        "application": one.application_id and str(one.application_id),
        "kind": one.kind,
        "name": one.name,
        "media_type": one.media_type,
        "size": one.size,
        "sha256": one.sha256,
        "is_quarantined": one.is_quarantined,
        "at": moment(one.at),
    }

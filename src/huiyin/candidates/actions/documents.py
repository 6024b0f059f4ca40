"""Documents of a candidate's: taken in after they were judged, opened by name, deleted with a reason."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.candidates.actions.reading import read_document
from huiyin.candidates.documents import Fate, Verdict, judge
from huiyin.candidates.models import Application, Candidate, Document, DocumentKind
from huiyin.core import audit, clock, sealed_files
from huiyin.core.actor import Actor
from huiyin.core.background import enqueue
from huiyin.core.digests import sha256_letters
from huiyin.core.errors import DomainError, FieldProblem
from huiyin.search.index import refresh

FOLDER = "documents"
DELETE_REASONS = ("on_request", "wrong_person", "outdated", "other")


@dataclass(frozen=True)
class Taken:
    """`is_new` is False when this candidate's file has the very same document already."""

    document: Document
    is_new: bool


def add_document(
    candidate: Candidate,
    name: str,
    data: bytes,
    *,
    by: Actor,
    kind: DocumentKind = DocumentKind.OTHER,
    application: Application | None = None,
) -> Taken:
    """Keep a document, or keep it sealed and shut when it carries something that acts; anything else is
    refused. Judged before the transaction begins: a PDF takes a moment.
    """
    verdict = judged(name, data)
    return keep_document(candidate, verdict, data, by=by, kind=kind, application=application)


def judged(name: str, data: bytes) -> Verdict:
    """What a file is; one that is no document of ours is refused."""
    verdict = judge(name, data, most_bytes=settings.HUIYIN_UPLOAD_BYTES)
    if verdict.fate == Fate.REFUSED:
        raise _refusal(verdict)
    return verdict


def keep_document(
    candidate: Candidate,
    verdict: Verdict,
    data: bytes,
    *,
    by: Actor,
    kind: DocumentKind = DocumentKind.OTHER,
    application: Application | None = None,
) -> Taken:
    """Keep what was judged."""
    digest = sha256_letters(data)
    if known := _known(candidate, digest):
        return Taken(known, is_new=False)
    path = sealed_files.store(FOLDER, data)
    try:
        taken = _write_down(
            Document(
                candidate=candidate,
                application=application,
                kind=kind,
                name=verdict.name,
                media_type=verdict.media_type,
                size=len(data),
                sha256=digest,
                path=path,
                is_quarantined=verdict.fate == Fate.QUARANTINED,
                reason=verdict.reason,
                uploaded_by=by.key,
                at=clock.now(),
            ),
            by=by,
        )
    except BaseException:
        sealed_files.remove(path)
        raise
    if not taken.is_new:
        sealed_files.remove(path)
    return taken


def _known(candidate: Candidate, digest: str) -> Document | None:
    return Document.objects.filter(candidate=candidate, sha256=digest).first()


@transaction.atomic
def _write_down(document: Document, *, by: Actor) -> Taken:
    """One after the other for each candidate, so that an impatient second click adds nothing."""
    Candidate.objects.select_for_update().get(pk=document.candidate_id)
    if known := _known(document.candidate, document.sha256):
        return Taken(known, is_new=False)
    document.save()
    if not document.is_quarantined:
        enqueue(read_document, document.pk)
    verb = "document.quarantined" if document.is_quarantined else "document.added"
    detail = {"reason": document.reason} if document.is_quarantined else {"kind": document.kind}
    audit.record(verb, document.candidate, by=by, document=document.pk, **detail)
    return Taken(document, is_new=True)


def open_document(document: Document, *, by: Actor) -> bytes:
    """Its bytes, and an entry that says who has seen it. One that is quarantined is opened by nobody."""
    if document.is_quarantined:
        raise DomainError(
            "quarantined",
            _("This document is kept shut, because it carries something that could do harm."),
            _("Ask the candidate for a plain PDF."),
        )
    try:
        data = sealed_files.read(document.path)
    except FileNotFoundError as gone:
        raise DomainError(
            "file_missing",
            _("The file of this document is not there."),
            _("Ask the administrator whether the home was restored without its files."),
        ) from gone
    audit.record("document.opened", document.candidate, by=by, document=document.pk)
    return data


@transaction.atomic
def delete_document(document: Document, *, reason: str, by: Actor) -> None:
    """The row and the file go; the trail keeps that there was one, and why it went."""
    if reason not in DELETE_REASONS:
        problem = _("Choose why the document goes.")
        raise DomainError("bad_reason", problem, "", [FieldProblem("reason", problem)])
    number, path = document.pk, document.path
    if not Document.objects.filter(pk=number).delete()[0]:
        # Somebody was quicker, and the trail says who.
        return
    audit.record("document.deleted", document.candidate, by=by, document=number, reason=reason)
    refresh("candidate", [document.candidate_id])
    transaction.on_commit(lambda: sealed_files.remove(path))


def _refusal(verdict: Verdict) -> DomainError:
    megabytes = settings.HUIYIN_UPLOAD_BYTES // (1024 * 1024)
    again = _("Ask for a PDF, or save it as one and upload it again.")
    said = {
        "empty": (_("The file is empty."), _("Upload it again; the copy may have been cut off.")),
        "too_large": (
            _("The file is larger than {n} MB.").format(n=megabytes),
            _("Make it smaller, for instance with fewer pictures."),
        ),
        "type": (_("Only PDF, DOCX, JPG and PNG are taken."), again),
        "wrong_content": (_("The file is not what its ending says."), again),
        "encrypted": (_("The file is locked with a password."), _("Ask for one without a password.")),
        "encrypted_or_old": (_("The file is locked with a password, or an old .doc."), again),
        "too_many_pixels": (_("The picture is too large to be opened safely."), _("Send a smaller one.")),
        "unpacks_too_large": (_("The file unpacks to far more than a document has."), again),
        "too_complex": (_("The file takes too much time or memory to be read."), again),
    }
    problem, mend = said.get(verdict.reason, (_("The file cannot be read; it is damaged."), again))
    return DomainError(
        f"document_{verdict.reason}", problem, mend, [FieldProblem("documents", problem, mend)]
    )

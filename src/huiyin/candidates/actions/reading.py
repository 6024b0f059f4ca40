"""Reading documents for the search: soon after they came in, and those that were there before it could."""

from django.db import IntegrityError, transaction

from huiyin.candidates.documents.reading import Reading, read_text
from huiyin.candidates.models import Document, DocumentText
from huiyin.core import clock, sealed_files
from huiyin.core.background import task
from huiyin.search.index import refresh

MOST_A_SWEEP = 50


@task()
def read_document(document_id: int) -> None:
    """Read one, unless it has been read or is gone."""
    document = Document.objects.filter(pk=document_id, is_quarantined=False, reading=None).first()
    if document:
        _keep(document, _read(document))


def read_unread() -> int:
    """For the clock: what no task has read, the newest first."""
    rows = Document.objects.filter(is_quarantined=False, reading=None).order_by("-pk")
    waiting = list(rows[:MOST_A_SWEEP])
    for document in waiting:
        _keep(document, _read(document))
    return len(waiting)


def _read(document: Document) -> Reading:
    try:
        return read_text(document.media_type, sealed_files.read(document.path))
    except FileNotFoundError:
        return Reading("unreadable")


def _keep(document: Document, reading: Reading) -> None:
    """Nothing when it was deleted or read meanwhile."""
    try:
        with transaction.atomic():
            if not Document.objects.select_for_update().filter(pk=document.pk).exists():
                return
            DocumentText.objects.create(
                document=document, state=reading.state, text=reading.text, at=clock.now()
            )
            refresh("candidate", [document.candidate_id])
    except IntegrityError:
        return

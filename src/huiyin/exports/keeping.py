"""What becomes of the files: handed to who asked, thrown away by her, removed when their day is over."""

import json
from collections.abc import Iterator
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.approvals.actions import live_of, withdraw
from huiyin.core import audit, clock, sealed_streams
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError, NotAllowed
from huiyin.core.references import ref
from huiyin.exports.access import require_export
from huiyin.exports.lists import get_list
from huiyin.exports.models import Export, ExportState
from huiyin.exports.producing import CARRIER, FOLDER, READY_TODO, fail
from huiyin.todos.actions import close_todos

ORPHAN = timedelta(hours=1)
GIVEN_UP = timedelta(hours=12)


def open_file(export: Export, *, by: Actor) -> Iterator[bytes]:
    """The file in clear, in pieces; each opening is noted. Rights are asked anew: they may have been cut
    since.
    """
    if export.asked_by_id != by.user_id:
        raise NotAllowed("not_yours", _("Only who asked may open this file."))
    require_export(by, get_list(export.list_key))
    if export.state != ExportState.READY or export.expires_at is None or export.expires_at <= clock.now():
        raise DomainError("file_gone", _("This file is not there any more."), _("Make it anew."))
    parts = sealed_streams.read(FOLDER, export.path)
    first = next(parts)
    audit.record("export.downloaded", export, by=by, list=export.list_key, rows=export.rows)
    close_todos(READY_TODO, ref(export), by=by)
    return _all(first, parts)


def discard(export: Export, *, by: Actor) -> None:
    """She needs it no more: a waiting one is withdrawn, a running one stopped, a ready one removed."""
    if export.state == ExportState.WAITING:
        approval = live_of(ref(export))
        if approval is not None:
            withdraw(approval, by=by)
    elif export.state == ExportState.WRITING:
        fail(export, DomainError("stopped", _("This export was stopped.")))
    elif export.state == ExportState.READY:
        audit.record("export.discarded", export, by=by, list=export.list_key)
        _remove(export, by=by)


def sweep() -> int:
    """For the clock: files whose day is over, drafts and files that belong to nothing, work that was given
    up.
    """
    now, removed = clock.now(), 0
    for export in Export.objects.filter(state=ExportState.READY, expires_at__lte=now):
        _remove(export, by=CARRIER)
        removed += 1
    for export in Export.objects.filter(state=ExportState.WRITING, created_at__lt=now - GIVEN_UP):
        if export.operation is None or export.operation.created_at < now - GIVEN_UP:
            fail(export, DomainError("given_up", _("This export was given up.")))
    known = set(Export.objects.filter(state=ExportState.READY).values_list("path", flat=True))
    for name, since in list(sealed_streams.names(FOLDER)):
        if name in known or since > now.timestamp() - ORPHAN.total_seconds():
            continue
        removed += 1
        if name.endswith(".new"):
            sealed_streams.remove_draft(FOLDER, name)
        else:
            sealed_streams.remove(FOLDER, name)
    return removed


def filters_of(export: Export) -> dict[str, str]:
    found: dict[str, str] = json.loads(export.query or "{}")
    return found


def _remove(export: Export, *, by: Actor) -> None:
    with transaction.atomic():
        gone = Export.objects.filter(pk=export.pk, state=ExportState.READY).update(
            state=ExportState.GONE, path=""
        )
        close_todos(READY_TODO, ref(export), by=by)
    if gone:
        sealed_streams.remove(FOLDER, export.path)


def _all(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest

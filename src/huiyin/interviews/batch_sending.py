"""Sending a batch as an operation that may be left alone, trying the failed again, taking it back.

Here and not among the actions, because it hands the work to a task that runs an action.
"""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.core import clock, operations
from huiyin.core.actor import Actor
from huiyin.core.background import enqueue
from huiyin.core.errors import DomainError
from huiyin.core.models import Operation, OperationState
from huiyin.core.references import ref
from huiyin.interviews import batch_plans
from huiyin.interviews.actions import batch_guards as guards
from huiyin.interviews.actions.guards import check_tell
from huiyin.interviews.actions.send_batch import tell_of
from huiyin.interviews.actions.undo_schedule import undo_schedule
from huiyin.interviews.batch_tasks import send_rows
from huiyin.interviews.batch_troubles import sendable, troubles_of
from huiyin.interviews.models import Batch, BatchRow, BatchState, Interview

KIND = "interviews.invite"


def send_batch(batch: Batch, *, by: Actor, seen: int | None = None) -> Operation:
    """Invite everybody who is placed and without trouble. Ten clicks on one page are one sending."""
    with transaction.atomic():
        row = guards.lock(batch)
        known = row.operation
        if known and seen is not None and known.detail.get("seen") == seen:
            return known
        guards.check_editable(row)
        guards.check_seen(row, seen, strict=True)
        loaded = batch_plans.load(row)
        chosen = sendable(loaded, troubles_of(loaded, clock.now()))
        return _begin(row, chosen, by, seen=seen)


def retry_failed(batch: Batch, *, by: Actor) -> Operation:
    """Try again only those whom the last sending could not arrange, at the time that they have now."""
    with transaction.atomic():
        row = guards.lock(batch)
        if row.state == BatchState.SENDING and row.operation:
            return row.operation
        guards.check_editable(row)
        failed = row.rows.filter(operation=row.operation, interview=None, is_left_out=False)
        return _begin(row, list(failed.exclude(problem={}).filter(start__isnull=False)), by, seen=None)


def undo_batch(batch: Batch, *, by: Actor) -> int:
    """Take the whole back while nothing has left: letters and interviews; the rows are as before. Refused as
    a whole when one letter has left, because then somebody knows of an interview.
    """
    with transaction.atomic():
        row = guards.lock(batch)
        invited = list(row.rows.exclude(interview=None).order_by("position"))
        if row.state not in {BatchState.SENDING, BatchState.SENT}:
            return 0
        sendings = {f"operation:{one.operation_id}" for one in invited}
        rows = Interview.objects.filter(pk__in=[one.interview_id for one in invited])
        undo_schedule(rows, operations=sendings, by=by)
        row.rows.update(interview=None, problem={}, operation=None)
        if row.operation:
            operations.end(row.operation.pk, state=OperationState.CANCELLED)
        row.state, row.operation = BatchState.DRAFT, None
        guards.changed(row, "batch.undone", by=by, fields=["state", "operation"], rows=len(invited))
        return len(invited)


def _begin(batch: Batch, rows: Sequence[BatchRow], by: Actor, *, seen: int | None) -> Operation:
    """In the caller's transaction, which holds the batch."""
    if not rows:
        raise DomainError(
            "nobody_to_invite",
            _("Nobody of these people can be invited as it stands."),
            _("Settle what stands in the way, or add days."),
        )
    start = rows[0].start
    assert start is not None
    check_tell(tell_of(batch, start), by)
    operation, _is_new = operations.begin(
        KIND, key=_key(batch), total=len(rows), by=by, about=ref(batch), detail={"seen": seen}
    )
    _mark(rows, operation)
    batch.state, batch.operation = BatchState.SENDING, operation
    guards.changed(
        batch, "batch.sent", by=by, fields=["state", "operation"], rows=len(rows), operation=operation.pk
    )
    enqueue(send_rows, operation.pk)
    return operation


def _mark(rows: Iterable[BatchRow], operation: Operation) -> None:
    BatchRow.objects.filter(pk__in=[one.pk for one in rows]).update(operation=operation, problem={})


def _key(batch: Batch) -> str:
    """`batch:12` for its first sending, `batch:12:2` for the second."""
    before = Operation.objects.filter(kind=KIND, about=ref(batch)).count()
    return f"batch:{batch.pk}" if not before else f"batch:{batch.pk}:{before + 1}"

"""How far the sending of a batch is, and for how long it may still be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min

from huiyin.core import clock
from huiyin.core.models import Operation
from huiyin.core.operations import OVER
from huiyin.core.references import ref
from huiyin.interviews.batch_plans import name_of
from huiyin.interviews.models import Batch, BatchRow, BatchState
from huiyin.messaging.models import Letter
from huiyin.messaging.states import ARRIVED, LetterState

STOPPED = (LetterState.SUPERSEDED, LetterState.CANCELLED, LetterState.SUPPRESSED)

WAITING = (
    LetterState.PLANNED,
    LetterState.HELD,
    LetterState.QUEUED,
    LetterState.CLAIMED,
    LetterState.SENDING,
    LetterState.RETRYING,
)
LOST = (LetterState.FAILED, LetterState.BOUNCED, LetterState.UNKNOWN)


@dataclass(frozen=True)
class Progress:
    """One sending. `gone`, `waiting`, `by_hand` and `failed_letters` are the invitations' own states."""

    operation: Operation
    rate: float
    seconds_left: int
    failed: Sequence[tuple[BatchRow, str]]
    gone: int
    waiting: int
    by_hand: int
    failed_letters: int
    can_undo: bool
    undo_until: datetime | None

    @property
    def is_over(self) -> bool:
        return self.operation.state in OVER

    @property
    def arranged(self) -> int:
        return self.operation.done - self.operation.failed


def progress_of(batch: Batch) -> Progress | None:
    """Of its last sending; None while it was never sent."""
    operation = batch.operation
    if operation is None:
        return None
    spent = ((operation.ended_at or clock.now()) - operation.created_at).total_seconds()
    rate = operation.done / spent if spent > 0 else 0.0
    counted = _letters(operation)
    can_undo, undo_until = _undo_until(batch)
    return Progress(
        operation=operation,
        rate=rate,
        seconds_left=round((operation.total - operation.done) / rate) if rate else 0,
        failed=_failed(batch, operation),
        gone=sum(n for (state, _why), n in counted.items() if state in ARRIVED),
        waiting=sum(n for (state, why), n in counted.items() if state in WAITING and why != "by_hand"),
        by_hand=sum(n for (_state, why), n in counted.items() if why == "by_hand"),
        failed_letters=sum(n for (state, _why), n in counted.items() if state in LOST),
        can_undo=can_undo,
        undo_until=undo_until,
    )


def _letters(operation: Operation) -> dict[tuple[str, str], int]:
    rows = Letter.objects.filter(operation=ref(operation), kind="interview.scheduled")
    rows = rows.exclude(state__in=STOPPED)
    grouped = rows.order_by().values_list("state", "reason").annotate(n=Count("pk"))
    return {(state, why): n for state, why, n in grouped}


def _failed(batch: Batch, operation: Operation) -> list[tuple[BatchRow, str]]:
    if not operation.failed:
        return []
    rows = batch.rows.filter(operation=operation, interview=None).exclude(problem={})
    return [(row, name_of(row)) for row in rows.select_related("application__candidate").order_by("position")]


def _undo_until(batch: Batch) -> tuple[bool, datetime | None]:
    """Whether the whole may be taken back, and until when; without letters there is no hurry."""
    if batch.state not in {BatchState.SENDING, BatchState.SENT}:
        return False, None
    sendings = batch.rows.exclude(interview=None).values_list("operation", flat=True).distinct()
    if not sendings:
        return False, None
    letters = Letter.objects.filter(operation__in=[f"operation:{pk}" for pk in sendings])
    grouped = letters.exclude(state__in=STOPPED).order_by().values_list("state", "reason")
    first: datetime | None = None
    for state, why, at in grouped.annotate(first=Min("next_try_at")):
        if not (state == LetterState.PLANNED or (state == LetterState.HELD and why in {"undo", "review"})):
            return False, None
        if why != "review":
            first = min(at, first or at)
    return first is None or first > clock.now(), first

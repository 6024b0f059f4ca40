"""Inviting the people of a batch in portions: each row is arranged once, however often a portion runs."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from itertools import groupby
from typing import cast
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q, QuerySet

from huiyin.core import operations
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError
from huiyin.core.models import Operation, OperationState
from huiyin.core.references import ref, ref_id
from huiyin.interviews import batch_plans
from huiyin.interviews.actions import batch_guards as guards
from huiyin.interviews.actions.schedule import schedule_interviews
from huiyin.interviews.batch_plans import LoadedBatch
from huiyin.interviews.models import Batch, BatchRow, BatchState
from huiyin.interviews.plans import Tell, Telling

PORTION = 50
INVITES_AT = time(9)
"""The hour at which a planned invitation leaves, on the wall of the batch's zone."""


def send_portion(operation_id: int) -> bool:
    """Arrange some of the rows that wait and tell those people; False when none is left. Interviews, letters
    and the rows' marks are one transaction, so a worker killed in it has done nothing.
    """
    operation = Operation.objects.get(pk=operation_id)
    by = Actor(kind="user", key=operation.actor, user_id=ref_id(operation.actor, "user"))
    with transaction.atomic():
        batch = guards.lock(Batch.objects.get(pk=ref_id(operation.about, "batch") or 0))
        if batch.operation_id != operation.pk:
            operations.end(operation.pk, state=OperationState.CANCELLED)
            return False
        waiting = list(_waiting(operation).values_list("pk", flat=True)[:PORTION])
        if waiting:
            _arrange(batch_plans.load(batch, waiting), operation, by)
        is_over = not _waiting(operation).exists()
        if is_over and batch.state == BatchState.SENDING:
            batch.state = BatchState.SENT
            batch.save(update_fields=["state"])
    _report(operation)
    if is_over:
        operations.end(operation.pk)
    return not is_over


def rows_of(operation: Operation) -> QuerySet[BatchRow]:
    return BatchRow.objects.filter(operation=operation)


def tell_of(batch: Batch, start: datetime) -> Tell:
    """Who hears of an interview of this batch that begins then, and when its invitation leaves."""
    return Tell(
        candidate=cast("Telling", batch.candidate_told),
        interviewers=cast("Telling", batch.interviewers_told),
        why=batch.why_untold,
        invite_at=invite_at(batch, start),
    )


def invite_at(batch: Batch, start: datetime) -> datetime | None:
    """The morning so many days before the start; None when the invitation leaves at once."""
    if batch.invite_days_before is None:
        return None
    wall = ZoneInfo(batch.time_zone)
    day = start.astimezone(wall).date() - timedelta(days=batch.invite_days_before)
    return datetime.combine(day, INVITES_AT, wall).astimezone(UTC)


def _waiting(operation: Operation) -> QuerySet[BatchRow]:
    """What has neither been arranged nor refused in this sending, in order of time."""
    untried = Q(interview=None, problem={}, is_left_out=False, start__isnull=False)
    return rows_of(operation).filter(untried).order_by("start", "position")


def _arrange(loaded: LoadedBatch, operation: Operation, by: Actor) -> None:
    rows = sorted(loaded.rows, key=lambda one: (one.start, one.position))
    for _when, some in groupby(rows, key=lambda one: invite_at(loaded.batch, _start(one))):
        _arrange_some(loaded, list(some), operation, by)
    BatchRow.objects.bulk_update(rows, ["interview", "problem"], batch_size=PORTION)


def _arrange_some(loaded: LoadedBatch, rows: Sequence[BatchRow], operation: Operation, by: Actor) -> None:
    """Rows whose invitations leave at the same time."""
    pairs = [(row.application, loaded.plan_of(row)) for row in rows]
    tell = tell_of(loaded.batch, _start(rows[0]))
    outcome = schedule_interviews(pairs, tell=tell, by=by, operation=ref(operation))
    for row, interview in zip(rows, outcome.interviews, strict=True):
        row.interview = interview
    for index, refused in outcome.problems.items():
        rows[index].problem = as_problem(refused)


def as_problem(refused: DomainError) -> dict[str, str]:
    return {"code": refused.code, "problem": refused.problem, "mend": refused.mend}


def _start(row: BatchRow) -> datetime:
    assert row.start is not None
    return row.start


def _report(operation: Operation) -> None:
    rows = rows_of(operation)
    failed = list(rows.exclude(problem={}).filter(interview=None).order_by("position"))
    waiting = _waiting(operation).count()
    operations.report(
        operation.pk,
        done=operation.total - waiting,
        problems=[{"about": f"application:{row.application_id}", **row.problem} for row in failed],
    )

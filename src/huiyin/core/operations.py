"""Long pieces of work, as those who started them may watch them.

An action begins one in the transaction that decides the work, a background task carries it on in portions and
reports after each. A portion may run twice, so its work must be idempotent; the numbers are set, not added.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.core.digests import sha256_letters
from huiyin.core.errors import NotFound
from huiyin.core.models import Operation, OperationState

KEY_LENGTH = 128
OVER = (OperationState.DONE, OperationState.FAILED, OperationState.CANCELLED)


def visible_to(actor: Actor) -> QuerySet[Operation]:
    """Her own, whether she started it on a page or by a token. A letter's link opens none."""
    if actor.kind == "staff_link":
        return Operation.objects.none()
    keys = {actor.key} | ({f"user:{actor.user_id}"} if actor.user_id else set())
    return Operation.objects.filter(actor__in=keys)


def running(actor: Actor) -> QuerySet[Operation]:
    return visible_to(actor).exclude(state__in=OVER)


def own_recent_failures(actor: Actor, since: datetime) -> QuerySet[Operation]:
    """Hers that ended lately and did not do all of their rows, and that nobody has tried again."""
    failed = Q(failed__gt=0) | Q(state=OperationState.FAILED)
    rows = visible_to(actor).filter(failed, state__in=OVER, ended_at__gt=since)
    return rows.exclude(detail__has_key="retried")


def get_operation(actor: Actor, operation_id: int) -> Operation:
    operation = visible_to(actor).filter(pk=operation_id).first()
    if operation is None:
        raise NotFound("not_found", _("There is no such operation."))
    return operation


def begin(
    kind: str, *, key: str, total: int, by: Actor, about: str = "", detail: Mapping[str, Any] | None = None
) -> tuple[Operation, bool]:
    """The operation of that key, and whether it is new: ten clicks with one key begin one piece of work."""
    owner = f"user:{by.user_id}" if by.user_id else by.key
    return Operation.objects.get_or_create(
        key=_kept(key),
        defaults={
            "kind": kind,
            "about": about,
            "total": total,
            "actor": owner,
            "detail": dict(detail or {}),
            "created_at": clock.now(),
        },
    )


def find(key: str) -> Operation | None:
    """What was begun with a key, if anything was."""
    return Operation.objects.filter(key=_kept(key)).first()


def _kept(key: str) -> str:
    """As the database takes it: part of a key comes from a form, and may be of any length."""
    return key if len(key) <= KEY_LENGTH and key.isprintable() else sha256_letters(key.encode())


@transaction.atomic
def report(operation_id: int, *, done: int, problems: Sequence[Mapping[str, Any]] = ()) -> None:
    """How far it is: `done` rows have been dealt with, of which those in `problems` were refused.

    A problem is {about, code, problem, mend}: references and sentences, no personal data.
    """
    operation = Operation.objects.select_for_update().get(pk=operation_id)
    operation.detail = {**operation.detail, "problems": [dict(one) for one in problems]}
    operation.done, operation.failed = done, len(problems)
    if operation.state not in OVER:
        operation.state = OperationState.RUNNING
    operation.save(update_fields=["done", "failed", "detail", "state"])


def end(operation_id: int, *, state: OperationState = OperationState.DONE) -> None:
    """It is over; ending it again changes nothing."""
    Operation.objects.filter(pk=operation_id).exclude(state__in=OVER).update(
        state=state, ended_at=clock.now()
    )


@transaction.atomic
def note_retried(operation_id: int, again_id: int) -> None:
    """The rows that it did not do are another operation's now."""
    operation = Operation.objects.select_for_update().get(pk=operation_id)
    operation.detail = {**operation.detail, "retried": again_id}
    operation.save(update_fields=["detail"])

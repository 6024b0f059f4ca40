"""Taking a large batch back takes seconds, so the worker does it and the page says how it went."""

from django.db import transaction

from huiyin.core import operations
from huiyin.core.actor import Actor
from huiyin.core.background import enqueue
from huiyin.core.errors import DomainError
from huiyin.core.models import Operation, OperationState
from huiyin.core.references import ref_id
from huiyin.imports.models import Batch, BatchState
from huiyin.imports.tasks import take_back
from huiyin.imports.undo import undo_batch

AT_ONCE = 200
KIND = "imports.undo"


def take_back_batch(batch: Batch, *, by: Actor) -> Batch:
    """A small one now, a large one by the worker; asked twice, it is done once."""
    if batch.rows.count() <= AT_ONCE or by.user_id is None:
        return undo_batch(batch, by=by)
    with transaction.atomic():
        Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        last = operation_of(batch)
        if last is None or last.state in operations.OVER:
            key = f"{KIND}:{batch.pk}:{last.pk if last else 0}"
            about = f"{KIND}:{batch.pk}"
            operation, _new = operations.begin(KIND, key=key, total=batch.rows.count(), by=by, about=about)
            enqueue(take_back, operation.pk)
    return batch


def carry_out(operation_id: int) -> None:
    operation = Operation.objects.get(pk=operation_id)
    batch = Batch.objects.filter(pk=operation.about.rpartition(":")[2]).first()
    user = ref_id(operation.actor, "user")
    if batch is None or operation.state in operations.OVER:
        return
    try:
        if batch.state != BatchState.UNDONE:
            undo_batch(batch, by=Actor(kind="user", key=operation.actor, user_id=user))
    except DomainError as refused:
        problem = {"about": "", "code": refused.code, "problem": refused.problem, "mend": refused.mend}
        operations.report(operation.pk, done=0, problems=[problem])
        operations.end(operation.pk, state=OperationState.FAILED)
    else:
        operations.report(operation.pk, done=operation.total)
        operations.end(operation.pk)


def operation_of(batch: Batch) -> Operation | None:
    """The last try to take it back by the worker."""
    return Operation.objects.filter(kind=KIND, about=f"{KIND}:{batch.pk}").order_by("-pk").first()

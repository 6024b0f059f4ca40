"""Taking a large batch back takes a while, so the worker does it and the page says how it went."""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiyin.accounts.doors import require
from huiyin.core import operations
from huiyin.core.actor import Actor
from huiyin.core.background import enqueue, is_under_way
from huiyin.core.errors import DomainError
from huiyin.core.models import Operation, OperationState
from huiyin.core.references import ref_id
from huiyin.imports.models import Batch, BatchState
from huiyin.imports.tasks import take_back
from huiyin.imports.undo import breathe, undo_batch

AT_ONCE = 200
KIND = "imports.undo"


def take_back_batch(batch: Batch, *, by: Actor) -> Batch:
    """A small one now, a large one by the worker; asked twice, it is done once. One whose worker was lost for
    good goes on.
    """
    require(by, "imports:run")
    is_settled = batch.state in {BatchState.WRITING, BatchState.UNDONE}
    if is_settled or by.user_id is None or batch.rows.exclude(made=[]).count() <= AT_ONCE:
        return undo_batch(batch, by=by)
    with transaction.atomic():
        Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        last = operation_of(batch)
        if last is None or last.state in operations.OVER:
            key = f"{KIND}:{batch.pk}:{last.pk if last else 0}"
            about = f"{KIND}:{batch.pk}"
            said = {"language": translation.get_language() or ""}
            last, _new = operations.begin(
                KIND, key=key, total=batch.rows.count(), by=by, about=about, detail=said
            )
        if not is_under_way(take_back, last.pk):
            enqueue(take_back, last.pk)
    return batch


def carry_out(operation_id: int) -> None:
    operation = Operation.objects.get(pk=operation_id)
    if operation.state not in operations.OVER:
        with translation.override(operation.detail.get("language") or translation.get_language()):
            _carry_out(operation)


def _carry_out(operation: Operation) -> None:
    batch = Batch.objects.filter(pk=operation.about.rpartition(":")[2]).first()
    user = ref_id(operation.actor, "user")
    if batch is None:
        return
    try:
        if batch.state != BatchState.UNDONE:
            by = Actor(kind="user", key=operation.actor, user_id=user)
            batch = undo_batch(batch, by=by, told=lambda done: _tell(operation, done))
    except DomainError as refused:
        problem = {"about": "", "code": refused.code, "problem": refused.problem, "mend": refused.mend}
        operations.report(operation.pk, done=0, problems=[problem])
        operations.end(operation.pk, state=OperationState.FAILED)
    else:
        left = [_left(batch)] if batch.state == BatchState.PARTLY else []
        operations.report(operation.pk, done=operation.total, problems=left)
        operations.end(operation.pk)


def _tell(operation: Operation, done: int) -> None:
    operations.report(operation.pk, done=min(done, operation.total))
    breathe()


def _left(batch: Batch) -> dict[str, str]:
    count = batch.report["left"]["rows"]
    problem = ngettext(
        "{n} row was left, because somebody has begun to use what it made.",
        "{n} rows were left, because somebody has begun to use what they made.",
        count,
    ).format(n=count)
    return {
        "about": "",
        "code": "left_in_use",
        "problem": problem,
        "mend": _("Change those rows one by one."),
    }


def operation_of(batch: Batch) -> Operation | None:
    """The last try to take it back by the worker."""
    return Operation.objects.filter(kind=KIND, about=f"{KIND}:{batch.pk}").order_by("-pk").first()


def is_being_taken_back(batch: Batch) -> bool:
    """By a worker that is there, or will be."""
    last = operation_of(batch)
    return bool(last and last.state not in operations.OVER and is_under_way(take_back, last.pk))

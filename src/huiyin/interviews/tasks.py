"""Background work of this room."""

from django.db import transaction

from huiyin.core import operations
from huiyin.core.actor import Actor
from huiyin.core.background import task
from huiyin.core.errors import DomainError
from huiyin.core.models import Operation
from huiyin.core.references import ref_id
from huiyin.interviews.actions.remind import remind_now
from huiyin.interviews.replanning import replan

KIND = "interviews.remind"
PORTION = 50


@task
def remind_the_rest(operation_id: int) -> None:
    """Go on where a lost worker stopped: letters and the count of them are written together."""
    while _remind_some(operation_id):
        pass
    operations.end(operation_id)


@transaction.atomic
def _remind_some(operation_id: int) -> bool:
    operation = Operation.objects.select_for_update().get(pk=operation_id)
    ids = operation.detail["ids"][operation.done : operation.done + PORTION]
    if not ids:
        return False
    by = Actor(kind="user", key=operation.actor, user_id=ref_id(operation.actor, "user"))
    _reminded, refused = remind_now(
        ids, again=operation.detail["again"], by=by, operation=f"operation:{operation.pk}"
    )
    problems = [*operation.detail.get("problems", []), *(_problem(pk, one) for pk, one in refused.items())]
    operations.report(operation.pk, done=operation.done + len(ids), problems=problems)
    return True


def _problem(pk: int, refusal: DomainError) -> dict[str, str]:
    return {
        "about": f"interview:{pk}",
        "code": refusal.code,
        "problem": refusal.problem,
        "mend": refusal.mend,
    }


@task
def replan_reminders(rule_id: int, cause_id: int) -> None:
    """The planned letters of interviews to come follow a rule that was edited."""
    replan(rule_id, cause_id)

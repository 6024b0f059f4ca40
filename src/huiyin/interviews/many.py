"""One change to many interviews, as work that may be left alone: cancelling, moving, exchanging interviewers.

Begun once however often it is clicked. A portion is one transaction, in which each row is tried on its own:
whoever is killed has done nothing of it, and a second runner finds it done.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.accounts.doors import require
from huiyin.accounts.queries import names_of
from huiyin.core import audit, operations
from huiyin.core.actor import Actor
from huiyin.core.background import enqueue, task
from huiyin.core.errors import DomainError, NotAllowed
from huiyin.core.models import Operation
from huiyin.core.references import ref, ref_id
from huiyin.interviews import actions, digests, selecting
from huiyin.interviews.actions import guards
from huiyin.interviews.exchanging import Exchange
from huiyin.interviews.models import Interview
from huiyin.interviews.plans import Tell
from huiyin.interviews.shifting import Shift
from huiyin.jobs.models import Reason
from huiyin.people.models import Employee

KINDS = {
    "cancel": "interviews.cancel_many",
    "move": "interviews.move_many",
    "change": "interviews.change_many",
}
AT_ONCE = {"cancel": 50, "move": 10, "change": 10}
"""So many are done while the page is waited for; more go on in the background."""
PORTION = {"cancel": 100, "move": 25, "change": 25}
Pair = tuple[int, int]
Problems = dict[int, DomainError]


@dataclass(frozen=True)
class Wish:
    """What shall become of them: a reason to cancel, a shift, or an exchange; and who is told."""

    verb: str
    tell: Tell
    reason: Reason | None = None
    shift: Shift | None = None
    exchange: Exchange | None = None

    def as_detail(self) -> dict[str, Any]:
        """By ids, for the operation's row."""
        tell = {name: value for name, value in asdict(self.tell).items() if name not in {"hold", "invite_at"}}
        detail: dict[str, Any] = {"tell": tell}
        if self.reason:
            detail["reason"] = self.reason.pk
        if self.shift:
            on = self.shift.on.isoformat() if self.shift.on else ""
            detail["shift"] = {"on": on, "minutes": self.shift.minutes, "days": self.shift.days}
        if self.exchange:
            people = (self.exchange.gone, self.exchange.comes)
            detail["exchange"] = [one.pk if one else None for one in people]
        return detail


def wish_of(operation: Operation) -> Wish:
    detail = operation.detail
    shift, exchange = detail.get("shift"), detail.get("exchange")
    return Wish(
        verb=verb_of(operation),
        tell=Tell(**detail["tell"]),
        reason=Reason.objects.get(pk=detail["reason"]) if "reason" in detail else None,
        shift=Shift(date.fromisoformat(shift["on"]) if shift["on"] else None, shift["minutes"], shift["days"])
        if shift
        else None,
        exchange=Exchange(*(Employee.objects.filter(pk=pk).first() if pk else None for pk in exchange))
        if exchange
        else None,
    )


def verb_of(operation: Operation) -> str:
    return next(verb for verb, kind in KINDS.items() if kind == operation.kind)


def change_many(pairs: Sequence[Pair], wish: Wish, *, key: str, by: Actor) -> Operation:
    """Begin it, or find what the same page has begun. `pairs` are ids and the versions that were looked at,
    in the order to do them; a few are done before this returns. `key` names the page and its choice.
    """
    if by.kind != "user":
        raise NotAllowed("forbidden", _("You do not have this permission."))
    require(by, selecting.PERMISSIONS[wish.verb])
    guards.check_tell(wish.tell, by)
    if not pairs:
        raise DomainError("nobody_chosen", _("No interview is chosen."), _("Tick some in the list."))
    if len(pairs) > selecting.MOST:
        raise DomainError(
            "too_many",
            _("These are more than %(n)s interviews.") % {"n": selecting.MOST},
            _("Choose fewer days, then do the rest."),
        )
    detail = {"chosen": [list(pair) for pair in pairs], **wish.as_detail()}
    kind = KINDS[wish.verb]
    with transaction.atomic():
        operation, is_new = operations.begin(
            kind, key=_key(wish.verb, key, by), total=len(pairs), by=by, detail=detail
        )
        if is_new:
            audit.record("interviews.changed_together", operation, by=by, kind=kind, n=len(pairs))
            enqueue(go_on, operation.pk)
    if is_new and len(pairs) <= AT_ONCE[wish.verb]:
        carry_on(operation.pk)
    operation.refresh_from_db()
    return operation


def begun(verb: str, key: str, by: Actor) -> Operation | None:
    """What a page has begun already: whoever clicks again is shown it."""
    return operations.find(_key(verb, key, by))


def retry(operation: Operation, by: Actor) -> Operation | None:
    """Those that were refused, once more and as they stand now."""
    refused = [ref_id(row["about"], "interview") for row in operation.detail.get("problems", [])]
    pairs = [(pk, 0) for pk in refused if pk is not None]
    if not pairs:
        return None
    return change_many(pairs, wish_of(operation), key=f"retry:{operation.pk}", by=by)


@task
def go_on(operation_id: int) -> None:
    carry_on(operation_id)


def carry_on(operation_id: int) -> None:
    """Go on wherever somebody stopped, until every one is dealt with."""
    while _portion(operation_id):
        pass
    _end(operation_id)


@transaction.atomic
def _portion(operation_id: int) -> bool:
    operation = Operation.objects.select_for_update().get(pk=operation_id)
    if operation.state in operations.OVER:
        return False
    size = PORTION[verb_of(operation)]
    pairs = [(pk, version) for pk, version in operation.detail["chosen"]][operation.done :][:size]
    if not pairs:
        return False
    problems = _do(operation, wish_of(operation), pairs, _starter(operation))
    said = [{"about": f"interview:{pk}", **_as_problem(refused)} for pk, refused in problems.items()]
    operations.report(
        operation.pk,
        done=operation.done + len(pairs),
        problems=[*operation.detail.get("problems", []), *said],
    )
    return True


@transaction.atomic
def _end(operation_id: int) -> None:
    """An interviewer with few in each portion has single letters until here; what waits becomes one."""
    operation = Operation.objects.select_for_update().get(pk=operation_id)
    if operation.state not in operations.OVER:
        refused = {row["about"] for row in operation.detail.get("problems", [])}
        chosen = [pk for pk, _version in operation.detail["chosen"]]
        digests.fold([pk for pk in chosen if f"interview:{pk}" not in refused], operation=ref(operation))
        operations.end(operation_id)


def _do(operation: Operation, wish: Wish, pairs: Sequence[Pair], by: Actor) -> Problems:
    rows = selecting.by_keys(by, wish.verb, [pk for pk, _version in pairs])
    gone = DomainError("not_found", _("There is no such interview."))
    problems: Problems = {pk: gone for pk, _version in pairs if pk not in rows}
    seen = {pk: version for pk, version in pairs if version and pk in rows}
    kept = {pk: rows[pk] for pk, _version in pairs if pk in rows}
    if wish.reason:
        outcome = actions.cancel_interviews(
            list(kept), reason=wish.reason, tell=wish.tell, by=by, seen=seen, operation=ref(operation)
        )
        keys = list(kept)
        return problems | {keys[index]: refused for index, refused in outcome.problems.items()}
    one = _mover(operation, wish, by) if wish.shift else _exchanger(operation, wish, by)
    for pk, row in kept.items():
        try:
            with transaction.atomic():
                one(row, seen.get(pk))
        except DomainError as refused:
            problems[pk] = refused
    digests.fold([pk for pk in kept if pk not in problems], operation=ref(operation))
    return problems


Change = Callable[[Interview, int | None], object]


def _mover(operation: Operation, wish: Wish, by: Actor) -> Change:
    shift = wish.shift
    assert shift is not None

    def move(row: Interview, seen: int | None) -> None:
        to = shift.move_of(row)
        actions.reschedule_interview(row, to=to, tell=wish.tell, by=by, seen=seen, operation=ref(operation))

    return move


def _exchanger(operation: Operation, wish: Wish, by: Actor) -> Change:
    exchange = wish.exchange
    assert exchange is not None

    def change(row: Interview, seen: int | None) -> None:
        actions.change_interviewers(
            row,
            interviewers=exchange.people_of(row),
            tell=wish.tell,
            by=by,
            seen=seen,
            operation=ref(operation),
        )

    return change


def _starter(operation: Operation) -> Actor:
    label = names_of([operation.actor]).get(operation.actor, "")
    return Actor(kind="user", key=operation.actor, label=label, user_id=ref_id(operation.actor, "user"))


def _as_problem(refused: DomainError) -> dict[str, str]:
    return {"code": refused.code, "problem": refused.problem, "mend": refused.mend}


def _key(verb: str, key: str, by: Actor) -> str:
    return f"{KINDS[verb]}:{by.key}:{hashlib.sha256(key.encode()).hexdigest()[:40]}"

"""One decision about many letters: who is in, who is not and why, and carrying it out as long work.

Up to fifty are decided at once, in the request; more go on in the background. Each letter is a decision of
its own, audited on its own: one that has moved on meanwhile is refused by name and harms no other.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from huiyin.accounts.doors import require
from huiyin.accounts.queries import names_of
from huiyin.core import operations
from huiyin.core.actor import Actor
from huiyin.core.background import enqueue, task
from huiyin.core.errors import DomainError
from huiyin.core.models import Operation
from huiyin.core.references import ref_id
from huiyin.messaging import actions
from huiyin.messaging.access import visible_to
from huiyin.messaging.models import Letter
from huiyin.messaging.states import UNSENT
from huiyin.messaging.states import LetterState as S

AT_ONCE = 50
MOST = 1000


@dataclass(frozen=True)
class BulkVerb:
    """`fits` says whether a letter may be decided so; `do` decides about one."""

    key: str
    fits: Callable[[Letter], bool]
    do: Callable[[Letter, Actor], object]


@dataclass
class Choice:
    """Which of the chosen letters the verb fits, and how many it does not."""

    fitting: list[Letter] = field(default_factory=list)
    others: list[Letter] = field(default_factory=list)


def _told(letter: Letter, by: Actor) -> None:
    actions.done_by_hand(letter, how="phone", by=by)


def _again(letter: Letter, by: Actor) -> None:
    actions.send_again(letter, reason="decided", by=by)


def _give_up(letter: Letter, by: Actor) -> None:
    actions.give_up(letter, reason="not_arrived", by=by)


def _arrived(letter: Letter, by: Actor) -> None:
    actions.confirm_arrival(letter, reason="confirmed", by=by)


def _release(letter: Letter, by: Actor) -> None:
    actions.let_go(letter, by=by)


def _withdraw(letter: Letter, by: Actor) -> None:
    actions.withdraw(letter, by=by)


VERBS = {
    verb.key: verb
    for verb in (
        BulkVerb(
            "send_again",
            lambda one: one.state in actions.SENDABLE_AGAIN and not getattr(one, "is_followed", False),
            _again,
        ),
        BulkVerb("give_up", lambda one: one.state == S.UNKNOWN, _give_up),
        BulkVerb("confirm_arrival", lambda one: one.state == S.UNKNOWN, _arrived),
        BulkVerb("done_by_hand", lambda one: one.state == S.HELD and one.reason == "by_hand", _told),
        BulkVerb("release", lambda one: one.state == S.HELD and one.reason != "by_hand", _release),
        BulkVerb("withdraw", lambda one: one.state in UNSENT, _withdraw),
    )
}


def choose(actor: Actor, verb: BulkVerb, ids: Collection[int]) -> Choice:
    """Those of the letters that the actor sees, sorted by whether the verb fits."""
    choice = Choice()
    for letter in _chosen(visible_to(actor), ids):
        (choice.fitting if verb.fits(letter) else choice.others).append(letter)
    return choice


def decide_many(verb: BulkVerb, ids: Sequence[int], *, key: str, by: Actor) -> tuple[Operation, bool]:
    """Begin it, or find the one that this key has begun; True when it goes on in the background."""
    require(by, "letters:decide")
    with transaction.atomic():
        operation, is_new = operations.begin(
            f"letters.{verb.key}",
            key=f"letters.{verb.key}:{by.key}:{key}",
            total=len(ids),
            by=by,
            detail={"ids": list(ids)},
        )
        is_long = len(ids) > AT_ONCE
        if is_new and is_long:
            enqueue(go_on, operation.pk)
    if is_new and not is_long:
        carry_on(operation.pk)
        operation.refresh_from_db()
    return operation, is_long


@task
def go_on(operation_id: int) -> None:
    carry_on(operation_id)


def carry_on(operation_id: int) -> None:
    """Go on where it stands until every letter is decided; a second runner finds nothing left."""
    while _decide_some(operation_id):
        pass
    operations.end(operation_id)


def retry(operation: Operation, by: Actor) -> Operation | None:
    """The letters that were refused, once more."""
    verb = VERBS[operation.kind.removeprefix("letters.")]
    ids = [ref_id(row["about"], "letter") for row in operation.detail.get("problems", [])]
    wanted = [pk for pk in ids if pk is not None]
    return decide_many(verb, wanted, key=f"retry:{operation.pk}", by=by)[0] if wanted else None


@transaction.atomic
def _decide_some(operation_id: int) -> bool:
    operation = Operation.objects.select_for_update().get(pk=operation_id)
    ids = operation.detail["ids"][operation.done : operation.done + AT_ONCE]
    if not ids:
        return False
    verb, by = VERBS[operation.kind.removeprefix("letters.")], _decider(operation)
    letters = {letter.pk: letter for letter in _chosen(visible_to(by), ids)}
    problems = list(operation.detail.get("problems", []))
    for pk in ids:
        refusal = _decide_one(verb, letters.get(pk), by)
        if refusal:
            problems.append(
                {
                    "about": f"letter:{pk}",
                    "code": refusal.code,
                    "problem": refusal.problem,
                    "mend": refusal.mend,
                }
            )
    operations.report(operation.pk, done=operation.done + len(ids), problems=problems)
    return True


def _decide_one(verb: BulkVerb, letter: Letter | None, by: Actor) -> DomainError | None:
    if letter is None:
        return DomainError("not_found", _("There is no such letter."))
    try:
        _one(verb.fits(letter))
        with transaction.atomic():
            verb.do(letter, by)
    except DomainError as refusal:
        return refusal
    return None


def _one(moved: int) -> None:
    if not moved:
        raise DomainError(
            "letter_moved_on",
            _("This letter is no longer in the state that you saw."),
            _("Look at it again and decide anew."),
        )


def _decider(operation: Operation) -> Actor:
    label = names_of([operation.actor]).get(operation.actor, "")
    user_id = ref_id(operation.actor, "user")
    return Actor(kind="user", key=operation.actor, label=label, user_id=user_id)


def _chosen(rows: QuerySet[Letter], ids: Collection[int]) -> list[Letter]:
    followed = Exists(Letter.objects.filter(previous=OuterRef("pk")))
    found = rows.filter(pk__in=list(ids)[:MOST]).select_related("contact", "colleague")
    return list(found.annotate(is_followed=followed).order_by("pk"))

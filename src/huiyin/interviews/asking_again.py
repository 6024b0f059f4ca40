"""Reminding many by hand: at once when they are few, as an operation when they are not."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from huiyin.company.queries import the_company
from huiyin.core import clock, operations
from huiyin.core.actor import Actor
from huiyin.core.background import enqueue
from huiyin.core.errors import DomainError
from huiyin.core.models import Operation
from huiyin.core.references import ref
from huiyin.interviews import access, queries, states
from huiyin.interviews.actions.remind import last_reminded, refusals, remind_now
from huiyin.interviews.models import Interview
from huiyin.interviews.tasks import KIND, remind_the_rest

AT_ONCE = 50


@dataclass
class Reminded:
    """Who is reminded, and who is not and why, by interview id; or the operation that does it."""

    reminded: list[int] = field(default_factory=list)
    refused: dict[int, DomainError] = field(default_factory=dict)
    operation: Operation | None = None


def remind_many(ids: Collection[int], *, by: Actor, again: Collection[int] = (), key: str = "") -> Reminded:
    """Remind these; those in `again` also when they were reminded just now. The rest are refused by name.

    More than fifty are an operation; `key` is the same for ten clicks of one page.
    """
    if len(ids) <= AT_ONCE:
        return Reminded(*remind_now(ids, again=again, by=by))
    return Reminded(operation=_begin(ids, by=by, again=again, key=key))


def remind_again(ids: Collection[int], *, key: str, by: Actor) -> Operation:
    """Those whom an operation could not remind, once more; as an operation however few they are."""
    return _begin(ids, by=by, again=(), key=key)


def _begin(ids: Collection[int], *, by: Actor, again: Collection[int], key: str) -> Operation:
    with transaction.atomic():
        operation, is_new = operations.begin(
            KIND,
            key=f"{KIND}:{by.key}:{key or clock.now().isoformat()}",
            total=len(ids),
            by=by,
            detail={"ids": sorted(ids), "again": sorted(again)},
        )
        if is_new:
            enqueue(remind_the_rest, operation.pk)
    return operation


def remind_unconfirmed(on: date, *, by: Actor, again: bool = False, key: str = "") -> Reminded:
    """Everybody who is to come on a day and has not answered, as far as the actor arranges interviews.

    A link in a letter may call this: it asks nobody else than the board of that day would.
    """
    ids = [row.pk for row in unconfirmed_on(by, on)]
    return remind_many(ids, by=by, again=ids if again else (), key=key)


def unconfirmed_on(actor: Actor, on: date) -> list[Interview]:
    """Whom a reminder may still reach: no answer yet, and the start is to come."""
    opens, closes = queries.day_span(on, the_company().time_zone)
    rows = access.reached(actor, "interviews:arrange").filter(
        state__in=states.ALLOWED["remind"], start__gte=max(opens, clock.now()), start__lt=closes
    )
    return list(queries.with_people(rows).order_by("start", "pk"))


@dataclass(frozen=True)
class Candidacy:
    """One who might be reminded: when she was last, and why not at all."""

    interview: Interview
    reminded_at: datetime | None = None
    refusal: DomainError | None = None


def choices(rows: Sequence[Interview]) -> list[Candidacy]:
    """These as the page that asks "remind them?" shows them."""
    every = [row.pk for row in rows]
    reminded = last_reminded([ref(row) for row in rows])
    refused = refusals(rows, again=every)
    return [Candidacy(row, reminded.get(row.pk), refused.get(row.pk)) for row in rows]

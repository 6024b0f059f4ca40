"""Asking the index: one engine for the search page, the box and the lists.

The index says what fits; which of it an actor sees, her door says. What is not visible is neither returned
nor counted.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import IntegerField, Q, QuerySet
from django.db.models.expressions import RawSQL

from huiyin.core.ids import is_id
from huiyin.search.asking import Plan
from huiyin.search.engines import engine
from huiyin.search.expressions import Expression
from huiyin.search.kinds import STEP, Kind

MOST_COUNTED = 1_000
PORTIONS = (60, 400, 2_000)


@dataclass(frozen=True)
class Found:
    """The ids of one page, and where the next one begins; empty on the last."""

    ids: list[int]
    after: str


def among(plan: Plan | None, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those of the given rows that a plan means, in whatever order they are then put."""
    if plan is None:
        return rows.none()
    query, values = engine().matching(plan.whole)
    theirs = RawSQL(  # noqa: S611 -- the query is the engine's own, its values are bound
        f"SELECT id / {STEP} FROM ({query}) AS meant",  # noqa: S608
        values,
        output_field=IntegerField(),
    )
    return rows.filter(pk__in=theirs)


def page(kind: Kind, plan: Plan | None, visible: QuerySet[Any], *, size: int, after: str = "") -> Found:
    """The best first, then the newest, as far as they are visible."""
    if plan is None:
        return Found([], "")
    tier, before = _place(after)
    found: list[tuple[int, int]] = []
    begun = _beginnings(kind, plan, visible, tier, before, most=max(PORTIONS[0], size + 1))
    for number, first in begun:
        seen = first.seen
        if first.is_full and len(found) + len(seen) <= size:
            rest = size + 1 - len(found) - len(seen)
            seen += _visible(kind, plan.tiers[number], visible, before=first.last, most=rest)
        found += [(number, one) for one in seen]
        if len(found) > size:
            break
    ids = [kind.thing(one) for _tier, one in found[:size]]
    if len(found) <= size:
        return Found(ids, "")
    last_tier, last = found[size - 1]
    return Found(ids, f"{last_tier}:{last}")


@dataclass(frozen=True)
class _Portion:
    """What of a tier's newest is visible, the last that was looked at, and whether there may be more."""

    seen: list[int]
    last: int
    is_full: bool


def _beginnings(
    kind: Kind, plan: Plan, visible: QuerySet[Any], tier: int, before: int | None, *, most: int
) -> list[tuple[int, _Portion]]:
    """The newest of each tier from one on, in two queries."""
    parts: list[str] = []
    values: list[Any] = []
    for number, wanted in enumerate(plan.tiers[tier:], tier):
        query, more = engine().newest(wanted, before=before if number == tier else None, most=most)
        parts.append(f"SELECT {number} AS tier, id FROM ({query}) AS tier_{number}")  # noqa: S608
        values += more
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        rows = cursor.fetchall()
    seen = _seen(kind, visible, [one for _tier, one in rows])
    found = []
    for number in range(tier, len(plan.tiers)):
        theirs = sorted((one for at, one in rows if at == number), reverse=True)
        if theirs:
            visible_ones = [one for one in theirs if kind.thing(one) in seen]
            found.append((number, _Portion(visible_ones, theirs[-1], len(theirs) == most)))
    return found


def count(kind: Kind, plan: Plan | None, visible: QuerySet[Any], most: int = MOST_COUNTED) -> int:
    """How many are visible, up to one more than is counted."""
    if plan is None:
        return 0
    return len(_visible(kind, plan.whole, visible, before=None, most=most + 1))


def ids_meant(kind: Kind, plan: Plan | None, visible: QuerySet[Any]) -> list[int]:
    """All of them; for kinds that are few."""
    if plan is None:
        return []
    return [kind.thing(one) for one in _visible(kind, plan.whole, visible, before=None, most=1_000_000)]


def _visible(
    kind: Kind, wanted: Expression, visible: QuerySet[Any], *, before: int | None, most: int
) -> list[int]:
    """Portions of what fits, the newest first, until so many of it are visible."""
    found: list[int] = []
    turn = 0
    while len(found) < most:
        size = max(PORTIONS[min(turn, len(PORTIONS) - 1)], min(most, PORTIONS[-1]))
        portion = _newest(wanted, before=before, most=size)
        seen = _seen(kind, visible, portion)
        found += [one for one in portion if kind.thing(one) in seen]
        if len(portion) < size:
            break
        before, turn = portion[-1], turn + 1
    return found[:most]


def _seen(kind: Kind, visible: QuerySet[Any], portion: list[int]) -> set[int]:
    if not portion:
        return set()
    theirs = visible.filter(Q(pk__in=[kind.thing(one) for one in portion]))
    return set(theirs.order_by().values_list("pk", flat=True))


def _newest(wanted: Expression, *, before: int | None, most: int) -> list[int]:
    query, values = engine().newest(wanted, before=before, most=most)
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return [row[0] for row in cursor.fetchall()]


def _place(after: str) -> tuple[int, int | None]:
    """Where a page goes on; one that is not understood begins at the top."""
    tier, _colon, document = after.partition(":")
    known = all(is_id(one) for one in (tier, document))
    return (int(tier), int(document)) if known else (0, None)

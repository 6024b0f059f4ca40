"""Many interviews for tests, and the work on them as its page begins it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from huiyin.core.actor import Actor
from huiyin.core.background import run_waiting
from huiyin.core.models import Operation
from huiyin.interviews.exchanging import Exchange
from huiyin.interviews.many import Wish, change_many
from huiyin.interviews.models import Interview
from huiyin.interviews.plans import Tell
from huiyin.interviews.shifting import Shift
from huiyin.interviews.tests.factories import START, House, a_reason, make_interview

HOUR = timedelta(hours=1)


def make_row(house: House, n: int, **changes: Any) -> list[Interview]:
    """One after the other on one day, every hour, the same room and interviewer."""
    return [make_interview(house, start=START + i * HOUR, **changes) for i in range(n)]


def pairs_of(rows: Sequence[Interview]) -> list[tuple[int, int]]:
    return [(row.pk, row.version) for row in rows]


def cancel_all(
    rows: Sequence[Interview],
    *,
    by: Actor,
    key: str = "page",
    reason: str = "headcount_cut",
    tell: Tell | None = None,
) -> Operation:
    return run(rows, Wish("cancel", tell or Tell(), reason=a_reason(reason)), by=by, key=key)


def move_all(
    rows: Sequence[Interview], shift: Shift, *, by: Actor, key: str = "page", tell: Tell | None = None
) -> Operation:
    ordered = shift.in_order(rows)
    return run(ordered, Wish("move", tell or Tell(), shift=shift), by=by, key=key)


def exchange_all(rows: Sequence[Interview], exchange: Exchange, *, by: Actor, key: str = "page") -> Operation:
    return run(rows, Wish("change", Tell(), exchange=exchange), by=by, key=key)


def run(rows: Sequence[Interview], wish: Wish, *, by: Actor, key: str) -> Operation:
    """Begun and done."""
    operation = change_many(pairs_of(rows), wish, key=key, by=by)
    run_waiting()
    operation.refresh_from_db()
    return operation


def problems_of(operation: Operation) -> list[tuple[str, str]]:
    return [(one["about"], one["code"]) for one in operation.detail.get("problems", [])]

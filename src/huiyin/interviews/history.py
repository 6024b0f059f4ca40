"""历史面试: what was held, missed or called off, why, whose reason it was, and who was told by which way.

Pages go on after a row instead of at a place, so the last is as fast as the first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from huiyin.core.days import day_in
from huiyin.core.ids import is_id
from huiyin.interviews import labels, queries
from huiyin.interviews.models import Interview, InterviewState
from huiyin.interviews.ticks import Ticks, ticks_of_interviews
from huiyin.jobs.models import ReasonSide

PAGE = 50
OVER = (InterviewState.CANCELLED, InterviewState.COMPLETED, InterviewState.NO_SHOW)
NOT_OVER = tuple(one for one in InterviewState if one not in OVER)
FEW = 500
"""Whoever reaches no more of them begins with her own instead of looking for them in the whole past."""


@dataclass(frozen=True)
class Wanted:
    """What of the history; empty means all."""

    state: str = ""
    side: str = ""
    job: str = ""
    first: date | None = None
    last: date | None = None

    @property
    def is_any(self) -> bool:
        return bool(self.state or self.side or self.job or self.first or self.last)

    def of(self, rows: QuerySet[Interview], zone: str) -> QuerySet[Interview]:
        # Nearly all rows are over: asked the other way round, a database reads the latest and stops, instead
        # of sorting the whole past.
        rows = rows.filter(state=self.state) if self.state else rows.exclude(state__in=NOT_OVER)
        if self.side:
            rows = rows.filter(cancel_reason__side=self.side)
        if self.job:
            rows = rows.filter(application__job=int(self.job))
        if self.first:
            rows = rows.filter(start__gte=queries.day_span(self.first, zone)[0])
        return rows.filter(start__lt=queries.day_span(self.last, zone)[1]) if self.last else rows


def read_wanted(asked: Any) -> Wanted:
    """As an address says it; nonsense is nothing."""
    job, state, side = (asked.get(name, "") for name in ("job", "state", "side"))
    return Wanted(
        state=state if state in OVER else "",
        side=side if side in ReasonSide.values else "",
        job=job if is_id(job) else "",
        first=day_in(asked.get("first", "")),
        last=day_in(asked.get("last", "")),
    )


@dataclass(frozen=True)
class PastLine:
    row: Interview
    shape: str
    word: str
    ticks: Ticks | None


def listed(rows: QuerySet[Interview], wanted: Wanted, after: str, zone: str) -> tuple[list[PastLine], str]:
    """The latest first, and the next page's `after`, empty on the last."""
    page = list(queries.with_people(in_order(rows, wanted, zone).filter(_after(after)))[: PAGE + 1])
    following = ""
    if len(page) > PAGE:
        last = page[PAGE - 1]
        following = f"{last.pk}:{last.start.isoformat()}"
    return lines_of(page[:PAGE]), following


def in_order(rows: QuerySet[Interview], wanted: Wanted, zone: str) -> QuerySet[Interview]:
    """What is asked for, the latest first: for the page and for the file."""
    return wanted.of(rows, zone).order_by("-start", "-pk")


def lines_of(rows: Sequence[Interview]) -> list[PastLine]:
    known = ticks_of_interviews(rows)
    return [
        PastLine(row, labels.state_shape(row), labels.state_label(row), known.get(row.pk)) for row in rows
    ]


def _after(after: str) -> Q:
    """What comes after the row that an address names; an address that names none begins at the top."""
    pk, _colon, moment = after.partition(":")
    try:
        at = datetime.fromisoformat(moment).astimezone(UTC)
    except (ValueError, OverflowError):
        return Q()
    if not is_id(pk):
        return Q()
    return Q(start__lte=at) & (Q(start__lt=at) | Q(pk__lt=int(pk)))

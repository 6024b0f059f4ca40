"""往来: what happened with a candidate as lines of time, read from several tables a page at a time.

Each source gives at most one line more than a page holds, older than the mark where the last page ended; the
desk merges them. Lines of one moment follow the rank of their source, so that no page shows one twice.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from huiyin.candidates.models import (
    Application,
    Candidate,
    ContactLog,
    ContactOutcome,
    ContactWay,
    Document,
)
from huiyin.candidates.queries import change_title
from huiyin.core.models import AuditEntry
from huiyin.core.references import ref
from huiyin.core.wording import localised
from huiyin.jobs.models import Stage

PER_PAGE = 30
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NUMBER = re.compile(r"[0-9]{1,17}")
MICROSECOND = timedelta(microseconds=1)
Kind = Literal["message", "note", "call", "change", "interview", "letter", "document"]
APPLIED, CHANGED, DOCUMENT, MESSAGE, NOTE, CALL, LETTER, PASTED = range(8)
CHANGES = (
    "candidate.added",
    "candidate.edited",
    "candidate.intention_edited",
    "candidate.merged",
    "candidate.parted",
    "application.closed_by_merge",
    "candidate.retention_set",
    "consent.recorded",
    "application.moved",
    "application.assigned",
    "application.screened",
    "application.recommendation_taken_back",
)
M = TypeVar("M", bound=Model)


@dataclass(frozen=True, order=True)
class Mark:
    """The place of a line: when, from which source, which row."""

    at: datetime
    rank: int
    pk: int

    def __str__(self) -> str:
        return f"{(self.at - EPOCH) // MICROSECOND}-{self.rank}-{self.pk}"

    @classmethod
    def read(cls, text: str) -> "Mark | None":
        """What an address names; None when it names no place."""
        parts = text.split("-")
        if len(parts) != 3 or not all(
            part.isascii() and part.isdecimal() and len(part) < 18 for part in parts
        ):
            return None
        try:
            return cls(EPOCH + int(parts[0]) * MICROSECOND, int(parts[1]), int(parts[2]))
        except OverflowError:
            return None


@dataclass(frozen=True)
class Window:
    """One page of a timeline: what is older than `before`, or the newest."""

    before: Mark | None = None
    size: int = PER_PAGE

    def cut(self, rows: QuerySet[M], rank: int) -> QuerySet[M]:
        """What of a source lies before the mark. It has its moment in `at`."""
        return rows.filter(self._older(rank))

    def newest(self, rows: QuerySet[M], rank: int) -> list[M]:
        """The first rows of a source."""
        return list(self.cut(rows, rank).order_by("-at", "-pk")[: self.size + 1])

    def holds(self, mark: Mark) -> bool:
        return self.before is None or mark < self.before

    def _older(self, rank: int) -> Q:
        if self.before is None:
            return Q()
        at = self.before.at
        if rank > self.before.rank:
            return Q(at__lt=at)
        if rank < self.before.rank:
            return Q(at__lte=at)
        return Q(at__lt=at) | Q(at=at, pk__lt=self.before.pk)


@dataclass(frozen=True)
class Event:
    """One line. `theirs` marks what the candidate did; `text` is what was said; `about` is the row that it
    tells of, where something may be linked to it.
    """

    mark: Mark
    kind: Kind
    title: str
    text: str = ""
    theirs: bool = False
    about: str = ""

    @property
    def at(self) -> datetime:
        return self.mark.at


def applied(window: Window, applications: Iterable[Application]) -> list[Event]:
    """From rows at hand."""
    marks = [(Mark(one.applied_at, APPLIED, one.pk), one) for one in applications]
    return [
        Event(
            mark, "change", _("Applied for {job}").format(job=job_title(one)), one.source_note, about=ref(one)
        )
        for mark, one in marks
        if window.holds(mark)
    ]


def filed(window: Window, documents: Iterable[Document]) -> list[Event]:
    """From rows at hand."""
    marks = [(Mark(one.at, DOCUMENT, one.pk), one) for one in documents if not one.is_quarantined]
    return [
        Event(mark, "document", _("Document added"), one.name, about=ref(one))
        for mark, one in marks
        if window.holds(mark)
    ]


def changes(
    entries: Iterable[AuditEntry], abouts: Mapping[str, Application | None], stages: Mapping[int, Stage]
) -> list[Event]:
    """Of the file and of applications; `abouts` says which application a reference is, if it is one."""
    events = []
    for entry in entries:
        if entry.verb in CHANGES and entry.about in abouts:
            application = abouts[entry.about]
            parts = (job_title(application) if application else "", entry.actor_label)
            mark, title = Mark(entry.at, CHANGED, entry.pk), change_title(entry, dict(stages))
            events.append(Event(mark, "change", title, " · ".join(part for part in parts if part)))
    return events


def call_title(row: ContactLog) -> str:
    """`打电话 4 分钟，江予安`, `来电，没接到`, `打电话，无人接听，江予安`."""
    way = contact_word(row.way, is_incoming=row.is_incoming)
    if row.outcome == ContactOutcome.REACHED and row.minutes:
        minutes = ngettext("{n} minute", "{n} minutes", row.minutes).format(n=row.minutes)
        way = _("{way}, {minutes}").format(way=way, minutes=minutes)
    is_said = row.outcome == ContactOutcome.REACHED and row.minutes
    outcome = "" if is_said else outcome_word(row.outcome)
    return _(", ").join(part for part in (way, outcome, row.author.name if row.author else "") if part)


def contact_word(way: str, *, is_incoming: bool) -> str:
    if way == ContactWay.PHONE:
        return _("Candidate called") if is_incoming else _("We called")
    return {
        ContactWay.WECHAT: _("WeChat"),
        ContactWay.IN_PERSON: _("Face to face"),
    }.get(ContactWay(way), _("Other contact"))


def outcome_word(outcome: str) -> str:
    return {
        ContactOutcome.REACHED: _("spoke to each other"),
        ContactOutcome.NO_ANSWER: _("nobody answered"),
        ContactOutcome.BUSY: _("busy"),
        ContactOutcome.WRONG_NUMBER: _("wrong number"),
        ContactOutcome.CALL_BACK: _("wants to be called back"),
        ContactOutcome.MISSED: _("we missed it"),
    }[ContactOutcome(outcome)]


def job_title(application: Application) -> str:
    return localised(application.job, "title", get_language() or "zh-hans")


def unreached_calls(candidate: Candidate) -> int:
    """How often she did not pick up since she last did."""
    rows = ContactLog.objects.filter(candidate=candidate, is_incoming=False, way=ContactWay.PHONE)
    last = rows.filter(outcome=ContactOutcome.REACHED).order_by("-at", "-pk").first()
    missed: dict[str, Any] = {"outcome__in": [ContactOutcome.NO_ANSWER, ContactOutcome.BUSY]}
    if last:
        missed["at__gt"] = last.at
    return rows.filter(**missed).count()

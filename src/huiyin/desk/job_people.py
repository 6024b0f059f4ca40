"""The people of one job as its page asks for them: every filter with its count in one query, and the rows.

已投递, 已通知, 已面试, 已入职 are read off what has happened, not stored: where somebody came furthest.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huiyin.candidates.models import Application, ApplicationState, Source
from huiyin.candidates.queries import RUNNING
from huiyin.candidates.screening import advised_against
from huiyin.candidates.waiting import limits_of
from huiyin.company.working_days import Calendar
from huiyin.core import clock
from huiyin.core.counting import count_of
from huiyin.core.ids import id_in
from huiyin.interviews.models import Interview, InterviewState
from huiyin.interviews.states import LIVE
from huiyin.jobs.models import Job, Stage, StageKind

S = InterviewState
MET = (S.CHECKED_IN, S.COMPLETED)
UNTOLD = (S.DRAFT, S.CANCELLED, S.EXPIRED)
SHOWS = {
    "applied": _("Applied, not invited yet"),
    "told": _("Told of an interview"),
    "met": _("Interviewed"),
    "joined": _("Joined"),
}
DWELLS = {
    "late": _("Past the promised day"),
    "wait": _("Promised day is near"),
    "against": _("Hiring manager advises against"),
}
SORTS: dict[str, tuple[str | Promise, tuple[Any, ...]]] = {
    "": (_("Longest in its stage first"), ("stage_since", "pk")),
    "applied": (_("Newest application first"), ("-applied_at", "-pk")),
    "name": (_("By name"), ("candidate__name", "pk")),
    "next": (_("Next interview first"), (F("next_start").asc(nulls_last=True), "stage_since", "pk")),
}
ENDED = "ended"
NOBODY = "none"


HERE = (*RUNNING, ApplicationState.HIRED)


@dataclass(frozen=True)
class Days:
    """The house's working days, read once for a page."""

    calendar: Calendar
    zone: str
    today: date

    @classmethod
    def of(cls, zone: str) -> "Days":
        return cls(Calendar(), zone, clock.today(zone))


@dataclass(frozen=True)
class Asked:
    """What the page's address asks for; an empty part means all."""

    stage: str = ""
    show: str = ""
    dwell: str = ""
    source: str = ""
    owner: str = ""
    sort: str = ""

    @property
    def ended(self) -> bool:
        return self.stage == ENDED

    @property
    def narrows(self) -> bool:
        """Whether it leaves anybody out, besides by stage."""
        return bool(self.show or self.dwell or self.source or self.owner)

    def query(self, **changes: str) -> str:
        """As the part of an address after the question mark."""
        parts = {one.name: getattr(self, one.name) for one in fields(self)} | changes
        return urlencode({name: value for name, value in parts.items() if value})


def asked_of(query: Any) -> Asked:
    """What is not understood counts as not asked, but for a stage, an owner or a source that finds nobody."""
    found = {one.name: query.get(one.name, "").strip()[:20] for one in fields(Asked)}
    for name, known in (("show", SHOWS), ("dwell", DWELLS), ("sort", SORTS)):
        found[name] = found[name] if found[name] in known else ""
    if found["stage"] == ENDED:
        found |= {"show": "", "dwell": "", "source": "", "owner": ""}
    return Asked(**found)


@dataclass(frozen=True)
class Group:
    """So many people who have all of this in common."""

    stage: int
    source: str
    owner: int | None
    owner_name: str
    show: str
    dwell: str
    against: bool
    is_over: bool
    count: int

    def fits(self, asked: Asked, *, but: str = "") -> bool:
        """Whether they are among those asked for, one filter left aside."""
        said = {
            "stage": str(self.stage),
            "show": self.show,
            "source": self.source,
            "owner": str(self.owner or NOBODY),
            "dwell": asked.dwell if asked.dwell in self.dwells else "",
        }
        wanted = {name: getattr(asked, name) for name in said if name != but}
        if self.is_over and asked.show != "joined" and but != "show":
            return False
        return all(not value or said[name] == value for name, value in wanted.items())

    @property
    def dwells(self) -> tuple[str, ...]:
        return (self.dwell, "against") if self.against else (self.dwell,)


@dataclass(frozen=True)
class Choice:
    """One value of a filter, with its word and how many it would show."""

    value: str
    word: str
    count: int


@dataclass(frozen=True)
class Crowd:
    """All of a job's people, counted."""

    groups: Sequence[Group]
    stages: Sequence[Stage]
    ended: int

    @property
    def running(self) -> int:
        return self.count(Asked())

    def count(self, asked: Asked, *, but: str = "") -> int:
        return sum(one.count for one in self.groups if one.fits(asked, but=but))

    def by_stage(self, asked: Asked) -> list[tuple[Stage, int]]:
        """Every stage of the pipeline with its number under the other filters."""
        numbers = self._by(asked, "stage", lambda one: [str(one.stage)])
        return [(stage, numbers.get(str(stage.pk), 0)) for stage in self.stages]

    def shows(self, asked: Asked) -> list[Choice]:
        numbers = self._by(asked, "show", lambda one: [one.show])
        return [Choice(key, str(word), numbers.get(key, 0)) for key, word in SHOWS.items()]

    def dwells(self, asked: Asked) -> list[Choice]:
        numbers = self._by(asked, "dwell", lambda one: one.dwells)
        return [Choice(key, str(word), numbers.get(key, 0)) for key, word in DWELLS.items()]

    def sources(self, asked: Asked, words: dict[Source, Any]) -> list[Choice]:
        numbers = self._by(asked, "source", lambda one: [one.source])
        known = {one.source for one in self.groups}
        return [Choice(key, str(word), numbers.get(key, 0)) for key, word in words.items() if key in known]

    def owners(self, asked: Asked, without: str) -> list[Choice]:
        numbers = self._by(asked, "owner", lambda one: [str(one.owner or NOBODY)])
        names = {str(one.owner or NOBODY): one.owner_name or without for one in self.groups}
        return [Choice(key, name, numbers.get(key, 0)) for key, name in sorted(names.items())]

    def _by(self, asked: Asked, name: str, keys: Callable[[Group], Iterable[str]]) -> dict[str, int]:
        found: dict[str, int] = {}
        for one in self.groups:
            if one.fits(asked, but=name):
                for key in keys(one):
                    found[key] = found.get(key, 0) + one.count
        return found


def crowd_of(applications: QuerySet[Application], job: Job, stages: Sequence[Stage], days: Days) -> Crowd:
    """In one query while anybody is here; those who have ended are only counted."""
    rows = applications.filter(job=job)
    over = rows.exclude(state__in=RUNNING)
    here = rows.filter(state__in=HERE).annotate(**_marks(stages, days), over=count_of(over))
    parts = ("stage", "source", "owner", "owner__name", "shown_as", "dwell", "against", "state", "over")
    groups, ended = [], None
    for row in here.order_by().values_list(*parts).annotate(n=Count("pk")):
        stage, source, owner, name, show, dwell, against, state, ended, count = row
        is_over = state not in RUNNING
        groups.append(Group(stage, source, owner, name or "", show, dwell, against, is_over, count))
    return Crowd(groups, stages, over.count() if ended is None else ended)


def reached(applications: QuerySet[Application], job: Job) -> dict[int, int]:
    """Everybody who ever applied, by the stage in which they stand or stood last."""
    rows = applications.filter(job=job).order_by()
    return dict(rows.values_list("stage").annotate(n=Count("pk")))


def people_of(
    applications: QuerySet[Application], job: Job, stages: Sequence[Stage], asked: Asked, days: Days
) -> QuerySet[Application]:
    """Those who are asked for, in the order that is asked for. What a line says of them is read only of the
    few that a page shows: a database would work it out for all before it sorts them.
    """
    rows = applications.filter(job=job)
    if asked.ended:
        return rows.exclude(state__in=RUNNING).order_by("-stage_since", "-pk")
    within = rows.filter(state__in=HERE if asked.show == "joined" else RUNNING)
    return _narrowed(within.alias(**_marks(stages, days)), asked).order_by(*SORTS[asked.sort][1])


def in_order(people: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
    """The same order for those who were picked out."""
    order = ("-stage_since", "-pk") if asked.ended else SORTS[asked.sort][1]
    return _with_next_start(people, asked).order_by(*order)


def _narrowed(rows: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
    if asked.show:
        rows = rows.filter(shown_as=asked.show)
    if asked.dwell:
        rows = rows.filter(against=True) if asked.dwell == "against" else rows.filter(dwell=asked.dwell)
    if asked.stage:
        rows = rows.filter(stage=id_in(asked.stage))
    if asked.source:
        rows = rows.filter(source=asked.source)
    if asked.owner:
        rows = rows.filter(owner=None) if asked.owner == NOBODY else rows.filter(owner=id_in(asked.owner))
    return _with_next_start(rows, asked)


def _with_next_start(rows: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
    if asked.sort != "next" or asked.ended:
        return rows
    coming = Interview.objects.filter(application=OuterRef("pk"), state__in=LIVE, end__gt=clock.now())
    found: QuerySet[Any] = rows.alias(next_start=Subquery(coming.order_by("start").values("start")[:1]))
    return found


def _marks(stages: Sequence[Stage], days: Days) -> dict[str, Any]:
    """How far somebody has come, what presses, and whether the hiring manager advises against."""
    interviews = Interview.objects.filter(application=OuterRef("pk"))
    shown_as = Case(
        When(Q(state=ApplicationState.HIRED) | Q(stage__in=_joined(stages)), then=Value("joined")),
        When(Exists(interviews.filter(state__in=MET)), then=Value("met")),
        When(Exists(interviews.exclude(state__in=UNTOLD)), then=Value("told")),
        default=Value("applied"),
        output_field=CharField(),
    )
    return {"shown_as": shown_as, "dwell": _dwell(stages, days), "against": advised_against()}


def _joined(stages: Sequence[Stage]) -> list[int]:
    return [stage.pk for stage in stages if stage.kind == StageKind.HIRED]


def _dwell(stages: Sequence[Stage], days: Days) -> Case | Value:
    whens = []
    for stage in stages:
        if stage.eta_days:
            limits = limits_of(stage.eta_days, calendar=days.calendar, zone=days.zone, today=days.today)
            whens.append(When(stage=stage, stage_since__lt=limits.late, then=Value("late")))
            whens.append(When(stage=stage, stage_since__lt=limits.soon, then=Value("wait")))
    return Case(*whens, default=Value(""), output_field=CharField()) if whens else Value("")

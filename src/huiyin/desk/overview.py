"""The executive's first page: four numbers with the people behind them, and one sentence in words.

Every number counts only what the reader reaches, and one that rests on few people says so.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiyin.accounts.doors import reach
from huiyin.approvals.queries import waiting_for
from huiyin.candidates.access import visible_applications
from huiyin.candidates.models import ApplicationState, Note
from huiyin.candidates.queries import RUNNING
from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.desk.job_people import MET, Days
from huiyin.interviews.access import taking_part
from huiyin.interviews.access import visible_to as visible_interviews
from huiyin.interviews.models import Answer, Interview, InterviewState
from huiyin.interviews.queries import day_span
from huiyin.jobs.access import visible_to as visible_jobs
from huiyin.jobs.models import JobState

FEW = 20
"""A share of fewer is no more than a hint."""
RECENT = timedelta(days=30)
GOOD, FAIR = 0.9, 0.75
MET_SHOWN = 6
ALONE = frozenset({"candidates:edit", "interviews:arrange", "interviews:attend", "settings:edit"})


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    of_them: int
    all: int

    @property
    def percent(self) -> int:
        return round(100 * self.of_them / self.all) if self.all else 0

    @property
    def is_few(self) -> bool:
        return 0 < self.all < FEW


@dataclass(frozen=True)
class Silence:
    """Those whom we met lately and who have not heard how it goes on: how many, half of them for so many
    working days or longer, and how many past the day that their stage promises.
    """

    people: int
    median: int
    late: int

    @property
    def is_few(self) -> bool:
        return 0 < self.people < FEW


@dataclass(frozen=True)
class Overview:
    open_jobs: int
    wanted: int
    came: Share
    silence: Silence
    approvals: int
    oldest_approval: datetime | None
    met: Sequence[Interview]
    met_in_all: int

    @property
    def headline(self) -> str:
        return _("{first}, {second}").format(
            first=_came_words(self.came), second=_silence_words(self.silence)
        )


def oversees(actor: Actor, granted: frozenset[str]) -> bool:
    """Whether she looks over the house without doing the daily work in it."""
    wide = reach(actor, "jobs:see")
    looks = {"jobs:see", "reports:see"} <= granted and not granted & ALONE
    return looks and bool(wide.everything or wide.unit_paths)


def overview_of(actor: Actor, *, zone: str) -> Overview:
    days = Days.of(zone)
    jobs = visible_jobs(actor).filter(state=JobState.OPEN).aggregate(n=Count("pk"), wanted=Sum("headcount"))
    hired = visible_applications(actor).filter(job__state=JobState.OPEN, state=ApplicationState.HIRED).count()
    approvals = list(waiting_for(actor).values_list("asked_at", flat=True))
    # All their keys first: asked for six, a database would go back through everybody's to find hers.
    mine = list(met_by(actor).values_list("pk", flat=True))
    return Overview(
        open_jobs=jobs["n"],
        wanted=max(0, (jobs["wanted"] or 0) - hired),
        came=_came(actor, days),
        silence=_silence(actor, days),
        approvals=len(approvals),
        oldest_approval=approvals[0] if approvals else None,
        met=list(met_by(actor).filter(pk__in=mine[:MET_SHOWN])),
        met_in_all=len(mine),
    )


def due_this_week(actor: Actor, days: Days) -> QuerySet[Interview]:
    """Whoever said yes for a time between Monday and now, or came all the same."""
    monday = days.today - timedelta(days=days.today.weekday())
    rows = visible_interviews(actor).filter(start__gte=day_span(monday, days.zone)[0], start__lt=clock.now())
    counted = rows.filter(Q(answer=Answer.YES) | Q(state__in=MET))
    return counted.exclude(state__in=(InterviewState.CANCELLED, InterviewState.RESCHEDULE_REQUESTED))


def unheard(actor: Actor) -> QuerySet[Interview]:
    """Interviews of the last thirty days after which nothing has happened with a running application."""
    return visible_interviews(actor).filter(
        state=InterviewState.COMPLETED,
        start__gte=clock.now() - RECENT,
        end__lt=clock.now(),
        application__state__in=RUNNING,
        application__stage_since__lt=F("end"),
        stage=F("application__stage"),
    )


def met_by(actor: Actor) -> QuerySet[Interview]:
    """Whom she met herself, the latest first, each with her own newest note."""
    own = Note.objects.filter(candidate=OuterRef("application__candidate"), author=actor.user_id)
    rows = (
        taking_part(actor)
        .filter(state__in=MET)
        .annotate(note_id=Subquery(own.order_by("-at").values("pk")[:1]))
    )
    return rows.select_related(
        "application__candidate", "application__job", "application__stage", "stage"
    ).order_by("-start", "-pk")


def notes_of(interviews: Sequence[Interview]) -> dict[int, Note]:
    """The notes that `met_by` found, by their keys; their text is encrypted and read only here."""
    keys = [key for one in interviews if (key := getattr(one, "note_id", None))]
    return Note.objects.in_bulk(keys) if keys else {}


def _came(actor: Actor, days: Days) -> Share:
    found: Any = due_this_week(actor, days).aggregate(
        n=Count("pk"), came=Count("pk", filter=Q(state__in=MET))
    )
    return Share(found["came"], found["n"])


def _silence(actor: Actor, days: Days) -> Silence:
    """Read by day and stage, so that it costs the same however many they are."""
    rows = unheard(actor).annotate(on=TruncDate("end", tzinfo=ZoneInfo(days.zone))).order_by()
    waited: Counter[int] = Counter()
    late = 0
    for on, eta, count in rows.values_list("on", "stage__eta_days").annotate(n=Count("pk")):
        for_days = days.calendar.between(on, days.today)
        waited[for_days] += count
        late += count if eta and for_days > eta else 0
    return Silence(waited.total(), _median(waited), late)


def _median(counted: Counter[int]) -> int:
    """Of numbers that come with how often they occur; the lower of two in the middle."""
    half, seen = (counted.total() + 1) // 2, 0
    for value in sorted(counted):
        seen += counted[value]
        if seen >= half:
            return value
    return 0


def _came_words(came: Share) -> str:
    if not came.all:
        return _("Nobody was due this week so far")
    share = came.of_them / came.all
    if share >= GOOD:
        return _("People come")
    return _("Most people come") if share >= FAIR else _("Many do not come")


def _silence_words(silence: Silence) -> str:
    if not silence.people:
        return _("nobody waits for a result")
    if not silence.late:
        return _("results are within the promised days")
    return ngettext(
        "{n} person waits for a result past the promised day",
        "{n} people wait for a result past the promised day",
        silence.late,
    ).format(n=silence.late)


def past_promise(interview: Interview, days: Days) -> tuple[int, bool]:
    """Working days since somebody was met, and whether they are more than the stage promises."""
    on: date = interview.end.astimezone(ZoneInfo(days.zone)).date()
    waited = days.calendar.between(on, days.today)
    eta = interview.stage.eta_days if interview.stage else None
    return waited, bool(eta and waited > eta)

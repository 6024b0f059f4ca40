"""The list of jobs: filtered by its address, each job with its people and with whom something waits."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Sum, Value, When

from huiyin.candidates.models import Application, Recommendation
from huiyin.candidates.queries import RUNNING
from huiyin.candidates.screening import READ_STAGES
from huiyin.candidates.waiting import limits_of
from huiyin.company.working_days import Calendar
from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.jobs.models import HiringTeam, Job, JobCategory, JobState, Stage, StageKind


@dataclass(frozen=True)
class Asked:
    state: JobState = JobState.OPEN
    q: str = ""
    category: str = ""
    mine: bool = False

    @property
    def narrows(self) -> bool:
        return bool(self.q or self.category or self.mine)


def asked_of(query: Any) -> Asked:
    state, category = query.get("state", ""), query.get("category", "")
    return Asked(
        JobState(state) if state in JobState.values else JobState.OPEN,
        query.get("q", "").strip()[:80],
        category if category in JobCategory.values else "",
        query.get("mine") == "1",
    )


def narrowed(jobs: QuerySet[Job], asked: Asked, actor: Actor) -> QuerySet[Job]:
    """By everything but the state, which has its own numbers."""
    if asked.q:
        named = Q(title__icontains=asked.q) | Q(title_en__icontains=asked.q)
        jobs = jobs.filter(named | Q(number__iexact=asked.q) | Q(org_unit__name__icontains=asked.q))
    if asked.category:
        jobs = jobs.filter(category=asked.category)
    if asked.mine:
        own = HiringTeam.objects.filter(job=OuterRef("pk"), employee__user=actor.user_id)
        jobs = jobs.filter(Exists(own))
    return jobs


def state_numbers(jobs: QuerySet[Job]) -> dict[str, int]:
    return dict(jobs.order_by().values_list("state").annotate(n=Count("pk")))


@dataclass(frozen=True)
class Line:
    """A job of the list. `fresh` have just applied, `to_read` wait for the hiring manager, `against` for the
    recruiter after that, `late` are past the day by which they were to hear.
    """

    job: Job
    running: int
    fresh: int
    to_read: int
    against: int
    late: int


def job_lines(applications: QuerySet[Application], jobs: Sequence[Job], *, zone: str) -> list[Line]:
    """In three queries, however many jobs."""
    pipelines = {job.pipeline_id for job in jobs}
    stages = {stage.pk: stage for stage in Stage.objects.filter(pipeline__in=pipelines)}
    running, by_kind, late = Counter[int](), Counter[tuple[int, str]](), Counter[int]()
    here = applications.filter(job__in=[job.pk for job in jobs], state__in=RUNNING).order_by()
    is_late = Sum(_is_late(list(stages.values()), zone))
    rows = here.values_list("job", "stage").annotate(n=Count("pk"), late=is_late)
    for job, stage, count, of_them in rows:
        running[job] += count
        late[job] += of_them
        by_kind[job, stages[stage].kind] += count
    said = _said(here)
    return [
        Line(
            job,
            running[job.pk],
            by_kind[job.pk, StageKind.APPLIED],
            sum(by_kind[job.pk, kind] for kind in READ_STAGES) - said[job.pk, None],
            said[job.pk, False],
            late[job.pk],
        )
        for job in jobs
    ]


def _said(applications: QuerySet[Application]) -> Counter[tuple[int, bool | None]]:
    """Of how many of each job the hiring manager has spoken since they stand where they stand; None: both."""
    rows = Recommendation.objects.filter(
        Exists(applications.filter(pk=OuterRef("application"))),
        taken_back_at=None,
        stage=F("application__stage"),
        at__gte=F("application__stage_since"),
    )
    found: Counter[tuple[int, bool | None]] = Counter()
    for job, in_favour, count in rows.values_list("application__job", "in_favour").annotate(n=Count("pk")):
        found[job, in_favour] += count
        found[job, None] += count
    return found


def _is_late(stages: Sequence[Stage], zone: str) -> Case | Value:
    """One condition for all stages that promise equally many days."""
    calendar, today = Calendar(), clock.today(zone)
    by_days: dict[int, list[int]] = {}
    for stage in stages:
        if stage.eta_days:
            by_days.setdefault(stage.eta_days, []).append(stage.pk)
    whens = [
        When(
            stage__in=of_them,
            stage_since__lt=limits_of(days, calendar=calendar, zone=zone, today=today).late,
            then=Value(1),
        )
        for days, of_them in by_days.items()
    ]
    return Case(*whens, default=Value(0), output_field=IntegerField()) if whens else Value(0)

"""What the world may know of a job: open ones, and of those that were open once that they are not any more.

A draft was never announced, so it does not exist outside.
"""

import re
from dataclasses import dataclass

from django.db.models import QuerySet

from huiyin.company.models import OrgUnit
from huiyin.jobs.models import HiringTeam, Job, JobState, Stage, StageKind, TeamRole
from huiyin.people.models import Employee

DEFAULT_DAYS = 3
_NUMBER = re.compile(r"[A-Za-z0-9-]{1,20}")
# What a candidate goes through with us; the rest is our own work in between.
MET = frozenset(
    {
        StageKind.ASSESSMENT,
        StageKind.AI_INTERVIEW,
        StageKind.INTERVIEW_1,
        StageKind.INTERVIEW_2,
        StageKind.INTERVIEW_FINAL,
    }
)


def find_posted(number: str) -> Job | None:
    """The job behind its public address, whatever its state, unless it was never open."""
    if not _NUMBER.fullmatch(number):
        return None
    rows = Job.objects.select_related("org_unit", "pipeline", "place").exclude(state=JobState.DRAFT)
    return rows.filter(number=number.upper()).first()


def open_jobs(unit: OrgUnit | None = None) -> QuerySet[Job]:
    """Open to everybody, the newest first; of a branch and what belongs to it, or of the whole house."""
    rows = Job.objects.filter(state=JobState.OPEN, org_unit__is_active=True)
    if unit is not None:
        rows = rows.filter(org_unit__path__startswith=unit.path)
    return rows.select_related("org_unit", "place").order_by("-opened_on", "-pk")


def recruiter_of(job: Job) -> Employee | None:
    """The recruiter to whom a new application goes: the first of the team."""
    places = HiringTeam.objects.filter(job=job, role=TeamRole.RECRUITER, employee__is_active=True)
    first = places.select_related("employee__user").order_by("pk").first()
    return first.employee if first else None


@dataclass(frozen=True)
class Process:
    """`reply_days` are the working days until the first answer, `met` the stages in which she meets us."""

    reply_days: int
    met: list[Stage]


def process_of(job: Job) -> Process:
    """In one query."""
    stages = list(job.pipeline.stages.all())
    days = stages[0].eta_days if stages else None
    return Process(days or DEFAULT_DAYS, [one for one in stages if one.kind in MET])

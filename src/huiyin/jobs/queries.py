"""Named reads of jobs, pipelines and reasons."""

from django.db.models import Prefetch, QuerySet

from huiyin.jobs.models import HiringTeam, Job, Pipeline, Reason, ReasonGroup


def with_list_columns(jobs: QuerySet[Job]) -> QuerySet[Job]:
    """What a list of jobs shows, in two queries however long."""
    team = HiringTeam.objects.select_related("employee").order_by("role", "pk")
    return (
        jobs.select_related("org_unit", "place")
        .prefetch_related(Prefetch("team", queryset=team))
        .order_by("-opened_on", "-pk")
    )


def published_pipelines() -> QuerySet[Pipeline]:
    return Pipeline.objects.filter(is_published=True).order_by("pk")


def team_of(job: Job) -> QuerySet[HiringTeam]:
    return job.team.select_related("employee").order_by("role", "pk")


def reasons(group: ReasonGroup) -> QuerySet[Reason]:
    """The reasons that may be chosen now, in their order."""
    return Reason.objects.filter(group=group, is_active=True).order_by("side", "pk")

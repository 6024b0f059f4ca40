"""Who reaches which jobs, and what they may do with one."""

from collections.abc import Callable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from huiyin.accounts.doors import Reach, may, reach
from huiyin.company.models import OrgUnit
from huiyin.company.queries import active_units, find_unit
from huiyin.core.actor import Actor
from huiyin.core.errors import NotAllowed, NotFound
from huiyin.jobs.models import HiringTeam, Job, JobState, TeamRole


def visible_to(actor: Actor) -> QuerySet[Job]:
    return reached(reach(actor, "jobs:see"))


def reached(within: Reach) -> QuerySet[Job]:
    """The jobs inside a reach; candidates and interviews follow their job through this.

    `own` opens nothing here: an interviewer meets a job through an interview, not through its list.
    """
    if within.everything:
        return Job.objects.all()
    wanted = Q(pk__in=())
    for path in within.unit_paths:
        wanted |= Q(org_unit__path__startswith=path)
    if within.team:
        on_team = HiringTeam.objects.filter(job=OuterRef("pk"), employee__user=within.user_id)
        wanted |= Q(Exists(on_team))
    return Job.objects.filter(wanted)


def covers(within: Reach, job: Job) -> bool:
    """Whether a job at hand is among `reached`; a query only where the team decides."""
    if within.covers(job.org_unit.path):
        return True
    return within.team and reached(within).filter(pk=job.pk).exists()


def can_create_job(actor: Actor) -> bool:
    return may(actor, "jobs:edit")


def can_edit_job(actor: Actor, job: Job) -> bool:
    return reached(reach(actor, "jobs:edit")).filter(pk=job.pk).exists()


def can_edit_pipelines(actor: Actor) -> bool:
    return may(actor, "settings:edit")


def get_job(actor: Actor, job_id: int, *, can: Callable[[Actor, Job], bool] | None = None) -> Job:
    """The job, or NotFound when the actor does not reach it, or NotAllowed when `can` says no."""
    job = visible_to(actor).select_related("org_unit", "pipeline", "place").filter(pk=job_id).first()
    if job is None:
        raise NotFound("not_found", _("There is no such job."))
    if can and not can(actor, job):
        raise NotAllowed("forbidden", _("You may see this job but not change it."))
    return job


def jobs_to_recruit_for(actor: Actor) -> QuerySet[Job]:
    """Open jobs for which the actor may take candidates in."""
    return reached(reach(actor, "candidates:edit")).filter(state=JobState.OPEN).order_by("title", "number")


def managed(actor: Actor) -> QuerySet[Job]:
    """The jobs that she sees and whose hiring manager she is, by name."""
    own = HiringTeam.objects.filter(
        job=OuterRef("pk"), employee__user=actor.user_id, role=TeamRole.HIRING_MANAGER
    )
    return visible_to(actor).filter(Exists(own)) if actor.user_id is not None else Job.objects.none()


def units_to_hire_in(actor: Actor) -> list[OrgUnit]:
    """The units in which the actor may create jobs."""
    within = reach(actor, "jobs:edit")
    return [unit for unit in active_units() if within.covers(unit.path)]


def get_unit_of_jobs(actor: Actor, unit_id: int) -> OrgUnit:
    """A unit all of whose jobs the actor may see."""
    unit = find_unit(unit_id)
    if unit is None or not reach(actor, "jobs:see").covers(unit.path):
        raise NotFound("not_found", _("There is no such unit."))
    return unit

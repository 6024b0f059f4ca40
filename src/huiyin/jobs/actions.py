"""What happens to jobs and pipelines. Doors are asked before; nothing here knows a candidate."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TypedDict, cast

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.company.models import OrgUnit, Place
from huiyin.company.queries import the_company
from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError, FieldProblem
from huiyin.core.fairness import require_fair
from huiyin.core.numbers import take_numbers
from huiyin.jobs.models import (
    HiringTeam,
    Job,
    JobState,
    Pipeline,
    Stage,
    StageKind,
    TeamRole,
)
from huiyin.people.models import Employee
from huiyin.search.index import refresh

TeamPlace = tuple[Employee, TeamRole]


class PayBand(TypedDict):
    """CNY a month, and how many months a year."""

    min: int
    max: int
    months: int


@dataclass(frozen=True)
class JobDetails:
    """What a person says about a job. Everything after `pipeline` may stay as it is."""

    title: str
    category: str
    org_unit: OrgUnit
    pipeline: Pipeline
    title_en: str = ""
    place: Place | None = None
    headcount: int = 1
    pay_band: PayBand | None = None
    publishes_pay: bool = False
    highlights: str = ""
    team: tuple[TeamPlace, ...] = field(default_factory=tuple)


def details_of(job: Job) -> JobDetails:
    """As it stands, for who changes a part of it."""
    return JobDetails(
        title=job.title,
        category=job.category,
        org_unit=job.org_unit,
        pipeline=job.pipeline,
        title_en=job.title_en,
        place=job.place,
        headcount=job.headcount,
        pay_band=cast("PayBand | None", job.pay_band),
        publishes_pay=job.publishes_pay,
        highlights=job.highlights,
        team=tuple((one.employee, TeamRole(one.role)) for one in job.team.select_related("employee")),
    )


@transaction.atomic
def create_job(details: JobDetails, *, by: Actor) -> Job:
    """A draft with its number J-YYYYMM-###; `open_job` opens it."""
    details = _judged(details)
    month = f"{clock.today(the_company().time_zone):%Y%m}"
    taken = take_numbers(f"job:{month}")[0]
    job = Job(number=f"J-{month}-{taken:03d}", created_at=clock.now())
    _write(job, details)
    audit.record("job.created", job, by=by, org_unit=job.org_unit_id, pipeline=job.pipeline_id)
    if job.publishes_pay:
        _note_publishing(job, by)
    refresh("job", [job.pk])
    return job


@transaction.atomic
def edit_job(job: Job, details: JobDetails, *, by: Actor) -> Job:
    """Take over changed details. The pipeline of a job that was ever opened stays: people stand in it."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    details = _judged(details)
    if job.opened_on and details.pipeline.pk != job.pipeline_id:
        raise DomainError(
            "pipeline_in_use",
            _("Candidates may already stand in this pipeline."),
            _("Close this job and create another one with the new pipeline."),
        )
    changed = [
        name
        for name in ("title", "title_en", "category", "headcount", "pay_band", "highlights")
        if getattr(job, name) != getattr(details, name)
    ]
    published = job.publishes_pay
    _write(job, details)
    audit.record("job.edited", job, by=by, changed=changed)
    if job.publishes_pay != published:
        _note_publishing(job, by)
    refresh("job", [job.pk])
    return job


@transaction.atomic
def open_job(job: Job, *, by: Actor) -> Job:
    """From now on people may apply. Only a published pipeline can promise when they will hear."""
    job = _locked(job, {JobState.DRAFT, JobState.PAUSED, JobState.CLOSED})
    if not job.pipeline.is_published:
        raise DomainError(
            "pipeline_not_published",
            _("The pipeline of this job is not published yet."),
            _("Give every stage a number of working days, publish the pipeline, then open the job."),
        )
    if job.opened_on is None:
        job.opened_on = clock.today(the_company().time_zone)
    return _move(job, JobState.OPEN, "job.opened", by=by)


@transaction.atomic
def pause_job(job: Job, *, by: Actor) -> Job:
    """No new applications for now; the running ones go on."""
    return _move(_locked(job, {JobState.OPEN}), JobState.PAUSED, "job.paused", by=by)


@transaction.atomic
def close_job(job: Job, *, by: Actor) -> Job:
    """No more applications. What its candidates hear is decided above, where they are known."""
    return _move(
        _locked(job, {JobState.DRAFT, JobState.OPEN, JobState.PAUSED}), JobState.CLOSED, "job.closed", by=by
    )


@transaction.atomic
def set_team(job: Job, team: Iterable[TeamPlace], *, by: Actor) -> None:
    """Make exactly these people the hiring team."""
    wanted = {(employee.pk, str(role)) for employee, role in team}
    present = {(row.employee_id, row.role): row for row in job.team.all()}
    gone = [row.pk for place, row in present.items() if place not in wanted]
    HiringTeam.objects.filter(pk__in=gone).delete()
    HiringTeam.objects.bulk_create(
        HiringTeam(job=job, employee_id=employee_id, role=role)
        for employee_id, role in sorted(wanted - present.keys())
    )
    if gone or wanted - present.keys():
        audit.record("job.team_set", job, by=by, team=[[pk, role] for pk, role in sorted(wanted)])


def stages_without_eta(pipeline: Pipeline) -> list[Stage]:
    """Stages in which a candidate would wait without knowing until when."""
    return [s for s in pipeline.stages.all() if s.kind != StageKind.HIRED and not s.eta_days]


@transaction.atomic
def publish_pipeline(pipeline: Pipeline, *, by: Actor) -> Pipeline:
    """Let jobs be opened on it. Refused while any waiting stage cannot say by when its candidate hears."""
    pipeline = Pipeline.objects.select_for_update().get(pk=pipeline.pk)
    silent = stages_without_eta(pipeline)
    if silent or not pipeline.stages.exists():
        mend = _("Enter within how many working days a candidate hears in each stage.")
        raise DomainError(
            "stage_without_eta",
            _("A pipeline can be published only when every stage says by when its candidate will hear."),
            mend,
            [FieldProblem(f"stage:{s.position}", _("The working days are missing."), mend) for s in silent],
        )
    if not pipeline.is_published:
        pipeline.is_published = True
        pipeline.save(update_fields=["is_published"])
        audit.record("pipeline.published", pipeline, by=by)
    return pipeline


def _judged(details: JobDetails) -> JobDetails:
    details = replace(details, title=details.title.strip(), title_en=details.title_en.strip())
    if not details.title:
        raise _refusal(
            "title", "title_missing", _("A job needs a title."), _("Write it as candidates read it.")
        )
    for name in ("title", "title_en", "highlights"):
        require_fair(getattr(details, name), field=name)
    band = details.pay_band
    if band and not (0 < band["min"] <= band["max"] and 12 <= band["months"] <= 24):
        raise _refusal(
            "pay_band",
            "pay_band_wrong",
            _("The pay band does not add up."),
            _("Lowest pay first, not above the highest, and 12 to 24 months a year."),
        )
    if details.publishes_pay and not band:
        raise _refusal(
            "publishes_pay",
            "no_pay_to_publish",
            _("There is no pay band to show."),
            _("Enter the lowest and the highest pay, or take the tick away."),
        )
    if details.headcount < 1:
        raise _refusal(
            "headcount", "headcount_wrong", _("At least one person is hired."), _("Enter 1 or more.")
        )
    return details


def _note_publishing(job: Job, by: Actor) -> None:
    """Pay that the world may read is a decision of its own; the figures stay out of the trail."""
    audit.record("job.pay_published" if job.publishes_pay else "job.pay_hidden", job, by=by)


def _refusal(name: str, code: str, problem: str, mend: str) -> DomainError:
    return DomainError(code, problem, mend, [FieldProblem(name, problem, mend)])


def _write(job: Job, details: JobDetails) -> None:
    for name in ("title", "title_en", "category", "org_unit", "pipeline", "place", "headcount", "highlights"):
        setattr(job, name, getattr(details, name))
    job.pay_band, job.publishes_pay = details.pay_band, details.publishes_pay
    job.save()
    wanted = {(employee.pk, str(role)) for employee, role in details.team}
    HiringTeam.objects.filter(job=job).delete()
    HiringTeam.objects.bulk_create(
        HiringTeam(job=job, employee_id=employee_id, role=role) for employee_id, role in sorted(wanted)
    )


def _locked(job: Job, allowed: set[JobState]) -> Job:
    job = Job.objects.select_for_update(of=("self",)).select_related("pipeline").get(pk=job.pk)
    if job.state not in allowed:
        raise DomainError(
            "wrong_state",
            _("This job is already in another state, perhaps since you opened the page."),
            _("Load the page again."),
        )
    return job


def _move(job: Job, state: JobState, verb: str, *, by: Actor) -> Job:
    was, job.state = job.state, state
    job.save(update_fields=["state", "opened_on"])
    audit.record(verb, job, by=by, was=was)
    return job

"""Applications: one candidate, one job, moving through the stages of its pipeline."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.candidates.models import Application, ApplicationState, Candidate, HireType, Source
from huiyin.candidates.queries import changes_since
from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.errors import Clash, DomainError
from huiyin.core.models import AuditEntry
from huiyin.core.references import ref
from huiyin.jobs.models import Job, JobState, Stage
from huiyin.people.models import Employee
from huiyin.search.index import refresh
from huiyin.todos.actions import close_todos

BATCH = 500
UNDO_WITHIN = timedelta(minutes=10)
"""The page offers it for ten seconds; one without scripts shows it until it is left."""
RUNNING = (ApplicationState.ACTIVE, ApplicationState.ON_HOLD)


@dataclass(frozen=True)
class Origin:
    """Where an application came from and who looks after it. `applied_at` None means now; `state` is another
    than active only for history that is brought in.
    """

    source: Source = Source.OTHER
    source_note: str = ""
    referrer: Employee | None = None
    hire_type: HireType = HireType.SOCIAL
    owner: Employee | None = None
    applied_at: datetime | None = None
    state: ApplicationState = ApplicationState.ACTIVE


@dataclass(frozen=True)
class Applied:
    """`is_new` is False when this candidate's application for this job was already running."""

    application: Application
    is_new: bool


@dataclass(frozen=True)
class Intake:
    """One line for `apply_many`."""

    candidate: Candidate
    job: Job
    origin: Origin = field(default_factory=Origin)


@transaction.atomic
def apply(candidate: Candidate, job: Job, *, by: Actor, origin: Origin | None = None) -> Application:
    """Put a candidate into the first stage of an open job. Refused when she already stands there."""
    if job.state not in {JobState.OPEN, JobState.PAUSED}:
        raise DomainError(
            "job_not_open",
            _("This job is not open for applications."),
            _("Open the job first, or choose another one."),
        )
    applied = apply_many([Intake(candidate, job, origin or Origin())], by=by)[0]
    if not applied.is_new:
        raise DomainError(
            "already_applied",
            _("An application of this candidate for this job is already running."),
            _("Go on with that one; it is on the candidate's file."),
        )
    return applied.application


@transaction.atomic
def apply_many(intakes: Sequence[Intake], *, by: Actor) -> list[Applied]:
    """Many at once, for imports; a running application is found, not doubled. The job may be in any
    state, because history is brought in too.
    """
    running = _running(intakes)
    firsts = _first_stages({intake.job.pipeline_id for intake in intakes})
    results: list[Applied] = []
    new: list[Application] = []
    for intake in intakes:
        key = (intake.candidate.pk, intake.job.pk)
        known = running.get(key)
        if known is None:
            known = running[key] = _application(intake, firsts)
            new.append(known)
            results.append(Applied(known, is_new=True))
        else:
            results.append(Applied(known, is_new=False))
    Application.objects.bulk_create(new, batch_size=BATCH)
    audit.record_many("application.added", [(one, {"job": one.job_id}) for one in new], by=by)
    refresh("candidate", (one.candidate_id for one in new))
    return results


@transaction.atomic
def move_to_stage(
    application: Application, stage: Stage, *, by: Actor, version: int | None = None
) -> Application:
    """Move on, or back. `version` is the one that the person saw; if somebody was faster she is told what
    changed instead of overwriting it.
    """
    application = locked(application, version=version)
    if application.state not in RUNNING:
        raise DomainError(
            "application_ended",
            _("This application has ended and moves no further."),
            _("Add a new application if the person is considered again."),
        )
    if stage.pipeline_id != application.job.pipeline_id:
        raise DomainError(
            "stage_of_other_pipeline",
            _("This stage belongs to another pipeline."),
            _("Choose one of the stages of this job."),
        )
    if stage.pk == application.stage_id:
        return application
    was, since = application.stage_id, application.stage_since
    application.stage, application.stage_since = stage, clock.now()
    close_todos("application.not_recommended", ref(application), by=by)
    return _changed(application, "application.moved", by=by, was=was, stage=stage.pk, since=since.isoformat())


@transaction.atomic
def move_was_wrong(application: Application, *, by: Actor, version: int | None = None) -> Application:
    """Undo the last move of one's own, as if it had not been: the days in the old stage go on counting.
    Refused when somebody has changed the application since, or when the moment for it has passed.
    """
    application = locked(application, version=version)
    last = (
        AuditEntry.objects.filter(about=ref(application), detail__has_key="version").order_by("-pk").first()
    )
    is_mine = last is not None and last.verb == "application.moved" and last.actor == by.key
    if last is None or not is_mine or last.detail["version"] != application.version:
        raise Clash(
            "clash",
            _("Somebody has gone on with this application meanwhile."),
            _("Look at it as it is now and decide again."),
        )
    stage = application.job.pipeline.stages.filter(pk=last.detail["was"]).first()
    if clock.now() - last.at > UNDO_WITHIN or stage is None or "since" not in last.detail:
        raise DomainError(
            "too_late", _("It is too late to undo this."), _("Move it back by hand, if that is meant.")
        )
    was, application.stage = application.stage_id, stage
    application.stage_since = datetime.fromisoformat(last.detail["since"])
    return _changed(application, "application.moved", by=by, was=was, stage=stage.pk, undone=True)


@transaction.atomic
def assign_owner(
    application: Application, owner: Employee | None, *, by: Actor, version: int | None = None
) -> Application:
    """Say which colleague looks after it."""
    application = locked(application, version=version)
    was, application.owner = application.owner_id, owner
    return _changed(application, "application.assigned", by=by, was=was, owner=owner.pk if owner else None)


def locked(application: Application, *, version: int | None) -> Application:
    """The row as it is now, locked. Higher rooms that change applications come through here as well."""
    now = (
        Application.objects.select_for_update(of=("self",))
        .select_related("job", "stage", "candidate")
        .get(pk=application.pk)
    )
    if version is not None and now.version != version:
        raise Clash(
            "clash",
            _("Somebody changed this application while you had it open: {changes}").format(
                changes=changes_since(now, version)
            ),
            _("Look at it as it is now and decide again."),
        )
    return now


def _changed(application: Application, verb: str, *, by: Actor, **detail: object) -> Application:
    application.version += 1
    application.save()
    audit.record(verb, application, by=by, version=application.version, **detail)
    return application


def _running(intakes: Sequence[Intake]) -> dict[tuple[int, int], Application]:
    found: dict[tuple[int, int], Application] = {}
    ids = sorted({intake.candidate.pk for intake in intakes})
    for start in range(0, len(ids), 5000):
        rows = Application.objects.filter(candidate__in=ids[start : start + 5000], state__in=RUNNING)
        found |= {(row.candidate_id, row.job_id): row for row in rows}
    return found


def _first_stages(pipelines: set[int]) -> dict[int, Stage]:
    stages = Stage.objects.filter(pipeline__in=pipelines).order_by("pipeline", "-position")
    return {stage.pipeline_id: stage for stage in stages}


def _application(intake: Intake, firsts: dict[int, Stage]) -> Application:
    if intake.job.pipeline_id not in firsts:
        raise DomainError(
            "pipeline_empty", _("The pipeline of this job has no stages."), _("Add its stages first.")
        )
    at = intake.origin.applied_at or clock.now()
    return Application(
        candidate=intake.candidate,
        job=intake.job,
        stage=firsts[intake.job.pipeline_id],
        stage_since=at,
        source=intake.origin.source,
        source_note=intake.origin.source_note,
        referrer=intake.origin.referrer,
        hire_type=intake.origin.hire_type,
        owner=intake.origin.owner,
        state=intake.origin.state,
        applied_at=at,
    )

"""/applications: 投递, one candidate and one job, through the stages of its pipeline."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from huiyin.accounts.doors import require
from huiyin.api.auth import ApiRequest
from huiyin.api.finding import colleague_of
from huiyin.api.paging import Paging, page_of
from huiyin.api.shapes import CHANGING, READING, Id, Input, Moment, Named, Version, moment, named, number
from huiyin.candidates.access import (
    can_edit_application,
    get_application,
    get_candidate,
    may_take_in,
    visible_applications,
)
from huiyin.candidates.actions import Origin, apply, assign_owner, move_to_stage
from huiyin.candidates.models import Application, ApplicationState, HireType, Source
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError, FieldProblem, NotAllowed
from huiyin.jobs.access import get_job
from huiyin.people.queries import employee_of

router = Router()


class StageOut(Schema):
    id: str
    kind: str
    name: str
    name_en: str


class JobRef(Schema):
    id: str
    number: str
    title: str


class CandidateRef(Schema):
    id: str
    number: str
    name: str


class ApplicationOut(Schema):
    """`version` rises with every change; send it back to be told when somebody was faster."""

    id: str
    candidate: CandidateRef
    job: JobRef
    stage: StageOut
    stage_since: Moment
    state: str
    source: str
    source_note: str
    hire_type: str
    owner: Named | None
    applied_at: Moment
    version: int


class ApplicationPage(Schema):
    items: list[ApplicationOut]
    next: str | None


class OriginIn(Input):
    source: Source = Source.OTHER
    source_note: str = Field("", max_length=80)
    hire_type: HireType = HireType.SOCIAL


class ApplicationIn(OriginIn):
    candidate: Id
    job: Id


class MoveIn(Input):
    """`stage` is the id of a stage of the job's pipeline, or its kind where only one has it."""

    stage: Id
    version: Version | None = None


class AssignIn(Input):
    """`owner` is a colleague's id or e-mail address; null leaves it to nobody."""

    owner: Id | None
    version: Version | None = None


class ApplicationFilter(Paging):
    job: int | None = Field(None, ge=0, le=2**63 - 1)
    candidate: int | None = Field(None, ge=0, le=2**63 - 1)
    state: ApplicationState | None = None


@router.get("", response={200: ApplicationPage, **READING}, url_name="applications")
def list_applications(request: ApiRequest, paging: Query[ApplicationFilter]) -> dict[str, Any]:
    require(request.actor, "candidates:see")
    wanted = {"job": paging.job, "candidate": paging.candidate, "state": paging.state}
    rows = visible_applications(request.actor).select_related("candidate", "job", "stage", "owner")
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    return page_of(request, rows, paging, show)


@router.post("", response={201: ApplicationOut, **CHANGING}, url_name="applications")
def create(request: ApiRequest, body: ApplicationIn, response: HttpResponse) -> Status[Any]:
    actor = request.actor
    require(actor, "candidates:edit")
    candidate = get_candidate(actor, number(body.candidate))
    job = get_job(actor, number(body.job))
    if not may_take_in(actor, job):
        raise NotAllowed("forbidden", _("You may not add candidates to this job."))
    application = apply(candidate, job, by=actor, origin=origin_of(body, actor))
    response["Location"] = f"/api/v1/applications/{application.pk}"
    return Status(201, show([application])[0])


@router.get("/{application_id}", response={200: ApplicationOut, **READING}, url_name="application")
def read(request: ApiRequest, application_id: str) -> dict[str, Any]:
    require(request.actor, "candidates:see")
    found: dict[str, Any] = show([get_application(request.actor, number(application_id))])[0]
    return found


@router.post(
    "/{application_id}/move", response={200: ApplicationOut, **CHANGING}, url_name="application_move"
)
def move(request: ApiRequest, application_id: str, body: MoveIn) -> dict[str, Any]:
    actor = request.actor
    require(actor, "candidates:see")
    application = get_application(actor, number(application_id), can=can_edit_application)
    stages = [
        stage for stage in application.job.pipeline.stages.all() if body.stage in {str(stage.pk), stage.kind}
    ]
    if len(stages) != 1:
        problem = _("This is not one stage of the job's pipeline.")
        raise DomainError("unknown_stage", problem, "", [FieldProblem("stage", problem)])
    moved = move_to_stage(application, stages[0], by=actor, version=body.version)
    found: dict[str, Any] = show([get_application(actor, moved.pk)])[0]
    return found


@router.post(
    "/{application_id}/assign", response={200: ApplicationOut, **CHANGING}, url_name="application_assign"
)
def assign(request: ApiRequest, application_id: str, body: AssignIn) -> dict[str, Any]:
    """Say which colleague looks after it."""
    actor = request.actor
    require(actor, "candidates:see")
    application = get_application(actor, number(application_id), can=can_edit_application)
    owner = colleague_of(body.owner, "owner", actor=actor) if body.owner is not None else None
    assign_owner(application, owner, by=actor, version=body.version)
    found: dict[str, Any] = show([get_application(actor, application.pk)])[0]
    return found


def origin_of(body: OriginIn, actor: Actor) -> Origin:
    return Origin(
        source=body.source,
        source_note=body.source_note,
        hire_type=body.hire_type,
        owner=employee_of(actor),
    )


def show(applications: Sequence[Application]) -> list[Any]:
    return [
        {
            "id": str(one.pk),
            "candidate": {
                "id": str(one.candidate_id),
                "number": one.candidate.number,
                "name": one.candidate.name,
            },
            "job": {"id": str(one.job_id), "number": one.job.number, "title": one.job.title},
            "stage": {
                "id": str(one.stage_id),
                "kind": one.stage.kind,
                "name": one.stage.name_zh,
                "name_en": one.stage.name_en,
            },
            "stage_since": moment(one.stage_since),
            "state": one.state,
            "source": one.source,
            "source_note": one.source_note,
            "hire_type": one.hire_type,
            "owner": named(one.owner),
            "applied_at": moment(one.applied_at),
            "version": one.version,
        }
        for one in applications
    ]

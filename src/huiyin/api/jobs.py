"""/jobs: 职位, opened, paused and closed."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from huiyin.accounts.doors import field_level, reach, require
from huiyin.accounts.models import FieldLevel
from huiyin.api.auth import ApiRequest
from huiyin.api.finding import org_unit_of, pipeline_of, place_of
from huiyin.api.paging import Paging, page_of
from huiyin.api.shapes import CHANGING, READING, Id, Input, Moment, Named, moment, named, number
from huiyin.core.actor import Actor
from huiyin.core.errors import NotAllowed
from huiyin.jobs.access import can_edit_job, get_job, visible_to
from huiyin.jobs.actions import (
    JobDetails,
    PayBand,
    close_job,
    create_job,
    details_of,
    edit_job,
    open_job,
    pause_job,
)
from huiyin.jobs.models import Job, JobCategory, JobState
from huiyin.jobs.queries import with_list_columns

router = Router()


class PayBandShape(Input):
    min: int
    max: int
    months: int = 12


class TeamOut(Schema):
    id: str
    name: str
    role: str


class JobOut(Schema):
    """`pay_band` is null for those whose role does not show it."""

    id: str
    number: str
    title: str
    title_en: str
    category: str
    state: str
    org_unit: Named
    place: Named | None
    headcount: int
    highlights: str
    pay_band: PayBandShape | None
    team: list[TeamOut]
    created_at: Moment


class JobPage(Schema):
    items: list[JobOut]
    next: str | None


class JobIn(Input):
    """`pipeline` is an id or a key such as `social`; without one it is the first published one."""

    title: str = Field(max_length=80)
    title_en: str = Field("", max_length=120)
    category: JobCategory
    org_unit: Id
    pipeline: Id | None = None
    place: Id | None = None
    headcount: int = Field(1, ge=1, le=1000)
    highlights: str = Field("", max_length=4000)
    pay_band: PayBandShape | None = None
    open: bool = Field(default=False, description="open it at once")


class JobEdit(Input):
    """What is left out stays; null takes the place or the pay band away."""

    title: str | None = Field(None, max_length=80)
    title_en: str | None = Field(None, max_length=120)
    category: JobCategory | None = None
    place: Id | None = None
    headcount: int | None = Field(None, ge=1, le=1000)
    highlights: str | None = Field(None, max_length=4000)
    pay_band: PayBandShape | None = None


class JobFilter(Paging):
    state: JobState | None = None


@router.get("", response={200: JobPage, **READING}, url_name="jobs")
def list_jobs(request: ApiRequest, paging: Query[JobFilter]) -> dict[str, Any]:
    require(request.actor, "jobs:see")
    rows = with_list_columns(visible_to(request.actor))
    if paging.state:
        rows = rows.filter(state=paging.state)
    return page_of(request, rows, paging, lambda found: show_jobs(found, request.actor))


@router.post("", response={201: JobOut, **CHANGING}, url_name="jobs")
@transaction.atomic
def create(request: ApiRequest, body: JobIn, response: HttpResponse) -> Status[Any]:
    actor = request.actor
    require(actor, "jobs:edit")
    unit = org_unit_of(body.org_unit)
    if not reach(actor, "jobs:edit").covers(unit.path):
        raise NotAllowed("forbidden", _("You may not make jobs in this org unit."))
    if body.pay_band and field_level(actor, "job.pay_band") != FieldLevel.EDIT:
        raise NotAllowed("forbidden", _("You may not set a pay band."))
    details = JobDetails(
        title=body.title,
        title_en=body.title_en,
        category=body.category,
        org_unit=unit,
        pipeline=pipeline_of(body.pipeline),
        place=place_of(body.place),
        headcount=body.headcount,
        highlights=body.highlights,
        pay_band=_pay_band(body.pay_band),
    )
    job = create_job(details, by=actor)
    if body.open:
        open_job(job, by=actor)
    response["Location"] = f"/api/v1/jobs/{job.pk}"
    return Status(201, show_job(actor, job.pk))


@router.get("/{job_id}", response={200: JobOut, **READING}, url_name="job")
def read(request: ApiRequest, job_id: str) -> dict[str, Any]:
    require(request.actor, "jobs:see")
    return show_job(request.actor, number(job_id))


@router.post("/{job_id}/open", response={200: JobOut, **CHANGING}, url_name="job_open")
def open_(request: ApiRequest, job_id: str) -> dict[str, Any]:
    job = open_job(_editable(request.actor, job_id), by=request.actor)
    return show_job(request.actor, job.pk)


@router.post("/{job_id}/pause", response={200: JobOut, **CHANGING}, url_name="job_pause")
def pause(request: ApiRequest, job_id: str) -> dict[str, Any]:
    job = pause_job(_editable(request.actor, job_id), by=request.actor)
    return show_job(request.actor, job.pk)


@router.post("/{job_id}/close", response={200: JobOut, **CHANGING}, url_name="job_close")
def close(request: ApiRequest, job_id: str) -> dict[str, Any]:
    job = close_job(_editable(request.actor, job_id), by=request.actor)
    return show_job(request.actor, job.pk)


@router.post("/{job_id}/edit", response={200: JobOut, **CHANGING}, url_name="job_edit")
def edit(request: ApiRequest, job_id: str, body: JobEdit) -> dict[str, Any]:
    job = _editable(request.actor, job_id)
    given = body.dict(exclude_unset=True)
    if "pay_band" in given and field_level(request.actor, "job.pay_band") != FieldLevel.EDIT:
        raise NotAllowed("forbidden", _("You may not set a pay band."))
    texts = {
        name: value
        for name, value in given.items()
        if value is not None and name not in {"place", "pay_band"}
    }
    details = replace(details_of(job), **texts)
    if "place" in given:
        details = replace(details, place=place_of(body.place))
    if "pay_band" in given:
        details = replace(details, pay_band=_pay_band(body.pay_band))
    edit_job(job, details, by=request.actor)
    return show_job(request.actor, job.pk)


def _pay_band(band: PayBandShape | None) -> PayBand | None:
    return PayBand(min=band.min, max=band.max, months=band.months) if band else None


def _editable(actor: Actor, job_id: str) -> Job:
    require(actor, "jobs:see")
    return get_job(actor, number(job_id), can=can_edit_job)


def show_job(actor: Actor, job_id: int) -> dict[str, Any]:
    get_job(actor, job_id)
    shown: dict[str, Any] = show_jobs(with_list_columns(visible_to(actor).filter(pk=job_id)), actor)[0]
    return shown


def show_jobs(jobs: Sequence[Job] | Any, actor: Actor) -> list[Any]:
    shows_pay = field_level(actor, "job.pay_band") in {FieldLevel.SEE, FieldLevel.EDIT}
    return [
        {
            "id": str(job.pk),
            "number": job.number,
            "title": job.title,
            "title_en": job.title_en,
            "category": job.category,
            "state": job.state,
            "org_unit": named(job.org_unit),
            "place": named(job.place),
            "headcount": job.headcount,
            "highlights": job.highlights,
            "pay_band": job.pay_band if shows_pay else None,
            "team": [
                {"id": str(one.employee_id), "name": one.employee.name, "role": one.role}
                for one in job.team.all()
            ],
            "created_at": moment(job.created_at),
        }
        for job in jobs
    ]

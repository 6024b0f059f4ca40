"""/candidates: people, as much of them as the asker's role shows."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from huiyin.accounts.doors import reach, require, shown
from huiyin.api.applications import OriginIn, origin_of
from huiyin.api.auth import ApiRequest
from huiyin.api.paging import Paging, page_of
from huiyin.api.shapes import CHANGING, READING, Id, Input, Moment, moment, number
from huiyin.candidates.access import (
    can_edit_candidate,
    get_candidate,
    may_take_in,
    visible_applications,
    visible_to,
)
from huiyin.candidates.actions import NewCandidate, add_candidate, apply, edit_candidate
from huiyin.candidates.models import Candidate
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError, FieldProblem, NotAllowed
from huiyin.jobs.access import get_job
from huiyin.messaging.contacts import EMAIL, PHONE, current_address

router = Router()


class CandidateOut(Schema):
    """`phone` and `email` are whole, masked or empty, as the asker's role has it."""

    id: str
    number: str
    name: str
    city: str
    language: str
    phone: str
    email: str
    applications: list[str]
    created_at: Moment


class CandidatePage(Schema):
    items: list[CandidateOut]
    next: str | None


class CandidateIn(OriginIn):
    """One of phone and e-mail should be given, or she cannot be written to. `job` makes an application."""

    name: str = Field(max_length=80)
    phone: str = Field("", max_length=40)
    email: str = Field("", max_length=254)
    id_number: str = Field("", max_length=40)
    city: str = Field("", max_length=40)
    language: str = Field("", pattern="^(zh-hans|en)?$")
    job: Id | None = None


class CandidateEdit(Input):
    """What is left out or empty stays. An address given is used from now on; the old one stays findable."""

    name: str = Field("", max_length=80)
    phone: str = Field("", max_length=40)
    email: str = Field("", max_length=254)
    id_number: str = Field("", max_length=40)
    city: str = Field("", max_length=40)
    language: str = Field("", pattern="^(zh-hans|en)?$")


class CandidateAdded(CandidateOut):
    """`is_new` is false when she was already known; `application` is the one made for `job`."""

    is_new: bool
    application: str | None


@router.get("", response={200: CandidatePage, **READING}, url_name="candidates")
def list_candidates(request: ApiRequest, paging: Query[Paging]) -> dict[str, Any]:
    require(request.actor, "candidates:see")
    return page_of(request, visible_to(request.actor), paging, lambda found: show(found, request.actor))


@router.post("", response={201: CandidateAdded, **CHANGING}, url_name="candidates")
@transaction.atomic
def create(request: ApiRequest, body: CandidateIn, response: HttpResponse) -> Status[Any]:
    """Find or make one. Who does not see the whole company names the job that she is for."""
    actor = request.actor
    require(actor, "candidates:edit")
    if body.job is None and not reach(actor, "candidates:see").everything:
        problem = _("Say for which job; otherwise you could not see the new file yourself.")
        raise DomainError("job_missing", problem, "", [FieldProblem("job", problem)])
    person = NewCandidate(
        name=body.name,
        phone=body.phone,
        email=body.email,
        id_number=body.id_number,
        city=body.city,
        language=body.language,
    )
    job = get_job(actor, number(body.job)) if body.job is not None else None
    if job and not may_take_in(actor, job):
        raise NotAllowed("forbidden", _("You may not add candidates to this job."))
    added = add_candidate(person, by=actor)
    application = apply(added.candidate, job, by=actor, origin=origin_of(body, actor)) if job else None
    response["Location"] = f"/api/v1/candidates/{added.candidate.pk}"
    return Status(
        201,
        show([added.candidate], actor)[0]
        | {"is_new": added.is_new, "application": str(application.pk) if application else None},
    )


@router.get("/{candidate_id}", response={200: CandidateOut, **READING}, url_name="candidate")
def read(request: ApiRequest, candidate_id: str) -> dict[str, Any]:
    require(request.actor, "candidates:see")
    candidate = get_candidate(request.actor, number(candidate_id))
    found: dict[str, Any] = show([candidate], request.actor)[0]
    return found


@router.post("/{candidate_id}/edit", response={200: CandidateOut, **CHANGING}, url_name="candidate_edit")
def edit(request: ApiRequest, candidate_id: str, body: CandidateEdit) -> dict[str, Any]:
    actor = request.actor
    require(actor, "candidates:see")
    candidate = get_candidate(actor, number(candidate_id), can=can_edit_candidate)
    kept = {"name": body.name or candidate.name, "city": body.city or candidate.city}
    edit_candidate(candidate, NewCandidate(**(body.dict() | kept)), by=actor)
    found: dict[str, Any] = show([get_candidate(actor, candidate.pk)], actor)[0]
    return found


def show(candidates: Sequence[Candidate], actor: Actor) -> list[Any]:
    prefetch_related_objects(list(candidates), "contact__addresses")
    applications: dict[int, list[str]] = {}
    rows = visible_applications(actor).filter(candidate__in=[one.pk for one in candidates]).order_by("pk")
    for pk, candidate_id in rows.values_list("pk", "candidate"):
        applications.setdefault(candidate_id, []).append(str(pk))
    return [
        {
            "id": str(one.pk),
            "number": one.number,
            "name": one.name,
            "city": one.city,
            "language": one.contact.language,
            "phone": shown(actor, "candidate.phone", _address(one, PHONE)),
            "email": shown(actor, "candidate.email", _address(one, EMAIL)),
            "applications": applications.get(one.pk, []),
            "created_at": moment(one.created_at),
        }
        for one in candidates
    ]


def _address(candidate: Candidate, kind: str) -> str:
    address = current_address(candidate.contact, kind)
    return address.value if address else ""

"""/candidates/{id}/merge and its way back: two files of one person."""

from typing import Any, Literal

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from pydantic import Field

from huiyin.accounts.doors import require
from huiyin.api.auth import ApiRequest
from huiyin.api.shapes import CHANGING, READING, Id, Input, Moment, moment, number
from huiyin.candidates.access import can_edit_candidate, can_merge, get_candidate, get_merge
from huiyin.candidates.actions.merging import say_not_same
from huiyin.candidates.duplicates import likely_same
from huiyin.candidates.models import Candidate, Merge
from huiyin.core.actor import Actor
from huiyin.core.errors import NotAllowed
from huiyin.interviews.merging import merge_files, part_files

router = Router()
Whose = Literal["survivor", "gone"]


class FileRef(Schema):
    id: str
    number: str
    name: str


class LikelyOut(Schema):
    items: list[FileRef]
    next: str | None = None


class MergeIn(Input):
    """`choices` say for each fact whose value survives; the elder file is the survivor."""

    other: Id
    choices: dict[str, Whose] = Field(default_factory=dict, max_length=20)


class OtherIn(Input):
    other: Id


class MergeOut(Schema):
    id: str
    survivor: FileRef
    gone: FileRef
    at: Moment
    undone_at: Moment | None


@router.get(
    "/{candidate_id}/likely-same", response={200: LikelyOut, **READING}, url_name="candidate_likely_same"
)
def likely(request: ApiRequest, candidate_id: str) -> dict[str, Any]:
    require(request.actor, "candidates:see")
    candidate = get_candidate(request.actor, number(candidate_id), can=can_edit_candidate)
    return {"items": [_file(one) for one in likely_same(request.actor, candidate)]}


@router.post("/{candidate_id}/merge", response={201: MergeOut, **CHANGING}, url_name="candidate_merge")
def merge(request: ApiRequest, candidate_id: str, body: MergeIn, response: HttpResponse) -> Status[Any]:
    """For thirty days it can be undone."""
    one, other = _both(request.actor, candidate_id, body.other)
    done = merge_files(one, other, body.choices, by=request.actor)
    response["Location"] = f"/api/v1/candidates/{done.survivor_id}"
    return Status(201, _shown(done))


@router.post("/{candidate_id}/not-same", response={204: None, **CHANGING}, url_name="candidate_not_same")
def not_same(request: ApiRequest, candidate_id: str, body: OtherIn) -> Status[None]:
    one, other = _both(request.actor, candidate_id, body.other)
    say_not_same(one, other, by=request.actor)
    return Status(204, None)


@router.post("/merges/{merge_id}/undo", response={200: MergeOut, **CHANGING}, url_name="candidate_merge_undo")
def undo(request: ApiRequest, merge_id: str) -> dict[str, Any]:
    require(request.actor, "candidates:see")
    return _shown(part_files(get_merge(request.actor, number(merge_id)), by=request.actor))


def _both(actor: Actor, one: str, other: str) -> tuple[Candidate, Candidate]:
    require(actor, "candidates:see")
    both = get_candidate(actor, number(one)), get_candidate(actor, number(other))
    if not can_merge(actor, *both):
        raise NotAllowed("forbidden", _("You may see these candidates but not change both files."))
    return both


def _file(one: Candidate) -> dict[str, str]:
    return {"id": str(one.pk), "number": one.number, "name": one.name}


def _shown(merge: Merge) -> dict[str, Any]:
    return {
        "id": str(merge.pk),
        "survivor": _file(merge.survivor),
        "gone": _file(merge.gone),
        "at": moment(merge.at),
        "undone_at": moment(merge.undone_at),
    }

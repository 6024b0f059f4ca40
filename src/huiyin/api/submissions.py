"""/candidates/{id}/submissions: what came by the public form in somebody's name, and deciding about it."""

from typing import Any

from ninja import Query, Router, Schema

from huiyin.accounts.doors import require
from huiyin.api.auth import ApiRequest
from huiyin.api.paging import Paging, page_of
from huiyin.api.shapes import CHANGING, READING, Moment, moment, number
from huiyin.candidates.access import (
    can_edit_candidate,
    get_candidate,
    get_submission,
    visible_submissions,
)
from huiyin.candidates.actions import deciding
from huiyin.candidates.models import Candidate, Submission
from huiyin.candidates.submitted import sheet_of
from huiyin.core.actor import Actor

router = Router()


class DifferenceOut(Schema):
    field: str
    value: str


class SubmissionOut(Schema):
    """`differs` is what her file says otherwise; phone and e-mail as the role shows them. `start` is at_once,
    two_weeks, month, later or empty.
    """

    id: str
    application: str | None
    state: str
    at: Moment
    decided_at: Moment | None
    words: str
    start: str
    has_file: bool
    differs: list[DifferenceOut]


class SubmissionPage(Schema):
    items: list[SubmissionOut]
    next: str | None


@router.get(
    "/{candidate_id}/submissions", response={200: SubmissionPage, **READING}, url_name="candidate_submissions"
)
def list_submissions(request: ApiRequest, candidate_id: str, paging: Query[Paging]) -> dict[str, Any]:
    actor = request.actor
    rows = visible_submissions(actor, _get(actor, candidate_id))
    return page_of(request, rows, paging, lambda found: [_shown(one, actor) for one in found])


@router.post(
    "/{candidate_id}/submissions/{submission_id}/take-over",
    response={200: SubmissionOut, **CHANGING},
    url_name="candidate_submission_take_over",
)
def take_over(request: ApiRequest, candidate_id: str, submission_id: str) -> dict[str, Any]:
    """She is the one: her file gains what the form said, and her consents count."""
    found = get_submission(request.actor, _get(request.actor, candidate_id), submission_id)
    return _shown(deciding.take_over(found, by=request.actor), request.actor)


@router.post(
    "/{candidate_id}/submissions/{submission_id}/leave",
    response={200: SubmissionOut, **CHANGING},
    url_name="candidate_submission_leave",
)
def leave(request: ApiRequest, candidate_id: str, submission_id: str) -> dict[str, Any]:
    """The file stays as it is, and what was sent with it goes."""
    found = get_submission(request.actor, _get(request.actor, candidate_id), submission_id)
    return _shown(deciding.leave_as_it_is(found, by=request.actor), request.actor)


def _get(actor: Actor, candidate_id: str) -> Candidate:
    require(actor, "candidates:see")
    return get_candidate(actor, number(candidate_id), can=can_edit_candidate)


def _shown(one: Submission, actor: Actor) -> dict[str, Any]:
    sheet = sheet_of(one, actor)
    return {
        "id": str(one.pk),
        "application": one.application_id and str(one.application_id),
        "state": one.state,
        "at": moment(one.at),
        "decided_at": moment(one.decided_at),
        "words": sheet.words,
        "has_file": sheet.has_file,
        "start": one.said["start"],
        "differs": [{"field": new.field, "value": new.value} for new in sheet.differences],
    }

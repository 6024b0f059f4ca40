"""/candidates/{id}/…: what is on a file. Wishes and words, notes, calls; each as far as the role reads it."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from huiyin.accounts.doors import require
from huiyin.api.auth import ApiRequest
from huiyin.api.finding import application_of
from huiyin.api.paging import Paging, page_of
from huiyin.api.shapes import (
    CHANGING,
    READING,
    DayIn,
    Id,
    Input,
    Moment,
    MomentIn,
    Named,
    moment,
    named,
    number,
)
from huiyin.candidates import actions
from huiyin.candidates.access import (
    can_edit_candidate,
    can_state,
    get_candidate,
    get_note,
    get_statement,
    visible_contacts,
    visible_notes,
)
from huiyin.candidates.actions.stating import Said, edit_profile, profile_values, state, take_back_statement
from huiyin.candidates.file_facts import read_facts
from huiyin.candidates.merge_facts import PROFILE
from huiyin.candidates.models import (
    Candidate,
    ContactLog,
    ContactOutcome,
    ContactWay,
    Note,
    Statement,
    StatementKind,
    StatementSource,
)
from huiyin.candidates.pages import may_note
from huiyin.core.actor import Actor
from huiyin.core.editing import fingerprint
from huiyin.core.errors import NotAllowed
from huiyin.interviews.calls import log_call

router = Router()
Pay = Annotated[int, Field(ge=1, le=100_000_000)]


class IntentionOut(Schema):
    """`seen` is the mark of what stands here; send it back to be told when somebody was faster."""

    job_wish: str
    cities: str
    start_on: date | None
    start_note: str
    current: str
    education: str
    seen: str


class IntentionIn(Input):
    """What is left out stays."""

    job_wish: str | None = Field(None, max_length=80)
    cities: str | None = Field(None, max_length=120)
    start_on: DayIn | None = None
    start_note: str | None = Field(None, max_length=80)
    current: str | None = Field(None, max_length=80)
    education: str | None = Field(None, max_length=80)
    seen: str = Field("", max_length=400)


class StatementOut(Schema):
    """`pay` is of kind `pay`: {least, most, per}; `for_candidate` of kind `leader`."""

    id: str
    kind: str
    text: str
    pay: dict[str, Any] | None
    for_candidate: str
    said_on: date
    source: str
    author: Named | None
    at: Moment


class Statements(Schema):
    """All that the asker's role reads, the newest first in each kind."""

    items: list[StatementOut]
    next: str | None = None


class StatementIn(Input):
    kind: StatementKind
    text: str = Field("", max_length=1000)
    least: Pay | None = None
    most: Pay | None = None
    per: str = Field("month", pattern="^(month|year|day|hour)$")
    for_candidate: str = Field("", max_length=200)
    said_on: DayIn | None = None
    source: StatementSource = StatementSource.OTHER


class NoteOut(Schema):
    id: str
    text: str
    application: str | None
    author: Named | None
    at: Moment
    is_pinned: bool


class NotePage(Schema):
    items: list[NoteOut]
    next: str | None


class NoteIn(Input):
    text: str = Field(min_length=1, max_length=4000)
    application: Id | None = None


class PinIn(Input):
    pinned: bool = True


class ContactOut(Schema):
    id: str
    outcome: str
    way: str
    is_incoming: bool
    minutes: int | None
    text: str
    application: str | None
    author: Named | None
    at: Moment


class ContactPage(Schema):
    items: list[ContactOut]
    next: str | None


class ContactIn(Input):
    outcome: ContactOutcome
    way: ContactWay = ContactWay.PHONE
    is_incoming: bool = False
    minutes: int | None = Field(None, ge=0, le=600)
    text: str = Field("", max_length=1000)
    application: Id | None = None
    at: MomentIn | None = None
    call_back_at: MomentIn | None = None


@router.get(
    "/{candidate_id}/intention", response={200: IntentionOut, **READING}, url_name="candidate_intention"
)
def intention(request: ApiRequest, candidate_id: str) -> dict[str, Any]:
    return _intention(_get(request.actor, candidate_id))


@router.post(
    "/{candidate_id}/intention", response={200: IntentionOut, **CHANGING}, url_name="candidate_intention"
)
def write_intention(request: ApiRequest, candidate_id: str, body: IntentionIn) -> dict[str, Any]:
    candidate = _get(request.actor, candidate_id, to_edit=True)
    given = body.dict(exclude_unset=True)
    seen = given.pop("seen", "")
    texts = {name: value for name, value in given.items() if value is not None or name == "start_on"}
    edit_profile(candidate, profile_values(candidate) | texts, by=request.actor, seen=seen)
    return _intention(candidate)


@router.get(
    "/{candidate_id}/statements", response={200: Statements, **READING}, url_name="candidate_statements"
)
def statements(request: ApiRequest, candidate_id: str) -> dict[str, Any]:
    said = read_facts(request.actor, _get(request.actor, candidate_id)).said
    return {"items": [_statement(one) for rows in said.values() for one in rows]}


@router.post(
    "/{candidate_id}/statements", response={201: StatementOut, **CHANGING}, url_name="candidate_statements"
)
def say(request: ApiRequest, candidate_id: str, body: StatementIn, response: HttpResponse) -> Status[Any]:
    """The one before stays; a wish of last year is not taken for today's."""
    candidate = _get(request.actor, candidate_id)
    if not can_state(request.actor, candidate, body.kind):
        raise NotAllowed("forbidden", _("Your role does not write this."))
    statement = state(candidate, Said(**body.dict()), by=request.actor)
    response["Location"] = f"/api/v1/candidates/{candidate.pk}/statements"
    return Status(201, _statement(statement))


@router.post(
    "/{candidate_id}/statements/{statement_id}/take-back",
    response={204: None, **CHANGING},
    url_name="candidate_statement_take_back",
)
def take_back(request: ApiRequest, candidate_id: str, statement_id: str) -> Status[None]:
    candidate = _get(request.actor, candidate_id)
    statement = get_statement(request.actor, candidate, statement_id)
    if not can_state(request.actor, candidate, statement.kind):
        raise NotAllowed("forbidden", _("Your role does not write this."))
    take_back_statement(statement, by=request.actor)
    return Status(204, None)


@router.get("/{candidate_id}/notes", response={200: NotePage, **READING}, url_name="candidate_notes")
def notes(request: ApiRequest, candidate_id: str, paging: Query[Paging]) -> dict[str, Any]:
    rows = visible_notes(request.actor, _get(request.actor, candidate_id)).select_related("author")
    return page_of(request, rows, paging, lambda found: [_note(one) for one in found])


@router.post("/{candidate_id}/notes", response={201: NoteOut, **CHANGING}, url_name="candidate_notes")
def note(request: ApiRequest, candidate_id: str, body: NoteIn, response: HttpResponse) -> Status[Any]:
    candidate = _get(request.actor, candidate_id)
    _require_note(request.actor, candidate)
    about = application_of(candidate, body.application, actor=request.actor)
    made = actions.add_note(candidate, body.text, application=about, by=request.actor)
    response["Location"] = f"/api/v1/candidates/{candidate.pk}/notes"
    return Status(201, _note(made))


@router.post(
    "/{candidate_id}/notes/{note_id}/pin", response={200: NoteOut, **CHANGING}, url_name="candidate_note_pin"
)
def pin(request: ApiRequest, candidate_id: str, note_id: str, body: PinIn) -> dict[str, Any]:
    candidate = _get(request.actor, candidate_id)
    _require_note(request.actor, candidate)
    found = get_note(request.actor, candidate, note_id)
    actions.pin_note(found, pinned=body.pinned, by=request.actor)
    return _note(found)


@router.get("/{candidate_id}/contacts", response={200: ContactPage, **READING}, url_name="candidate_contacts")
def contacts(request: ApiRequest, candidate_id: str, paging: Query[Paging]) -> dict[str, Any]:
    rows = visible_contacts(request.actor, _get(request.actor, candidate_id)).select_related("author")
    return page_of(request, rows, paging, lambda found: [_contact(one) for one in found])


@router.post(
    "/{candidate_id}/contacts", response={201: ContactOut, **CHANGING}, url_name="candidate_contacts"
)
def log_contact(
    request: ApiRequest, candidate_id: str, body: ContactIn, response: HttpResponse
) -> Status[Any]:
    """A wrong number is written to no more; a wish to be called back becomes a to-do."""
    candidate = _get(request.actor, candidate_id)
    _require_note(request.actor, candidate)
    about = application_of(candidate, body.application, actor=request.actor)
    contacted = actions.Contacted(**body.dict(exclude={"application"}))
    log = log_call(candidate, contacted, application=about, by=request.actor)
    response["Location"] = f"/api/v1/candidates/{candidate.pk}/contacts"
    return Status(201, _contact(log))


def _get(actor: Actor, candidate_id: str, *, to_edit: bool = False) -> Candidate:
    require(actor, "candidates:see")
    return get_candidate(actor, number(candidate_id), can=can_edit_candidate if to_edit else None)


def _require_note(actor: Actor, candidate: Candidate) -> None:
    if not may_note(actor, candidate):
        raise NotAllowed("forbidden", _("You may see this candidate but not change the file."))


def _intention(candidate: Candidate) -> dict[str, Any]:
    values = profile_values(candidate)
    return {name: values[name] for name in PROFILE} | {"seen": fingerprint(values)}


def _statement(one: Statement) -> dict[str, Any]:
    return {
        "id": str(one.pk),
        "kind": one.kind,
        "text": one.text,
        "pay": one.pay,
        "for_candidate": one.for_candidate,
        "said_on": one.said_on,
        "source": one.source,
        "author": named(one.author),
        "at": moment(one.at),
    }


def _note(one: Note) -> dict[str, Any]:
    return {
        "id": str(one.pk),
        "text": one.text,
        "application": one.application_id and str(one.application_id),
        "author": named(one.author),
        "at": moment(one.at),
        "is_pinned": one.is_pinned,
    }


def _contact(one: ContactLog) -> dict[str, Any]:
    return {
        "id": str(one.pk),
        "outcome": one.outcome,
        "way": one.way,
        "is_incoming": one.is_incoming,
        "minutes": one.minutes,
        "text": one.text,
        "application": one.application_id and str(one.application_id),
        "author": named(one.author),
        "at": moment(one.at),
    }

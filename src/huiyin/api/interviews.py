"""/interviews: arranged, moved, called off, and the day itself. The rules are the interviews room's own."""

from typing import Any, Literal

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Status
from pydantic import Field

from huiyin.accounts.doors import require
from huiyin.api.auth import ApiRequest
from huiyin.api.finding import interviewers_of, place_of, reason_of, room_of
from huiyin.api.interview_shapes import (
    InterviewOut,
    InterviewPage,
    show_interview,
    show_interviews,
    start_of,
)
from huiyin.api.paging import Paging, page_of
from huiyin.api.shapes import CHANGING, READING, Id, Input, Version, number
from huiyin.candidates.access import get_application
from huiyin.core.actor import Actor
from huiyin.core.errors import NotAllowed
from huiyin.interviews import access, actions
from huiyin.interviews.actions.remind import remind
from huiyin.interviews.models import Interview, InterviewState, Mode
from huiyin.interviews.plans import Move, Plan, Tell, Where
from huiyin.interviews.queries import with_people

router = Router()


class TellIn(Input):
    """Whether each side is told now, after a colleague has looked, or not at all, which needs a `why`."""

    candidate: Literal["now", "review", "no"] = "now"
    interviewers: Literal["now", "review", "no"] = "now"
    why: str = Field(default="", max_length=200)


class WhereIn(Input):
    mode: Mode
    place: Id | None = None
    room: Id | None = None
    video_link: str = Field("", max_length=300)


class InterviewIn(WhereIn):
    """`start` has its offset, or is a time on the wall of `timezone`. `interviewers` are ids or addresses."""

    application: Id
    round: int = Field(1, ge=1, le=20)
    start: str
    minutes: int | None = Field(None, ge=5, le=600)
    interviewers: list[Id] = Field(default_factory=list, max_length=20)
    note: str = Field("", max_length=500)
    timezone: str = Field("", max_length=40)
    weekday: str = Field("", max_length=20)
    tell: TellIn = TellIn()


class RescheduleIn(Input):
    """`mode` and its place or link only when they change. `version` is the one that you saw."""

    start: str
    minutes: int | None = Field(None, ge=5, le=600)
    mode: Mode | None = None
    place: Id | None = None
    room: Id | None = None
    video_link: str = Field("", max_length=300)
    note: str | None = Field(None, max_length=500)
    timezone: str = Field("", max_length=40)
    weekday: str = Field("", max_length=20)
    version: Version | None = None
    tell: TellIn = TellIn()


class CancelIn(Input):
    """`reason` is one of the reasons for cancelling, by id or key."""

    reason: Id
    version: Version | None = None
    tell: TellIn = TellIn()


class InterviewersIn(Input):
    interviewers: list[Id] = Field(min_length=1, max_length=20)
    version: Version | None = None
    tell: TellIn = TellIn()


class RemindIn(Input):
    """`again` says that a reminder of the last hours is known of."""

    again: bool = False


class InterviewFilter(Paging):
    application: int | None = Field(None, ge=0, le=2**63 - 1)
    state: InterviewState | None = None


@router.get("", response={200: InterviewPage, **READING}, url_name="interviews")
def list_interviews(request: ApiRequest, paging: Query[InterviewFilter]) -> dict[str, Any]:
    require(request.actor, "interviews:see")
    wanted = {"application": paging.application, "state": paging.state}
    rows = with_people(access.visible_to(request.actor))
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    return page_of(request, rows, paging, show_interviews)


@router.post("", response={201: InterviewOut, **CHANGING}, url_name="interviews")
def create(request: ApiRequest, body: InterviewIn, response: HttpResponse) -> Status[Any]:
    """The same application, round and start again is the interview that is there."""
    actor = request.actor
    require(actor, "interviews:arrange")
    application = get_application(actor, number(body.application))
    if not access.can_arrange(actor, application):
        raise NotAllowed("forbidden", _("You may not arrange interviews for this job."))
    where = _where(body)
    plan = Plan(
        round_no=body.round,
        mode=where.mode,
        start=start_of(body.start, body.timezone),
        minutes=body.minutes,
        interviewers=interviewers_of(body.interviewers, actor=actor),
        place=where.place,
        room=where.room,
        video_link=where.video_link,
        note=body.note,
        time_zone=body.timezone,
        weekday=body.weekday,
    )
    interview = actions.schedule_interview(application, plan=plan, tell=_tell(body.tell), by=actor)
    response["Location"] = f"/api/v1/interviews/{interview.pk}"
    return Status(201, _shown(actor, interview))


@router.get("/{interview_id}", response={200: InterviewOut, **READING}, url_name="interview")
def read(request: ApiRequest, interview_id: str) -> dict[str, Any]:
    require(request.actor, "interviews:see")
    return show_interview(request.actor, number(interview_id))


@router.post(
    "/{interview_id}/reschedule", response={200: InterviewOut, **CHANGING}, url_name="interview_reschedule"
)
def reschedule(request: ApiRequest, interview_id: str, body: RescheduleIn) -> dict[str, Any]:
    interview = _get(request.actor, interview_id, access.can_reschedule)
    move = Move(
        start=start_of(body.start, body.timezone),
        minutes=body.minutes,
        where=_where(body, body.mode) if body.mode else None,
        note=body.note,
        time_zone=body.timezone,
        weekday=body.weekday,
    )
    moved = actions.reschedule_interview(
        interview, to=move, tell=_tell(body.tell), by=request.actor, seen=body.version
    )
    return _shown(request.actor, moved)


@router.post("/{interview_id}/cancel", response={200: InterviewOut, **CHANGING}, url_name="interview_cancel")
def cancel(request: ApiRequest, interview_id: str, body: CancelIn) -> dict[str, Any]:
    interview = _get(request.actor, interview_id, access.can_cancel)
    cancelled = actions.cancel_interview(
        interview,
        reason=reason_of(body.reason),
        tell=_tell(body.tell),
        by=request.actor,
        seen=body.version,
    )
    return _shown(request.actor, cancelled)


@router.post(
    "/{interview_id}/change-interviewers",
    response={200: InterviewOut, **CHANGING},
    url_name="interview_change_interviewers",
)
def change_interviewers(request: ApiRequest, interview_id: str, body: InterviewersIn) -> dict[str, Any]:
    interview = _get(request.actor, interview_id, access.can_change_interviewers)
    changed = actions.change_interviewers(
        interview,
        interviewers=interviewers_of(body.interviewers, actor=request.actor),
        tell=_tell(body.tell),
        by=request.actor,
        seen=body.version,
    )
    return _shown(request.actor, changed)


@router.post(
    "/{interview_id}/check-in", response={200: InterviewOut, **CHANGING}, url_name="interview_check_in"
)
def check_in(request: ApiRequest, interview_id: str) -> dict[str, Any]:
    interview = _get(request.actor, interview_id, access.can_attend)
    return _shown(request.actor, actions.check_in(interview, by=request.actor))


@router.post(
    "/{interview_id}/no-show", response={200: InterviewOut, **CHANGING}, url_name="interview_no_show"
)
def no_show(request: ApiRequest, interview_id: str) -> dict[str, Any]:
    interview = _get(request.actor, interview_id, access.can_attend)
    return _shown(request.actor, actions.mark_no_show(interview, by=request.actor))


@router.post(
    "/{interview_id}/complete", response={200: InterviewOut, **CHANGING}, url_name="interview_complete"
)
def complete(request: ApiRequest, interview_id: str) -> dict[str, Any]:
    interview = _get(request.actor, interview_id, access.can_attend)
    return _shown(request.actor, actions.complete_interview(interview, by=request.actor))


@router.post("/{interview_id}/remind", response={200: InterviewOut, **CHANGING}, url_name="interview_remind")
def remind_(request: ApiRequest, interview_id: str, body: RemindIn) -> dict[str, Any]:
    """Ask a candidate once more who has not answered."""
    interview = _get(request.actor, interview_id, access.can_reschedule)
    return _shown(request.actor, remind(interview, by=request.actor, again=body.again))


def _get(actor: Actor, interview_id: str, can: access.Check) -> Interview:
    require(actor, "interviews:see")
    return access.get_interview(actor, number(interview_id), can=can)


def _where(body: WhereIn | RescheduleIn, mode: Mode | None = None) -> Where:
    place = place_of(body.place)
    return Where(mode or body.mode or "", place, room_of(body.room, place), body.video_link)


def _tell(body: TellIn) -> Tell:
    return Tell(candidate=body.candidate, interviewers=body.interviewers, why=body.why)


def _shown(actor: Actor, interview: Interview) -> dict[str, Any]:
    return show_interview(actor, interview.pk)

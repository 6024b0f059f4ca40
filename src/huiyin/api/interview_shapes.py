"""An interview as the API says it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from ninja import Schema

from huiyin.api.applications import CandidateRef, JobRef
from huiyin.api.shapes import Moment, Named, moment, named
from huiyin.core.actor import Actor
from huiyin.core.days import day_in
from huiyin.core.errors import DomainError, FieldProblem
from huiyin.interviews.access import get_interview, verbs_of, visible_to
from huiyin.interviews.models import Interview
from huiyin.interviews.queries import with_people


class AnswerOut(Schema):
    """What the candidate said, when, and by which way. Null until she has answered."""

    value: str
    at: Moment | None
    via: str


class InterviewerOut(Schema):
    id: str
    name: str
    title: str


class InterviewOut(Schema):
    """`start` and `end` stand on the wall of `timezone`. `verbs` are what you may do now; not in lists."""

    id: str
    number: str
    state: str
    version: int
    start: Moment
    end: Moment
    timezone: str
    answer: AnswerOut | None
    application: str
    candidate: CandidateRef
    job: JobRef
    round: int
    round_name: str
    mode: str
    place: Named | None
    room: Named | None
    video_link: str
    interviewers: list[InterviewerOut]
    note: str
    reply_by: Moment | None
    cancel_reason: str | None
    cancelled_at: Moment | None
    checked_in_at: Moment | None
    ended_at: Moment | None
    created_at: Moment
    verbs: list[str] | None = None


class InterviewPage(Schema):
    items: list[InterviewOut]
    next: str | None


def start_of(text: str, zone: str) -> datetime:
    """An RFC 3339 moment; without an offset only when the zone is said."""
    try:
        start = datetime.fromisoformat(text)
    except ValueError:
        start = None
    is_known = start is not None and day_in(start.date().isoformat()) is not None
    if start is None or not is_known or (start.tzinfo is None and not zone):
        problem = _("This is not a moment with its offset, such as 2026-12-01T14:00:00+08:00.")
        raise DomainError("bad_start", problem, "", [FieldProblem("start", problem)])
    return start


def show_interview(actor: Actor, interview_id: int) -> dict[str, Any]:
    found = get_interview(actor, interview_id)
    shown: dict[str, Any] = show_interviews(with_people(visible_to(actor).filter(pk=found.pk)))[0]
    return shown | {"verbs": verbs_of(actor, found)}


def show_interviews(interviews: Sequence[Interview] | Any) -> list[Any]:
    return [_shown(one) for one in interviews]


def _shown(one: Interview) -> dict[str, Any]:
    application, zone = one.application, one.time_zone
    candidate, job = application.candidate, application.job
    return {
        "id": str(one.pk),
        "number": one.number,
        "state": one.state,
        "version": one.version,
        "start": moment(one.start, zone),
        "end": moment(one.end, zone),
        "timezone": zone,
        "answer": _answer(one),
        "application": str(application.pk),
        "candidate": {"id": str(candidate.pk), "number": candidate.number, "name": candidate.name},
        "job": {"id": str(job.pk), "number": job.number, "title": job.title},
        "round": one.round_no,
        "round_name": one.round_name,
        "mode": one.mode,
        "place": named(one.place),
        "room": named(one.room),
        "video_link": one.video_link,
        "interviewers": [
            {"id": str(each.employee_id), "name": each.employee.name, "title": each.employee.title}
            for each in one.participants.all()
        ],
        "note": one.note,
        "reply_by": moment(one.reply_by, zone),
        "cancel_reason": one.cancel_reason.key if one.cancel_reason else None,
        "cancelled_at": moment(one.cancelled_at, zone),
        "checked_in_at": moment(one.checked_in_at, zone),
        "ended_at": moment(one.ended_at, zone),
        "created_at": moment(one.created_at, zone),
    }


def _answer(one: Interview) -> dict[str, Any] | None:
    if not one.answer:
        return None
    return {"value": one.answer, "at": moment(one.answered_at, one.time_zone), "via": one.answered_via}

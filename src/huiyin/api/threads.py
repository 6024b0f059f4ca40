"""/threads: 问一问HR, read and answered."""

from collections.abc import Sequence
from typing import Any

from ninja import Query, Router, Schema
from pydantic import Field

from huiyin.accounts.doors import require
from huiyin.api.applications import CandidateRef
from huiyin.api.auth import ApiRequest
from huiyin.api.paging import Paging, page_of
from huiyin.api.shapes import CHANGING, READING, Input, Moment, moment, number
from huiyin.candidates.actions import close_thread
from huiyin.candidates.models import Thread, ThreadState
from huiyin.core.actor import Actor
from huiyin.desk.access import get_thread, visible_threads
from huiyin.interviews.actions import answer_question

router = Router()


class MessageOut(Schema):
    id: str
    from_candidate: bool
    text: str
    at: Moment


class ThreadOut(Schema):
    """`reply_by` is what the candidate was promised; null when nothing waits. Lists have no messages."""

    id: str
    candidate: CandidateRef
    application: str | None
    state: str
    reply_by: Moment | None
    opened_at: Moment
    last_at: Moment
    messages: list[MessageOut] | None = None


class ThreadPage(Schema):
    items: list[ThreadOut]
    next: str | None


class ThreadFilter(Paging):
    state: ThreadState | None = None


class AnswerIn(Input):
    text: str = Field(min_length=1, max_length=4000)


@router.get("", response={200: ThreadPage, **READING}, url_name="threads")
def list_threads(request: ApiRequest, paging: Query[ThreadFilter]) -> dict[str, Any]:
    require(request.actor, "candidates:see")
    rows = visible_threads(request.actor)
    if paging.state:
        rows = rows.filter(state=paging.state)
    return page_of(request, rows, paging, show)


@router.get("/{thread_id}", response={200: ThreadOut, **READING}, url_name="thread")
def read(request: ApiRequest, thread_id: str) -> dict[str, Any]:
    require(request.actor, "candidates:see")
    return _shown(request.actor, number(thread_id))


@router.post("/{thread_id}/answer", response={200: ThreadOut, **CHANGING}, url_name="thread_answer")
def answer(request: ApiRequest, thread_id: str, body: AnswerIn) -> dict[str, Any]:
    """The answer goes out as a letter; the thread no longer waits."""
    thread = _answerable(request.actor, thread_id)
    answer_question(thread, body.text, by=request.actor)
    return _shown(request.actor, thread.pk)


@router.post("/{thread_id}/close", response={200: ThreadOut, **CHANGING}, url_name="thread_close")
def close(request: ApiRequest, thread_id: str) -> dict[str, Any]:
    thread = _answerable(request.actor, thread_id)
    close_thread(thread, by=request.actor)
    return _shown(request.actor, thread.pk)


def _answerable(actor: Actor, thread_id: str) -> Thread:
    require(actor, "candidates:see")
    return get_thread(actor, number(thread_id), to_answer=True)


def _shown(actor: Actor, thread_id: int) -> dict[str, Any]:
    thread = get_thread(actor, thread_id)
    shown: dict[str, Any] = show([thread])[0]
    messages = [
        {"id": str(one.pk), "from_candidate": one.from_candidate, "text": one.text, "at": moment(one.at)}
        for one in thread.messages.order_by("at", "pk")
    ]
    return shown | {"messages": messages}


def show(threads: Sequence[Thread]) -> list[Any]:
    return [
        {
            "id": str(one.pk),
            "candidate": {
                "id": str(one.candidate_id),
                "number": one.candidate.number,
                "name": one.candidate.name,
            },
            "application": str(one.application_id) if one.application_id else None,
            "state": one.state,
            "reply_by": moment(one.reply_by),
            "opened_at": moment(one.opened_at),
            "last_at": moment(one.last_at),
        }
        for one in threads
    ]

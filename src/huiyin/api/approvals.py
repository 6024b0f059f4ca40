"""/approvals: what waits for somebody's word, deciding it, taking a question back."""

from collections.abc import Sequence
from typing import Any, Literal

from ninja import Query, Router, Schema
from pydantic import Field

from huiyin.accounts.doors import require
from huiyin.api.auth import ApiRequest
from huiyin.api.paging import Paging, page_of
from huiyin.api.shapes import CHANGING, READING, Input, Moment, Named, moment, named, number
from huiyin.approvals.access import DECIDE, get_approval
from huiyin.approvals.actions import Word
from huiyin.approvals.actions import decide as decide_approval
from huiyin.approvals.actions import withdraw as withdraw_approval
from huiyin.approvals.models import Approval
from huiyin.approvals.pages import Line, lines_of, read_whole, rows_of
from huiyin.approvals.states import Choice

router = Router()


class FactOut(Schema):
    label: str
    value: str


class WordOut(Schema):
    """What one of those asked said; `said` is a sentence, empty `at` means that she is still asked."""

    name: str
    instead_of: str
    said: str
    comment: str
    at: Moment | None


class StepOut(Schema):
    number: int
    is_open: bool
    needs_all: bool
    due_at: Moment | None
    words: list[WordOut]


class ApprovalOut(Schema):
    """`subject` is a reference such as `export:12`. Lists have neither facts nor steps."""

    id: str
    subject: str
    title: str
    state: str
    asked_by: Named | None
    why: str
    asked_at: Moment
    due_at: Moment | None
    ended_at: Moment | None
    reason: str
    may_decide: bool | None = None
    may_withdraw: bool | None = None
    facts: list[FactOut] | None = None
    steps: list[StepOut] | None = None


class ApprovalPage(Schema):
    items: list[ApprovalOut]
    next: str | None


class ApprovalFilter(Paging):
    """`of` says whose: what waits for the asker, what she asked, what she decided."""

    of: Literal["waiting", "asked", "decided"] = "waiting"


class DecideIn(Input):
    """Refusing and giving back want a comment, which only who asked reads."""

    choice: Choice
    comment: str = Field("", max_length=500)


@router.get("", response={200: ApprovalPage, **READING}, url_name="approvals")
def list_approvals(request: ApiRequest, paging: Query[ApprovalFilter]) -> dict[str, Any]:
    require(request.actor, DECIDE)
    return page_of(request, rows_of(request.actor, paging.of), paging, show)


@router.get("/{approval_id}", response={200: ApprovalOut, **READING}, url_name="approval")
def read(request: ApiRequest, approval_id: str) -> dict[str, Any]:
    return _whole(request, _get(request, approval_id))


@router.post("/{approval_id}/decide", response={200: ApprovalOut, **CHANGING}, url_name="approval_decide")
def decide(request: ApiRequest, approval_id: str, body: DecideIn) -> dict[str, Any]:
    """Once, and never by who asked. An edit since then voids the question (409)."""
    word = Word(body.choice, body.comment)
    return _whole(request, decide_approval(_get(request, approval_id), word, by=request.actor))


@router.post("/{approval_id}/withdraw", response={200: ApprovalOut, **CHANGING}, url_name="approval_withdraw")
def withdraw(request: ApiRequest, approval_id: str) -> dict[str, Any]:
    """By who asked."""
    return _whole(request, withdraw_approval(_get(request, approval_id), by=request.actor))


def _get(request: ApiRequest, approval_id: str) -> Approval:
    require(request.actor, DECIDE)
    return get_approval(request.actor, number(approval_id))


def show(approvals: Sequence[Approval]) -> list[Any]:
    return [_line(one) for one in lines_of(approvals)]


def _line(line: Line) -> dict[str, Any]:
    one = line.approval
    return {
        "id": str(one.pk),
        "subject": one.subject,
        "title": line.title,
        "state": one.state,
        "asked_by": named(one.asked_by),
        "why": one.why,
        "asked_at": moment(one.asked_at),
        "due_at": moment(line.due),
        "ended_at": moment(one.ended_at),
        "reason": one.reason,
    }


def _whole(request: ApiRequest, approval: Approval) -> dict[str, Any]:
    whole = read_whole(request.actor, get_approval(request.actor, approval.pk))
    return _line(whole.line) | {
        "may_decide": whole.may_decide,
        "may_withdraw": whole.may_withdraw,
        "facts": [{"label": str(one.label), "value": str(one.value)} for one in whole.facts],
        "steps": [
            {
                "number": step.number,
                "is_open": step.is_open,
                "needs_all": step.needs_all,
                "due_at": moment(step.due),
                "words": [
                    {
                        "name": said.name,
                        "instead_of": said.instead_of,
                        "said": said.word,
                        "comment": said.comment,
                        "at": moment(said.at),
                    }
                    for said in step.said
                ],
            }
            for step in whole.steps
        ],
    }

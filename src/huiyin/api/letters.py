"""/letters: what was written to whom, how far it came, and what the other side said. Read only."""

from collections.abc import Iterable, Sequence
from typing import Any

from ninja import Query, Router, Schema
from pydantic import Field

from huiyin.accounts.doors import require, shown
from huiyin.api.auth import ApiRequest
from huiyin.api.paging import Paging, page_of
from huiyin.api.shapes import READING, Moment, number
from huiyin.core.actor import Actor
from huiyin.messaging.access import get_letter, visible_to
from huiyin.messaging.models import Letter
from huiyin.messaging.queries import describe, letters_about, mask_address
from huiyin.messaging.states import LetterState

router = Router()

# Which of a candidate's fields an address is, by the channel that writes to it.
FIELD_OF = {"email": "candidate.email", "sms": "candidate.phone", "webhook": "candidate.phone"}


class AttemptOut(Schema):
    at: Moment
    phase: str
    code: str
    reply: str


class LetterOut(Schema):
    """`to` is whole, masked or empty, as the asker's role has it. `cause` is the audit entry behind it."""

    id: str
    kind: str
    about: str
    channel: str
    state: str
    reason: str
    to: str
    cause: str
    version: int
    due_at: Moment
    sent_at: Moment | None
    message_id: str
    attempts: list[AttemptOut]


class LetterPage(Schema):
    items: list[LetterOut]
    next: str | None


class LetterFilter(Paging):
    """`about` is a reference such as `interview:12`."""

    about: str | None = Field(None, max_length=60)
    state: LetterState | None = None


@router.get("", response={200: LetterPage, **READING}, url_name="letters")
def list_letters(request: ApiRequest, paging: Query[LetterFilter]) -> dict[str, Any]:
    require(request.actor, "letters:see")
    rows = visible_to(request.actor)
    if paging.about is not None:
        rows = letters_about(rows, paging.about)
    if paging.state is not None:
        rows = rows.filter(state=paging.state)
    rows = rows.select_related("contact__candidate").prefetch_related("attempts")
    return page_of(request, rows, paging, lambda found: show(found, request.actor))


@router.get("/{letter_id}", response={200: LetterOut, **READING}, url_name="letter")
def read(request: ApiRequest, letter_id: str) -> dict[str, Any]:
    require(request.actor, "letters:see")
    found: dict[str, Any] = show([get_letter(request.actor, number(letter_id))], request.actor)[0]
    return found


def show(letters: Sequence[Letter] | Iterable[Letter], actor: Actor) -> list[Any]:
    rows = list(letters)
    return [
        line | {"to": _to(letter, actor)}
        for letter, line in zip(rows, describe(rows, is_masked=True), strict=True)
    ]


def _to(letter: Letter, actor: Actor) -> str:
    """A candidate's address follows the field's rule; a colleague's is masked for everybody."""
    field = FIELD_OF.get(letter.channel)
    if field and hasattr(letter.contact, "candidate"):
        return shown(actor, field, letter.address)
    return mask_address(letter.address)

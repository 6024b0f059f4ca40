"""The rows of a job's table: who stands where, the next interview, and how far the last letter came."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Case, JSONField, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import JSONObject
from django.utils.translation import get_language

from huiyin.candidates.models import Application
from huiyin.candidates.pages import Stand
from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.desk.letter_lines import LetterLine, letter_line
from huiyin.interviews.access import visible_to as visible_interviews
from huiyin.interviews.models import Interview, InterviewState
from huiyin.interviews.states import LIVE
from huiyin.messaging.access import visible_to as visible_letters
from huiyin.messaging.models import Letter
from huiyin.messaging.states import LetterState as S

# Nobody has been told by these, nor is anybody about to be.
UNTOLD = (S.PLANNED, S.SUPERSEDED, S.CANCELLED)
SAID = ("contact", "kind", "state", "reason", "channel", "tries", "next_try_at", "state_at")


@dataclass(frozen=True)
class Row:
    stand: Stand
    next: Interview | None
    letter: LetterLine | None


def board_rows(actor: Actor, stands: Sequence[Stand], *, zone: str) -> list[Row]:
    """In one query, however many, of applications that were read `with_next`."""
    letters = _last_letters(actor, [one.application.candidate.contact_id for one in stands])
    language = get_language() or "zh-hans"
    rows = []
    for stand in stands:
        letter = letters.get(stand.application.candidate.contact_id)
        line = letter_line(letter, language=language, zone=zone) if letter else None
        said = getattr(stand.application, "next_interview", None)
        rows.append(Row(stand, _interview(stand.application, said) if said else None, line))
    return rows


def with_next(actor: Actor, people: QuerySet[Application]) -> QuerySet[Application]:
    """Each with its next interview, as `upcoming.next_of` chooses it, so far as the actor may see it."""
    open_still = Q(end__gt=clock.now()) | Q(state=InterviewState.RESCHEDULE_REQUESTED)
    coming = visible_interviews(actor).filter(open_still, application=OuterRef("pk"), state__in=LIVE)
    declined = Case(When(state=InterviewState.DECLINED, then=1), default=0)
    said = JSONObject(pk="pk", state="state", start="start", time_zone="time_zone")
    return people.annotate(
        next_interview=Subquery(
            coming.order_by(declined, "start", "pk").values(said=said)[:1], output_field=JSONField()
        )
    )


def _interview(application: Application, said: dict[str, Any]) -> Interview:
    start = datetime.fromisoformat(said["start"])
    return Interview(
        pk=said["pk"],
        application=application,
        state=said["state"],
        start=start if start.tzinfo else start.replace(tzinfo=UTC),
        time_zone=said["time_zone"],
    )


def _last_letters(actor: Actor, contacts: Sequence[int]) -> dict[int, Letter]:
    """By contact, the newest that the actor may see."""
    rows = visible_letters(actor).filter(contact__in=contacts).exclude(state__in=UNTOLD)
    return {row.contact_id: row for row in rows.only(*SAID).order_by("created_at", "pk")}

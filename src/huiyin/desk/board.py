"""The rows of a job's table: who stands where, the next interview, and how far the last letter came."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from huiyin.candidates.pages import Stand
from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.desk.letter_lines import LetterLine, letter_line
from huiyin.desk.upcoming import next_of
from huiyin.interviews.access import visible_to as visible_interviews
from huiyin.interviews.models import Interview
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
    """In two queries, however many."""
    interviews = _interviews(actor, [one.application.pk for one in stands])
    letters = _last_letters(actor, [one.application.candidate.contact_id for one in stands])
    now, language = clock.now(), get_language() or "zh-hans"
    rows = []
    for stand in stands:
        letter = letters.get(stand.application.candidate.contact_id)
        line = letter_line(letter, language=language, zone=zone) if letter else None
        rows.append(Row(stand, next_of(interviews[stand.application.pk], now), line))
    return rows


def _interviews(actor: Actor, applications: Sequence[int]) -> dict[int, list[Interview]]:
    found: dict[int, list[Interview]] = defaultdict(list)
    rows = visible_interviews(actor).filter(application__in=applications, state__in=LIVE)
    for row in rows.only("application", "state", "start", "end", "time_zone"):
        found[row.application_id].append(row)
    return found


def _last_letters(actor: Actor, contacts: Sequence[int]) -> dict[int, Letter]:
    """By contact, the newest that the actor may see."""
    rows = visible_letters(actor).filter(contact__in=contacts).exclude(state__in=UNTOLD)
    return {row.contact_id: row for row in rows.only(*SAID).order_by("created_at", "pk")}

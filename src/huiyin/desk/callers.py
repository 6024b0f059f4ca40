"""Who is on the phone, in a few lines each: where they stand, what comes next, what they wait for."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from huiyin.candidates.access import visible_applications, visible_threads
from huiyin.candidates.models import Application, Candidate, Thread, ThreadState
from huiyin.candidates.queries import RUNNING
from huiyin.company.queries import the_company
from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.desk.board import UNTOLD
from huiyin.desk.letter_lines import LetterLine, letter_line
from huiyin.desk.upcoming import next_of
from huiyin.interviews.access import visible_to as visible_interviews
from huiyin.interviews.models import Interview
from huiyin.interviews.queries import with_people
from huiyin.interviews.states import LIVE
from huiyin.messaging.access import visible_to as visible_letters


@dataclass(frozen=True)
class Caller:
    candidate: Candidate
    application: Application | None
    next: Interview | None
    letter: LetterLine | None
    questions: Sequence[Thread]


def callers(actor: Actor, candidates: Sequence[Candidate]) -> list[Caller]:
    """In four queries, however many share the number."""
    if not candidates:
        return []
    now, zone, language = clock.now(), the_company().time_zone, get_language() or "zh-hans"
    applications: dict[int, Application] = {}
    rows = visible_applications(actor).filter(candidate__in=candidates, state__in=RUNNING)
    for one in rows.select_related("job", "stage", "owner").order_by("applied_at", "pk"):
        applications[one.candidate_id] = one
    coming: dict[int, list[Interview]] = {}
    live = visible_interviews(actor).filter(application__candidate__in=candidates, state__in=LIVE)
    for interview in with_people(live):
        coming.setdefault(interview.application.candidate_id, []).append(interview)
    letters = {}
    told = visible_letters(actor).filter(contact__in=[one.contact_id for one in candidates])
    for letter in told.exclude(state__in=UNTOLD).defer("values", "address").order_by("state_at", "pk"):
        letters[letter.contact_id] = letter
    asked: dict[int, list[Thread]] = {}
    waiting = visible_threads(actor).filter(candidate__in=candidates, state=ThreadState.WAITING)
    for thread in waiting.prefetch_related("messages").order_by("reply_by", "pk"):
        asked.setdefault(thread.candidate_id, []).append(thread)
    return [
        Caller(
            one,
            applications.get(one.pk),
            next_of(coming.get(one.pk, ()), now),
            letter_line(letters[one.contact_id], language=language, zone=zone)
            if one.contact_id in letters
            else None,
            asked.get(one.pk, ()),
        )
        for one in candidates
    ]

"""Through the candidate's eyes: which letters and which page she had at a moment, for colleagues.

Letters are kept to the byte, so they are exact. Of a page the rows of the past tell what it said: which
state, which time and place, which sentence. What they do not tell is said instead of guessed. Nothing is
changed by looking.
"""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from huiyin.candidates.models import Candidate
from huiyin.company.queries import find_place
from huiyin.core import audit
from huiyin.core.actor import Actor
from huiyin.core.models import AuditEntry
from huiyin.core.references import ref
from huiyin.interviews.access import visible_to as visible_interviews
from huiyin.interviews.models import Answer, Interview, InterviewState
from huiyin.interviews.queries import trail_until, with_people
from huiyin.messaging.access import visible_to as visible_letters
from huiyin.messaging.models import Letter
from huiyin.messaging.states import GONE
from huiyin.portal.states import PageState, page_state

MOST_LETTERS = 200
ANSWERED, CHECKED_IN = "interview.answered", "interview.checked_in"
OVER = {"interview.completed": InterviewState.COMPLETED, "interview.no_show_marked": InterviewState.NO_SHOW}
TRAIL = (ANSWERED, CHECKED_IN, *OVER)


@dataclass(frozen=True)
class PastPage:
    """One interview page as it was. `told` is the last letter that named it by then; `unknown` says in
    sentences what the rows of the past do not tell.
    """

    interview: Interview
    state: PageState
    was_moved: bool
    told: Letter | None
    unknown: Sequence[str] = ()


@dataclass(frozen=True)
class Eyes:
    """What a candidate had at a moment, as far as the reader may see it."""

    candidate: Candidate
    at: datetime
    letters: Sequence[Letter]
    pages: Sequence[PastPage]
    unannounced: int = 0


def look(actor: Actor, candidate: Candidate, at: datetime) -> Eyes:
    """Her letters up to a moment, the newest first, and her interview pages as they stood."""
    rows = visible_letters(actor).filter(contact=candidate.contact_id, state__in=GONE, sent_at__lte=at)
    letters = list(rows.defer("values", "address").order_by("-sent_at", "-pk")[:MOST_LETTERS])
    interviews = list(
        with_people(visible_interviews(actor))
        .filter(application__candidate=candidate, created_at__lte=at)
        .exclude(state=InterviewState.DRAFT)
        .prefetch_related("versions")
        .order_by("start", "pk")
    )
    about = {ref(one): one for one in interviews}
    trail = trail_until(about, TRAIL, at)
    entries: dict[str, list[AuditEntry]] = {name: [] for name in about}
    for entry in trail:
        entries[entry.about].append(entry)
    told = {letter.about: letter for letter in reversed(letters)}
    pages = [
        _past(one, entries[name], told[name], letters, at) for name, one in about.items() if name in told
    ]
    return Eyes(candidate, at, letters, pages, unannounced=len(about) - len(pages))


def moments(actor: Actor, candidate: Candidate) -> list[datetime]:
    """When she heard from us, the newest first: a list to choose from."""
    rows = visible_letters(actor).filter(contact=candidate.contact_id, state__in=GONE, sent_at__isnull=False)
    moments = rows.order_by("-sent_at").values_list("sent_at", flat=True)[:30]
    return [at for at in moments if at]


def note_look(candidate: Candidate, *, by: Actor, of: str, **detail: Any) -> None:
    """A colleague saw what is somebody's own: it stands in the trail. The candidate is told nothing by it."""
    audit.record("candidate.looked_through", candidate, by=by, of=of, **detail)


def _past(
    interview: Interview,
    entries: Sequence[AuditEntry],
    told: Letter,
    letters: Sequence[Letter],
    at: datetime,
) -> PastPage:
    """The interview with the facts, the answer and the state that it had."""
    then, unknown = copy(interview), []
    versions = sorted((one for one in interview.versions.all() if one.at <= at), key=lambda one: one.number)
    if versions:
        unknown += _set_facts(then, versions[-1].facts)
        then.version = versions[-1].number
    elif interview.version > 1:
        unknown.append(_("Time and place of that moment were not kept; these are today's."))
    is_cancelled = bool(versions and versions[-1].verb == "cancel")
    then.state = InterviewState.CANCELLED if is_cancelled else InterviewState.SCHEDULED
    if not is_cancelled:
        then.cancel_reason, then.cancelled_at = None, None
    then.answer, then.answered_at, then.answer_note = "", None, ""
    moved_at = versions[-1].at if versions else None
    for entry in entries:
        _play(then, interview, entry, moved_at, unknown)
    starts = {one.facts.get("start") for one in versions}
    seen = {letter.version for letter in letters if letter.about == told.about}
    was_moved = len(starts) > 1 and min(seen, default=then.version) < then.version
    return PastPage(then, page_state(then, was_moved=was_moved, now=at), was_moved, told, unknown)


def _play(
    then: Interview, now: Interview, entry: AuditEntry, moved_at: datetime | None, unknown: list[str]
) -> None:
    """One entry of the trail upon the interview. An answer to an earlier time does not hold for a later."""
    if entry.verb == ANSWERED:
        answer = entry.detail.get("answer", "")
        if moved_at and entry.at < moved_at:
            return
        then.answer = answer if answer in Answer.values else ""
        then.answered_at = entry.at
        if now.answered_at is not None and entry.at >= now.answered_at:
            then.answer_note = now.answer_note
        elif then.answer:
            unknown.append(_("The words of that answer were not kept."))
    elif entry.verb == CHECKED_IN:
        then.state, then.checked_in_at = InterviewState.CHECKED_IN, entry.at
    elif then.state != InterviewState.CANCELLED:
        then.state = OVER[entry.verb]


def _set_facts(then: Interview, facts: dict[str, Any]) -> list[str]:
    """From the kept version; says what it lacks."""
    missing = []
    for name in ("start", "end"):
        if facts.get(name):
            setattr(then, name, datetime.fromisoformat(facts[name]))
        else:
            missing.append(_("The time of that moment was not kept; this is today's."))
    for name in ("mode", "video_link", "time_zone", "note"):
        if name in facts:
            setattr(then, name, facts[name])
    if "room" in facts and facts["room"] != then.room_id:
        then.room = None
        missing.append(_("It was another room; which one is not shown here."))
    if "place" in facts:
        then.place = find_place(facts["place"]) if facts["place"] else None
        if facts["place"] and then.place is None:
            missing.append(_("The place of that moment does not exist any more."))
    return list(dict.fromkeys(missing))

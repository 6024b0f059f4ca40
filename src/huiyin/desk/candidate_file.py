"""A candidate's whole file for one reader: what the candidates' room knows, interviews and letters."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from huiyin.candidates.access import visible_applications
from huiyin.candidates.models import Candidate
from huiyin.candidates.pages import File, Stand, read_file
from huiyin.candidates.queries import RUNNING, Event
from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.core.references import ref_id
from huiyin.desk.letter_lines import LetterLine, letter_line
from huiyin.desk.upcoming import next_of
from huiyin.interviews.access import can_arrange, reached
from huiyin.interviews.access import visible_to as visible_interviews
from huiyin.interviews.models import Interview
from huiyin.interviews.queries import with_people
from huiyin.interviews.states import allows
from huiyin.interviews.story import story
from huiyin.messaging.access import visible_to as visible_letters
from huiyin.messaging.models import Letter
from huiyin.messaging.states import LetterState as S

SHOWN = 200
REPLY = "question.answered"
NOT_YET = (S.PLANNED, S.HELD, S.QUEUED, S.CLAIMED)
PARTS: dict[str, tuple[str | Promise, Collection[str]]] = {
    "": (_("All"), ("message", "note", "change", "interview", "letter")),
    "letters": (_("Letters"), ("letter",)),
    "said": (_("Questions and notes"), ("message", "note")),
    "interviews": (_("The interviews"), ("interview",)),
}


@dataclass(frozen=True)
class Entry:
    """One line of the timeline. A letter of ours carries its echo; `is_due` has not happened yet."""

    at: datetime
    kind: str
    title: str
    text: str = ""
    theirs: bool = False
    url: str = ""
    letter: LetterLine | None = None
    is_due: bool = False


@dataclass(frozen=True)
class WholeFile:
    """`words` are what the candidate wrote with the answer to the next interview, if the reader may know."""

    file: File
    interviews: Sequence[Interview]
    next: Interview | None
    words: str
    may_arrange: bool
    may_move: bool
    entries: Sequence[Entry]


def read_whole_file(actor: Actor, candidate: Candidate, *, revealed: str = "", part: str = "") -> WholeFile:
    file = read_file(actor, candidate, visible_applications(actor), revealed=revealed)
    theirs = visible_interviews(actor).filter(application__candidate=candidate)
    interviews = list(with_people(theirs).order_by("-start", "-pk"))
    arranged = reached(actor, "interviews:arrange").filter(application__candidate=candidate)
    in_hand = set(arranged.values_list("pk", flat=True))
    running = {one.application.pk for one in file.stands if one.application.state in RUNNING}
    coming = next_of((row for row in interviews if row.application_id in running), clock.now())
    kinds = PARTS[part if part in PARTS else ""][1]
    events = [*file.events, *story(interviews, reads_words=in_hand)]
    return WholeFile(
        file=file,
        interviews=interviews,
        next=coming,
        words=coming.answer_note if coming and coming.pk in in_hand else "",
        may_arrange=_may_arrange(actor, file.main),
        may_move=bool(coming and coming.pk in in_hand and allows(coming.state, "reschedule")),
        entries=[one for one in merged(events, _letters(actor, candidate), file.zone) if one.kind in kinds],
    )


def merged(events: Sequence[Event], letters: Sequence[Letter], zone: str) -> list[Entry]:
    """Newest first, so what is still to be sent stands on top. An answer and its letter are one line."""
    language = get_language() or "zh-hans"
    lines = [letter_line(one, language=language, zone=zone) for one in letters]
    replies = {one.letter.about: one for one in lines if one.letter.kind == REPLY}
    entries = [_entry(event, replies) for event in events]
    told = {event.about for event in events}
    entries += [_of_letter(one) for one in lines if one.letter.kind != REPLY or one.letter.about not in told]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _entry(event: Event, replies: Mapping[str, LetterLine]) -> Entry:
    letter = replies.get(event.about) if event.kind == "message" else None
    interview = ref_id(event.about, "interview")
    url = reverse("interviews:detail", args=[interview]) if interview else ""
    return Entry(event.at, event.kind, event.title, event.text, event.theirs, url, letter)


def _of_letter(line: LetterLine) -> Entry:
    letter = line.letter
    is_due = letter.state in NOT_YET
    at = letter.due_at if is_due else letter.sent_at or letter.state_at
    url = reverse("desk:letter", args=[letter.pk])
    return Entry(at, "letter", line.kind, url=url, letter=line, is_due=is_due)


def _letters(actor: Actor, candidate: Candidate) -> list[Letter]:
    """To the candidate, and only what said something to her or will: a replaced one did not."""
    rows = visible_letters(actor).filter(contact=candidate.contact_id).exclude(state=S.SUPERSEDED)
    return list(rows.defer("values", "address").order_by("-created_at", "-pk")[:SHOWN])


def _may_arrange(actor: Actor, main: Stand | None) -> bool:
    return main is not None and main.application.state in RUNNING and can_arrange(actor, main.application)

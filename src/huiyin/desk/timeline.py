"""A candidate's timeline for one reader: what every room tells of it, merged, a page at a time."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, F, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from huiyin.candidates import timeline as lines
from huiyin.candidates.models import Application, Candidate, Document
from huiyin.candidates.spoken import spoken
from huiyin.candidates.timeline import LETTER, Event, Mark, Window
from huiyin.core.actor import Actor
from huiyin.core.models import AuditEntry
from huiyin.core.references import ref, ref_id
from huiyin.desk.letter_lines import LetterLine, letter_line
from huiyin.interviews.models import Interview
from huiyin.interviews.story import VERBS, story
from huiyin.jobs.models import Stage
from huiyin.messaging.access import visible_to as visible_letters
from huiyin.messaging.models import Letter
from huiyin.messaging.states import LetterState as S

REPLY = "question.answered"
NOTHING = "none"
"""The part of a page that shows no timeline."""
NOT_YET = (S.PLANNED, S.HELD, S.QUEUED, S.CLAIMED)
PARTS: dict[str, tuple[str | Promise, Collection[str]]] = {
    "": (_("All"), ("message", "note", "change", "interview", "letter", "call", "document")),
    "messages": (_("Messages"), ("message", "letter")),
    "calls": (_("Calls"), ("call",)),
    "interviews": (_("The interviews"), ("interview",)),
}


@dataclass(frozen=True)
class Known:
    """What the page has read already, and how much of it the reader may know."""

    candidate: Candidate
    applications: Sequence[Application]
    interviews: Sequence[Interview]
    documents: Sequence[Document]
    reads_words: Collection[int]
    reads_notes: bool
    zone: str
    was: Sequence[str] = ()
    """References of files that became part of this one, whose trail is read along."""


@dataclass(frozen=True)
class Entry:
    """One line of the timeline. A letter of ours carries its echo; `is_due` has not happened yet."""

    mark: Mark
    kind: str
    title: str
    text: str = ""
    theirs: bool = False
    url: str = ""
    letter: LetterLine | None = None
    is_due: bool = False
    note: int | None = None

    @property
    def at(self) -> datetime:
        return self.mark.at


@dataclass(frozen=True)
class Timeline:
    """`older` is the mark that the next page begins after, empty on the last."""

    entries: Sequence[Entry]
    older: str
    is_first: bool
    letters: Sequence[Letter] = ()


def read_timeline(actor: Actor, known: Known, *, part: str = "", before: str = "") -> Timeline:
    """Newest first, so what is still to be sent stands on top. At most eight queries, however long."""
    window = Window(Mark.read(before))
    kinds = () if part == NOTHING else PARTS[part if part in PARTS else ""][1]
    events = list(_events(known, window, kinds))
    letters = _letters(actor, known.candidate, window) if "letter" in kinds else []
    found = [*_entries(actor, events, known.zone), *(_of_letter(one, known.zone) for one in letters)]
    found.sort(key=lambda entry: entry.mark, reverse=True)
    shown = found[: window.size]
    older = str(shown[-1].mark) if len(found) > window.size else ""
    return Timeline(shown, older, is_first=window.before is None, letters=letters)


def _events(known: Known, window: Window, kinds: Collection[str]) -> Iterable[Event]:
    candidate, applications = known.candidate, known.applications
    if {"change", "interview"} & set(kinds):
        yield from _from_the_trail(known, window, kinds)
    if "change" in kinds:
        yield from lines.applied(window, applications)
    if "document" in kinds:
        yield from lines.filed(window, known.documents)
    yield from spoken(window, candidate, applications, _ranks(known, kinds))


def _ranks(known: Known, kinds: Collection[str]) -> set[int]:
    """The tables of what was said that this reader may read."""
    among_us = {"message": lines.PASTED, "note": lines.NOTE, "call": lines.CALL}
    found = {rank for kind, rank in among_us.items() if known.reads_notes and kind in kinds}
    return found | ({lines.MESSAGE} if "message" in kinds else set())


def _from_the_trail(known: Known, window: Window, kinds: Collection[str]) -> Iterable[Event]:
    """Changes of the file and what happened to interviews, in one read of the trail."""
    abouts: dict[str, Application | None] = {}
    wanted: list[str] = []
    if "change" in kinds:
        abouts = dict.fromkeys([ref(known.candidate), *known.was]) | {
            ref(one): one for one in known.applications
        }
        wanted += lines.CHANGES
    if "interview" in kinds:
        wanted += VERBS
    about = [*abouts, *(ref(one) for one in known.interviews if "interview" in kinds)]
    rows = window.newest(AuditEntry.objects.filter(about__in=about, verb__in=wanted), lines.CHANGED)
    yield from lines.changes(rows, abouts, _stages(rows, known.applications))
    yield from story(rows, known.interviews, reads_words=known.reads_words)


def _stages(rows: Iterable[AuditEntry], applications: Sequence[Application]) -> Mapping[int, Stage]:
    """The stages that these entries name, of the pipelines of these applications."""
    named = {row.detail["stage"] for row in rows if row.verb == "application.moved" and "stage" in row.detail}
    pipelines = {one.job.pipeline_id for one in applications}
    return (
        {one.pk: one for one in Stage.objects.filter(pk__in=named, pipeline__in=pipelines)} if named else {}
    )


def _entries(actor: Actor, events: Sequence[Event], zone: str) -> Iterable[Entry]:
    replies = _replies(actor, [one.about for one in events if one.kind == "message" and not one.theirs], zone)
    for event in events:
        interview = ref_id(event.about, "interview")
        document = ref_id(event.about, "document")
        url = reverse("interviews:detail", args=[interview]) if interview else ""
        yield Entry(
            event.mark,
            event.kind,
            event.title,
            event.text,
            event.theirs,
            reverse("candidates:document", args=[document]) if document else url,
            replies.get(event.about),
            note=ref_id(event.about, "note"),
        )


def _replies(actor: Actor, messages: Sequence[str], zone: str) -> dict[str, LetterLine]:
    """An answer of ours and the letter that carried it are one line."""
    if not messages:
        return {}
    rows = visible_letters(actor).filter(kind=REPLY, about__in=messages).exclude(state=S.SUPERSEDED)
    language = get_language() or "zh-hans"
    return {
        one.about: letter_line(one, language=language, zone=zone)
        for one in rows.defer("values", "address").order_by("created_at", "pk")
    }


def _letters(actor: Actor, candidate: Candidate, window: Window) -> list[Letter]:
    """To the candidate, and only what said something to her or will: a replaced one did not."""
    rows = visible_letters(actor).filter(contact=candidate.contact_id).exclude(state=S.SUPERSEDED)
    moment = Case(When(state__in=NOT_YET, then=F("due_at")), default=Coalesce("sent_at", "state_at"))
    told = rows.exclude(kind=REPLY).annotate(at=moment)
    return window.newest(told.defer("values", "address"), LETTER)


def _of_letter(letter: Letter, zone: str) -> Entry:
    line = letter_line(letter, language=get_language() or "zh-hans", zone=zone)
    is_due = letter.state in NOT_YET
    at = letter.due_at if is_due else letter.sent_at or letter.state_at
    url = reverse("desk:letter", args=[letter.pk])
    return Entry(Mark(at, LETTER, letter.pk), "letter", line.kind, url=url, letter=line, is_due=is_due)

"""A candidate's whole file for one reader: what her room knows, interviews, letters, documents."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from django.db.models import Exists, OuterRef

from huiyin.candidates.access import visible_applications
from huiyin.candidates.actions.parting import may_still_undo
from huiyin.candidates.duplicates import standing_merges
from huiyin.candidates.file_facts import FileFacts, Missing, missing_in, read_facts
from huiyin.candidates.models import Candidate, Document, DocumentKind, Merge
from huiyin.candidates.pages import File, read_file
from huiyin.candidates.queries import RUNNING
from huiyin.company.models import Company
from huiyin.company.queries import the_company
from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.desk.timeline import Known, Timeline, read_timeline
from huiyin.desk.upcoming import next_of
from huiyin.interviews.access import can_arrange, reached
from huiyin.interviews.access import visible_to as visible_interviews
from huiyin.interviews.documents import documents_for, may_change_documents, reads_documents
from huiyin.interviews.models import Interview, InterviewState
from huiyin.interviews.queries import with_people
from huiyin.interviews.states import allows
from huiyin.messaging.house import rules_of
from huiyin.messaging.models import Letter
from huiyin.messaging.quiet import QuietHours

OFF = (InterviewState.CANCELLED, InterviewState.NO_SHOW)


@dataclass(frozen=True)
class Fastest:
    """The way by which this person reads soonest: how long it usually took, of how many letters."""

    channel: str
    usually: timedelta
    letters: int


@dataclass(frozen=True)
class WholeFile:
    """`words` are what the candidate wrote with the answer to the next interview, if the reader may know;
    `fell_through` is the last interview that was cancelled or missed.
    """

    company: Company
    file: File
    interviews: Sequence[Interview]
    documents: Sequence[Document]
    next: Interview | None
    fell_through: Interview | None
    words: str
    may_arrange: bool
    may_move: bool
    may_file: bool
    fastest: Fastest | None
    quiet: QuietHours
    timeline: Timeline
    facts: FileFacts
    missing: Sequence[Missing]
    asked: int
    merges: Sequence[Merge]

    @property
    def known(self) -> int:
        return self.asked - len(self.missing)


def read_whole_file(
    actor: Actor, candidate: Candidate, *, revealed: str = "", part: str = "", before: str = ""
) -> WholeFile:
    company = the_company()
    file = read_file(actor, candidate, visible_applications(actor), company=company, revealed=revealed)
    interviews, in_hand = _interviews(actor, candidate)
    applications = [one.application for one in file.stands]
    running = {one.pk for one in applications if one.state in RUNNING}
    coming = next_of((row for row in interviews if row.application_id in running), clock.now())
    documents = documents_for(actor, candidate)
    merges = standing_merges(candidate)
    known = Known(
        candidate,
        applications,
        interviews,
        documents,
        in_hand,
        reads_notes=file.notes_shown,
        zone=file.zone,
        was=[f"candidate:{one.gone_id}" for one in merges],
    )
    facts = read_facts(actor, candidate)
    missing, asked = missing_in(
        facts,
        addresses={one.field for one in file.reaches if one.is_usable},
        has_resume=any(one.kind == DocumentKind.RESUME for one in documents)
        if reads_documents(actor)
        else None,
    )
    timeline = read_timeline(actor, known, part=part, before=before)
    return WholeFile(
        company=company,
        file=file,
        interviews=interviews,
        documents=documents,
        next=coming,
        fell_through=_fell_through(interviews) if file.reads_reasons else None,
        words=coming.answer_note if coming and coming.pk in in_hand else "",
        may_arrange=bool(running and file.main and can_arrange(actor, file.main.application)),
        may_move=bool(coming and coming.pk in in_hand and allows(coming.state, "reschedule")),
        may_file=file.can_edit and may_change_documents(actor),
        fastest=fastest_way(timeline.letters),
        quiet=rules_of(company).quiet_hours(candidate.contact),
        timeline=timeline,
        facts=facts,
        missing=missing,
        asked=asked,
        merges=[one for one in merges if file.can_edit and may_still_undo(one)],
    )


def fastest_way(letters: Iterable[Letter]) -> Fastest | None:
    """From her last letters, as far as they were read."""
    took: dict[str, list[float]] = {}
    for letter in letters:
        if letter.sent_at and letter.opened_at:
            took.setdefault(letter.channel, []).append(
                max(0.0, (letter.opened_at - letter.sent_at).total_seconds())
            )
    best = min(((median(times), name) for name, times in took.items()), default=None)
    return Fastest(best[1], timedelta(seconds=best[0]), len(took[best[1]])) if best else None


def _interviews(actor: Actor, candidate: Candidate) -> tuple[list[Interview], set[int]]:
    """All that the reader sees, the latest first, and which of them she may arrange anew."""
    arranged = reached(actor, "interviews:arrange").filter(pk=OuterRef("pk"))
    theirs = visible_interviews(actor).filter(application__candidate=candidate)
    rows = with_people(theirs).annotate(in_hand=Exists(arranged)).order_by("-start", "-pk")
    return [*rows], {row.pk for row in rows if row.in_hand}


def _fell_through(interviews: Iterable[Interview]) -> Interview | None:
    return next((row for row in interviews if row.state in OFF), None)

"""One letter instead of many, for an interviewer of whom a piece of work concerns several interviews.

The letter's cause is an audit entry of its own, and its lines say which interviews it tells of, at which
version. What is changed before it leaves is taken out of it again and told alone: nobody reads of it twice.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from huiyin.core import audit
from huiyin.core.actor import Actor
from huiyin.core.models import AuditEntry
from huiyin.core.references import ref, ref_id
from huiyin.interviews.models import DigestLine, Interview
from huiyin.messaging import outbox
from huiyin.messaging.models import Letter
from huiyin.messaging.moves import move
from huiyin.messaging.outbox import Draft
from huiyin.messaging.states import UNSENT, LetterState
from huiyin.people.models import Employee

DIGEST, CHANGES, TOMORROW = "interviewer.digest", "interviewer.changes", "interviewer.tomorrow"
TEMPLATES = {DIGEST: "IVW-DIGEST", CHANGES: "IVW-CHANGES", TOMORROW: "IVW-TOMORROW"}
NEW, MOVED, CANCELLED = "interviewer.scheduled", "interviewer.moved", "interviewer.cancelled"
REMOVED = "interviewer.removed"
SINGLES = (NEW, MOVED, CANCELLED, REMOVED)
FEW = 2
"""More than so many at once are one letter."""
WRITTEN = "interviewer.told_of_many"


@dataclass(frozen=True)
class Note:
    """What one interviewer would be told of one interview by a letter of its own."""

    interview: Interview
    employee: Employee
    draft: Draft


def gather(notes: Sequence[Note], *, operation: str = "") -> list[Draft]:
    """The letters to write: where somebody would get many, one that lists them.

    A later portion of the same operation goes into the letter of an earlier one as long as that waits.
    """
    by_contact: dict[int, list[Note]] = defaultdict(list)
    for note in notes:
        by_contact[note.employee.contact_id].append(note)
    waiting = _waiting(operation, by_contact)
    drafts: list[Draft] = []
    for contact, own in by_contact.items():
        kind = _kind_of(own)
        entry = waiting.get((contact, kind))
        if entry is None and len(own) <= FEW:
            drafts += [note.draft for note in own]
            continue
        if entry is None:
            entry = _entry(own)
            drafts.append(_draft(own, kind, entry))
        write_lines(entry, own)
    return drafts


@transaction.atomic
def fold(interviews: Collection[int], *, operation: str = "") -> int:
    """After many changes: put what is about to go to one interviewer into one letter, or into the one of the
    same operation that waits already.

    Returns how many single letters it took the place of.
    """
    abouts = {f"interview:{pk}": pk for pk in interviews}
    rows = Letter.objects.filter(
        about__in=abouts, kind__in=SINGLES, state__in=[LetterState.HELD, LetterState.QUEUED]
    ).exclude(reason__in=["review", "by_hand"])
    letters = list(rows.select_related("contact__employee", "colleague").order_by("pk"))
    found = Interview.objects.in_bulk(interviews)
    causes = AuditEntry.objects.in_bulk([ref_id(one.cause, "auditentry") or 0 for one in letters])
    by_contact: dict[int, list[tuple[Letter, Note]]] = defaultdict(list)
    for letter in letters:
        cause = causes.get(ref_id(letter.cause, "auditentry") or 0)
        note = _note_of(letter, found[abouts[letter.about]], cause)
        by_contact[letter.contact_id].append((letter, note))
    waiting = _waiting(operation, by_contact)
    many = [
        pair
        for contact, pairs in by_contact.items()
        if len(pairs) > FEW or (contact, _kind_of([note for _letter, note in pairs])) in waiting
        for pair in pairs
    ]
    drafts = gather([note for _letter, note in many], operation=operation)
    move([letter.pk for letter, _note in many], LetterState.SUPERSEDED, among=UNSENT, reason="digest")
    outbox.queue(drafts, operation=operation)
    return len(many)


def write_lines(entry: AuditEntry, notes: Iterable[Note]) -> None:
    DigestLine.objects.bulk_create(
        [
            DigestLine(
                entry=entry,
                contact_id=note.employee.contact_id,
                interview=note.interview,
                kind=note.draft.kind,
                version=note.interview.version,
            )
            for note in notes
        ],
        ignore_conflicts=True,
        batch_size=500,
    )


def heard_of(interviews: Collection[int]) -> list[tuple[int, int, str, str]]:
    """Interview, contact, state and reason of every digest that tells somebody when to hold one of them."""
    rows = DigestLine.objects.filter(interview__in=interviews, kind__in=(NEW, MOVED))
    lines = list(rows.values_list("interview_id", "entry_id", "contact_id"))
    if not lines:
        return []
    letters = Letter.objects.filter(
        contact__in={contact for _pk, _entry, contact in lines}, kind__in=TEMPLATES
    )
    found: dict[tuple[int, str], list[tuple[str, str]]] = defaultdict(list)
    causes = {f"auditentry:{entry}" for _pk, entry, _contact in lines}
    for contact, cause, state, why in letters.filter(cause__in=causes).values_list(
        "contact_id", "cause", "state", "reason"
    ):
        found[contact, cause].append((state, why))
    return [
        (pk, contact, state, why)
        for pk, entry, contact in lines
        for state, why in found[contact, f"auditentry:{entry}"]
    ]


def take_out(interviews: Collection[int]) -> None:
    """They have changed: letters that still wait tell of them no more, not even those already looked at."""
    lines = DigestLine.objects.filter(interview__in=interviews)
    entries = {f"auditentry:{entry}": entry for entry in lines.values_list("entry_id", flat=True)}
    if not entries:
        return
    contacts = lines.values("contact")
    waiting = Letter.objects.filter(contact__in=contacts, cause__in=entries, state__in=UNSENT)
    waiting = waiting.exclude(state=LetterState.CLAIMED)
    causes = dict(waiting.values_list("pk", "cause"))
    lines.filter(entry__in={entries[cause] for cause in causes.values()}).delete()
    Letter.objects.filter(pk__in=causes).update(values=None, template_version=None)


def _kind_of(notes: Sequence[Note]) -> str:
    return DIGEST if all(note.draft.kind == NEW for note in notes) else CHANGES


def _entry(notes: Sequence[Note]) -> AuditEntry:
    """Said in the name of whoever did the work that it tells of."""
    cause = notes[0].draft.cause
    by = Actor(kind="system", key=cause.actor, label=cause.actor_label) if cause else Actor.system("digests")
    return audit.record(WRITTEN, notes[0].employee, by=by, interviews=[note.interview.pk for note in notes])


def _draft(notes: Sequence[Note], kind: str, entry: AuditEntry) -> Draft:
    """As pressing as the most pressing of them."""
    return replace(
        notes[0].draft,
        kind=kind,
        template=TEMPLATES[kind],
        about=ref(notes[0].employee),
        version=1,
        urgent=any(note.draft.urgent for note in notes),
        priority=min(note.draft.priority for note in notes),
        cause=entry,
    )


def _waiting(operation: str, contacts: Iterable[int]) -> dict[tuple[int, str], AuditEntry]:
    """The entries of this operation's letters that nobody has looked at and that have not left."""
    if not operation:
        return {}
    rows = Letter.objects.filter(
        operation=operation,
        contact__in=list(contacts),
        kind__in=TEMPLATES,
        state=LetterState.HELD,
        values=None,
    )
    # Locked: the carrier reads the lines once it has the letter, and then they must be all there.
    letters = rows.select_for_update().order_by("pk")
    causes = {(one.contact_id, one.kind): ref_id(one.cause, "auditentry") for one in letters}
    entries = AuditEntry.objects.in_bulk([pk for pk in causes.values() if pk is not None])
    return {key: entries[pk] for key, pk in causes.items() if pk in entries}


def _note_of(letter: Letter, interview: Interview, cause: AuditEntry | None) -> Note:
    draft = Draft(
        contact=letter.contact,
        colleague=letter.colleague,
        kind=letter.kind,
        template=letter.template,
        about=letter.about,
        version=letter.version,
        urgent=letter.urgent,
        priority=letter.priority,
        cause=cause,
    )
    return Note(interview, letter.contact.employee, draft)

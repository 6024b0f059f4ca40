"""What somebody did with what a batch made, and the rows that it made.

Three things say that a row was touched: an audit entry about it since, a letter of it that has left, and any
row that hangs on it and was not written with it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model

from huiyin.accounts.models import Visit
from huiyin.candidates.models import Application, Candidate, Consent, Note
from huiyin.company.models import Place
from huiyin.core.models import AuditEntry
from huiyin.core.references import ref
from huiyin.imports.loading import chunks
from huiyin.imports.models import Batch, BatchRow
from huiyin.interviews.models import Interview, InterviewVersion, Participant
from huiyin.jobs.models import HiringTeam, Job
from huiyin.messaging.models import Address, AddressState, Contact, Letter
from huiyin.messaging.states import LetterState
from huiyin.people.models import Employee
from huiyin.todos.models import Todo

# What a batch may have made, in the order in which it can go.
MADE: dict[str, type[Model]] = {
    "todo": Todo,
    "note": Note,
    "interview": Interview,
    "application": Application,
    "address": Address,
    "candidate": Candidate,
    "job": Job,
    "employee": Employee,
    "place": Place,
}
# Written together with what they hang on; changes to them leave one of the other traces.
PARTS = (Participant, InterviewVersion, Consent, Address, HiringTeam, Letter)
UNTOUCHED = (LetterState.PLANNED, LetterState.HELD, LetterState.QUEUED)

Ids = dict[str, list[int]]
Touch = tuple[str, str]


@dataclass(frozen=True)
class Written:
    """Since when something is there: the last audit entry of its being made, and the moment."""

    trail: int
    at: datetime


def last_entry() -> int:
    return AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def ids_of(references: Sequence[str]) -> Ids:
    ids: Ids = defaultdict(list)
    for reference in references:
        noun, _colon, number = reference.partition(":")
        ids[noun].append(int(number))
    return ids


def references_of(ids: Ids, *nouns: str) -> list[str]:
    return [f"{noun}:{pk}" for noun in nouns or MADE for pk in ids.get(noun, [])]


def contacts_of(ids: Ids) -> list[int]:
    return [
        pk
        for noun in ("candidate", "employee")
        for part in chunks(ids.get(noun, []))
        for pk in Contact.objects.filter(**{f"{noun}__in": part}).values_list("pk", flat=True)
    ]


def touches(batch: Batch, rows: Sequence[BatchRow], ids: Ids) -> Iterator[Touch]:
    """What of `ids`, made by these rows, was touched, and by what, as codes."""
    since = _since(batch, rows)
    first = min((one.trail for one in since.values()), default=0)
    for part in chunks(references_of(ids)):
        entries = AuditEntry.objects.filter(about__in=part, pk__gt=first)
        for about, verb, pk in entries.values_list("about", "verb", "pk"):
            if about not in since or pk > since[about].trail:
                yield about, verb
        visits = Visit.objects.filter(capability__subject__in=part)
        yield from ((subject, "visited") for subject in visits.values_list("capability__subject", flat=True))
    yield from _touched_letters(ids)
    yield from _touched_parts(since, ids)
    for noun, model in MADE.items():
        yield from _hanging(noun, model, ids)


def _since(batch: Batch, rows: Sequence[BatchRow]) -> dict[str, Written]:
    """For everything that the rows made, since when it is there."""
    written = AuditEntry.objects.filter(about=ref(batch), verb="batch.imported").order_by("-pk").first()
    last = written.pk if written else 0
    return {
        reference: Written(row.trail or last, row.at or batch.at) for row in rows for reference in row.made
    }


def _touched_letters(ids: Ids) -> Iterator[Touch]:
    gone = Letter.objects.exclude(state__in=UNTOUCHED) | Letter.objects.filter(tries__gt=0)
    for part in chunks(references_of(ids, "interview", "application", "candidate")):
        yield from (
            (about, "letter") for about in gone.filter(about__in=part).values_list("about", flat=True)
        )
    for people_part in chunks(ids.get("candidate", [])):
        people = gone.filter(contact__candidate__in=people_part).values_list("contact__candidate", flat=True)
        yield from ((f"candidate:{pk}", "letter") for pk in people)


def _touched_parts(since: Mapping[str, Written], ids: Ids) -> Iterator[Touch]:
    """Addresses and consents that came or changed later."""
    for part in chunks(ids.get("candidate", [])):
        parts = [
            *Address.objects.filter(contact__candidate__in=part, state_at__isnull=False).values_list(
                "contact__candidate", "state_at"
            ),
            *Consent.objects.filter(candidate__in=part).values_list("candidate", "at"),
        ]
        yield from (
            (about, "address") for pk, at in parts if at and at > since[about := f"candidate:{pk}"].at
        )
    for part in chunks(ids.get("address", [])):
        for pk, at, state in Address.objects.filter(pk__in=part).values_list("pk", "state_at", "state"):
            about = f"address:{pk}"
            if state != AddressState.USABLE or (at and at > since[about].at):
                yield about, "address"


def _hanging(noun: str, model: type[Model], ids: Ids) -> Iterator[Touch]:
    """Rows that point at what the batch made and are none of its own."""
    own = {MADE[one]: set(found) for one, found in ids.items() if one in MADE}
    for relation in model._meta.related_objects:
        related = relation.related_model
        if related in PARTS or isinstance(related, str):
            continue
        name = relation.field.name
        for part in chunks(ids.get(noun, [])):
            rows = related._base_manager.filter(**{f"{name}__in": part}).values_list("pk", name)
            yield from (
                (f"{noun}:{at}", related.__name__) for pk, at in rows if pk not in own.get(related, ())
            )

"""Taking a batch back: what it made goes, as if it had never come. Refused when anything of it was touched.

Three things say that a row was touched: an audit entry about it since, a letter of it that has left, and any
row that hangs on it and was not written with it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from django.db import transaction
from django.db.models import Model, Q
from django.utils.translation import gettext as _

from huiyin.accounts.doors import require
from huiyin.accounts.models import Capability, Visit
from huiyin.candidates.models import Application, Candidate, Consent, Note
from huiyin.company.models import Place
from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError, FieldProblem
from huiyin.core.models import AuditEntry
from huiyin.core.references import ref
from huiyin.imports.loading import chunks
from huiyin.imports.models import Batch, BatchRow, BatchState
from huiyin.interviews.models import Interview, InterviewVersion, Participant
from huiyin.jobs.models import HiringTeam, Job
from huiyin.messaging.models import Address, AddressState, Contact, Letter
from huiyin.messaging.states import LetterState
from huiyin.people.models import Employee
from huiyin.search.index import refresh
from huiyin.todos.models import Todo
from huiyin.workforce.models import Booking

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
NAMED = 3

Ids = dict[str, list[int]]
Touch = tuple[str, str]


@transaction.atomic
def undo_batch(batch: Batch, *, by: Actor) -> Batch:
    """Take it back wholly, or refuse and name the rows that somebody has worked with."""
    require(by, "imports:run")
    batch = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.state == BatchState.UNDONE:
        raise DomainError(
            "already_undone",
            _("Batch %(batch)s was already undone.") % {"batch": batch.pk},
            _("Nothing is left to do."),
        )
    rows = list(batch.rows.order_by("row"))
    ids = _ids(rows)
    touched = sorted(set(_touches(batch, ids)))
    if touched:
        raise _refusal(touched, rows)
    others = _others_whose_applications_go(ids)
    _delete(ids)
    for noun in ("candidate", "job", "interview"):
        refresh(noun, ids.get(noun, []))
    refresh("candidate", others)
    batch.state, batch.undone_at = BatchState.UNDONE, clock.now()
    batch.save(update_fields=["state", "undone_at"])
    audit.record("batch.undone", batch, by=by)
    return batch


def last_entry() -> int:
    return AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _others_whose_applications_go(ids: Ids) -> list[int]:
    """People who were there before: they are no longer found by these jobs."""
    return [
        pk
        for part in chunks(ids.get("application", []))
        for pk in Application.objects.filter(pk__in=part).values_list("candidate", flat=True)
    ]


def _ids(rows: Sequence[BatchRow]) -> Ids:
    ids: Ids = defaultdict(list)
    for row in rows:
        for reference in row.made:
            noun, _colon, number = reference.partition(":")
            ids[noun].append(int(number))
    return ids


def _references(ids: Ids, *nouns: str) -> list[str]:
    return [f"{noun}:{pk}" for noun in nouns or MADE for pk in ids.get(noun, [])]


def _contacts(ids: Ids) -> list[int]:
    return [
        pk
        for noun in ("candidate", "employee")
        for part in chunks(ids.get(noun, []))
        for pk in Contact.objects.filter(**{f"{noun}__in": part}).values_list("pk", flat=True)
    ]


def _touches(batch: Batch, ids: Ids) -> Iterator[Touch]:
    """What was touched, and by what, as codes."""
    since = _since(batch)
    for part in chunks(_references(ids)):
        entries = AuditEntry.objects.filter(about__in=part, pk__gt=min(since.values(), default=0))
        for about, verb, pk in entries.values_list("about", "verb", "pk"):
            if pk > since.get(about, 0):
                yield about, verb
        visits = Visit.objects.filter(capability__subject__in=part)
        yield from ((subject, "visited") for subject in visits.values_list("capability__subject", flat=True))
    yield from _touched_letters(ids)
    yield from _touched_parts(batch, ids)
    for noun, model in MADE.items():
        yield from _hanging(noun, model, ids)


def _since(batch: Batch) -> dict[str, int]:
    """For everything that it made, the last audit entry of its being made."""
    written = AuditEntry.objects.filter(about=ref(batch), verb="batch.imported").order_by("-pk").first()
    last = written.pk if written else 0
    rows = batch.rows.values_list("made", "trail")
    return {reference: trail or last for made, trail in rows for reference in made}


def _touched_letters(ids: Ids) -> Iterator[Touch]:
    gone = Letter.objects.exclude(state__in=UNTOUCHED) | Letter.objects.filter(tries__gt=0)
    for part in chunks(_references(ids, "interview", "application", "candidate")):
        yield from (
            (about, "letter") for about in gone.filter(about__in=part).values_list("about", flat=True)
        )
    for people_part in chunks(ids.get("candidate", [])):
        people = gone.filter(contact__candidate__in=people_part).values_list("contact__candidate", flat=True)
        yield from ((f"candidate:{pk}", "letter") for pk in people)


def _touched_parts(batch: Batch, ids: Ids) -> Iterator[Touch]:
    """Addresses and consents that came or changed later."""
    for part in chunks(ids.get("candidate", [])):
        late = Address.objects.filter(contact__candidate__in=part, state_at__gt=batch.at)
        people = [
            *late.values_list("contact__candidate", flat=True),
            *Consent.objects.filter(candidate__in=part, at__gt=batch.at).values_list("candidate", flat=True),
        ]
        yield from ((f"candidate:{pk}", "address") for pk in people)
    for part in chunks(ids.get("address", [])):
        there = Address.objects.filter(pk__in=part)
        changed = there.filter(Q(state_at__gt=batch.at) | ~Q(state=AddressState.USABLE))
        yield from ((f"address:{pk}", "address") for pk in changed.values_list("pk", flat=True))


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


def _refusal(touched: Sequence[Touch], rows: Sequence[BatchRow]) -> DomainError:
    row_of = {reference: row for row in rows for reference in row.made}
    found = [(row_of[reference], reference, what) for reference, what in touched if reference in row_of]
    fields = [
        FieldProblem(f"row {row.row}", _("%(what)s: %(trace)s") % {"what": reference, "trace": what})
        for row, reference, what in sorted(found, key=lambda each: (each[0].sheet, each[0].row))
    ]
    first = "; ".join(f"{one.field}, {one.problem}" for one in fields[:NAMED])
    return DomainError(
        "batch_touched",
        _("Somebody has worked with %(count)s rows of this batch since: %(first)s.")
        % {"count": len({one.field for one in fields}), "first": first},
        _("Nothing was undone. Change those rows one by one."),
        fields,
    )


def _delete(ids: Ids) -> None:
    """In an order in which nothing points at what goes."""
    contacts = _contacts(ids)
    references = _references(ids)
    for part in chunks(references):
        Letter.objects.filter(about__in=part).delete()
        Capability.objects.filter(subject__in=part).delete()
        Booking.objects.filter(about__in=part).delete()
        Todo.objects.filter(about__in=part).delete()
    for written_to in chunks(contacts):
        Letter.objects.filter(contact__in=written_to).delete()
    for noun, model in MADE.items():
        _delete_all(model, ids.get(noun, []))
    _delete_all(Contact, contacts)


def _delete_all(model: type[Model], ids: Iterable[int]) -> None:
    for part in chunks(sorted(ids)):
        model._base_manager.filter(pk__in=part).delete()

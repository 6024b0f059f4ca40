"""Taking a batch back: what it made goes, as if it had never come. Refused when anything of it was touched.

A large one goes in portions, the last rows first, each in one short transaction: whoever goes on after a kill
finds by the rows what is still to do. What somebody begins to use meanwhile is left, and said.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from huiyin.accounts.doors import require
from huiyin.accounts.models import Capability
from huiyin.candidates.models import Application
from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.errors import Clash, DomainError, FieldProblem
from huiyin.imports.loading import chunks
from huiyin.imports.models import Batch, BatchRow, BatchState
from huiyin.imports.portions import PORTION
from huiyin.imports.touches import (
    MADE,
    Ids,
    Touch,
    contacts_of,
    ids_of,
    references_of,
    touches,
)
from huiyin.messaging.models import Contact, Letter
from huiyin.search.index import refresh
from huiyin.todos.models import Todo
from huiyin.workforce.models import Booking

# Other rows may need them, too; what else a row made belongs to its person and stays or goes as one.
SHARED = ("job", "employee", "place")
NAMED = 3
KEPT_LINES = 50
BREATH_SECONDS = 0.12
"""Between two portions on SQLite, where whoever waits for the database asks again every 0.1 seconds."""

Told = Callable[[int], None]


@dataclass
class Left:
    """What stays because somebody uses it: its row, what it is, and by what, as codes."""

    lines: list[tuple[BatchRow, str, str]] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return len({row.pk for row, _reference, _trace in self.lines})

    def kept(self) -> dict[str, object]:
        first = self.lines[:KEPT_LINES]
        said = [{"sheet": row.sheet, "row": row.row, "about": about, "by": by} for row, about, by in first]
        return {"rows": self.rows, "lines": said}


def breathe(_done: int = 0) -> None:
    """Let those who wait for the database have it."""
    time.sleep(BREATH_SECONDS if connection.vendor == "sqlite" else 0)


def undo_batch(batch: Batch, *, by: Actor, told: Told = breathe) -> Batch:
    """Take it back wholly, or refuse and name the rows that somebody has worked with. Begun once, it is
    gone on with. `told` hears after each portion how many rows are through.
    """
    require(by, "imports:run")
    batch = Batch.objects.get(pk=batch.pk)
    if batch.state == BatchState.WRITING:
        raise Clash(
            "being_written", _("This batch is just being written."), _("Stop it on the page of its sheet.")
        )
    return take_back(batch, by=by, told=told)


def take_back(batch: Batch, *, by: Actor, told: Told = breathe) -> Batch:
    """The same for the worker that has written it itself, and for one whose right has ended meanwhile."""
    if _waiting(batch).count() > PORTION:
        return _take_back(batch, by, told)
    with transaction.atomic():
        return _take_back(batch, by, lambda _done: None)


def _waiting(batch: Batch) -> QuerySet[BatchRow]:
    return batch.rows.exclude(made=[])


def _take_back(batch: Batch, by: Actor, told: Told) -> Batch:
    _begin(batch)
    left, below, done = Left(), None, 0
    while True:
        with transaction.atomic():
            Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
            waiting = _waiting(batch) if below is None else _waiting(batch).filter(pk__lt=below)
            rows = list(waiting.order_by("-pk")[:PORTION])
            if rows:
                left.lines += _take_portion(batch, rows)
        if not rows:
            return _finish(batch, left, by)
        below, done = rows[-1].pk, done + len(rows)
        told(done)


def _begin(batch: Batch) -> None:
    """Look at all of it first: what is refused is refused before anything goes."""
    rows = [] if batch.state in {BatchState.UNDOING, BatchState.PARTLY} else list(_waiting(batch))
    touched = sorted(set(touches(batch, rows, ids_of(_made(rows)))))
    if touched:
        raise _refusal(touched, rows)
    with transaction.atomic():
        now = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        if now.state == BatchState.UNDONE:
            raise DomainError(
                "already_undone",
                _("Batch %(batch)s was already undone.") % {"batch": batch.pk},
                _("Nothing is left to do."),
            )
        now.state = batch.state = BatchState.UNDOING
        now.save(update_fields=["state"])


def _take_portion(batch: Batch, rows: Sequence[BatchRow]) -> list[tuple[BatchRow, str, str]]:
    """Delete what they made, but for what is used and what that needs."""
    row_of = {reference: row for row in rows for reference in row.made}
    kept: set[str] = set()
    used: list[Touch] = []
    while True:
        ids = ids_of([one for one in _made(rows) if one not in kept])
        found = [touch for touch in sorted(set(touches(batch, rows, ids))) if touch[0] not in kept]
        if not found:
            break
        used += found
        for reference, _trace in found:
            kept |= _goes_with(row_of[reference], reference)
    others = _others_whose_applications_go(ids)
    _delete(ids)
    for noun in ("candidate", "job", "interview"):
        refresh(noun, ids.get(noun, []))
    refresh("candidate", others)
    _note_what_is_left(rows, kept)
    return [(row_of[reference], reference, trace) for reference, trace in used]


def _goes_with(row: BatchRow, reference: str) -> set[str]:
    if reference.startswith(SHARED):
        return {reference}
    return {one for one in row.made if not one.startswith(SHARED)}


def _note_what_is_left(rows: Sequence[BatchRow], kept: set[str]) -> None:
    for row in rows:
        row.made = [one for one in row.made if one in kept]
    BatchRow.objects.bulk_update(rows, ["made"], batch_size=500)


@transaction.atomic
def _finish(batch: Batch, left: Left, by: Actor) -> Batch:
    batch = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.state == BatchState.UNDOING:
        batch.state = BatchState.PARTLY if left.lines else BatchState.UNDONE
        batch.undone_at = clock.now()
        batch.report = {**batch.report, "left": left.kept()} if left.lines else batch.report
        batch.save(update_fields=["state", "undone_at", "report"])
        audit.record("batch.undone", batch, by=by, left=left.rows)
    return batch


def _made(rows: Iterable[BatchRow]) -> list[str]:
    return [reference for row in rows for reference in row.made]


def _others_whose_applications_go(ids: Ids) -> list[int]:
    """People who were there before: they are no longer found by these jobs."""
    return [
        pk
        for part in chunks(ids.get("application", []))
        for pk in Application.objects.filter(pk__in=part).values_list("candidate", flat=True)
    ]


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
    contacts = contacts_of(ids)
    references = references_of(ids)
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

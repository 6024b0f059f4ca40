"""Keeping the index. Every action that changes what something is found by says so in its own transaction."""

from collections.abc import Iterable, Iterator

from django.db import transaction

from huiyin.search.engines import engine
from huiyin.search.kinds import KINDS, STEP, Kind, tally
from huiyin.search.models import Document

PORTION = 500
REBUILD_PORTION = 2_000
MOST_A_SWEEP = 20_000


@transaction.atomic
def refresh(name: str, ids: Iterable[int]) -> None:
    """Write these things anew, and what follows them; those that are gone or forgotten leave.

    Call it last in the action, when the rows are as they will be. Costs a few queries per 500 things.
    """
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), PORTION):
        portion = wanted[start : start + PORTION]
        if name in KINDS:
            _write(KINDS[name], portion)
        for kind in KINDS.values():
            if name in kind.follows and (theirs := kind.follows[name](portion)):
                refresh(kind.name, theirs)


@transaction.atomic
def forget(name: str, ids: Iterable[int]) -> None:
    """Take things out whose rows go. What follows them goes by its own action."""
    kind = KINDS[name]
    engine().remove([kind.document(pk) for pk in ids])


def rebuild(name: str) -> Iterator[int]:
    """Write all things of a kind anew; yields how many so far. Each portion is a transaction: a rebuild
    that is killed leaves a whole index, and the next one begins again. What has gone meanwhile leaves at
    the end.
    """
    kind, last, done = KINDS[name], 0, 0
    while ids := kind.after(last, REBUILD_PORTION):
        with transaction.atomic():
            _write(kind, ids)
        last, done = ids[-1], done + len(ids)
        yield done
    remove_gone(name)
    engine().settle()


def remove_gone(name: str) -> int:
    """Take out documents of things that are no more, in portions."""
    kind, last, removed = KINDS[name], 0, 0
    rows = Document.objects.filter(kind=name).order_by("pk")
    while known := list(rows.filter(pk__gt=last).values_list("pk", flat=True)[:REBUILD_PORTION]):
        last = known[-1]
        there = {kind.document(pk) for pk in _all_between(kind, known[0] // STEP, last // STEP)}
        gone = [pk for pk in known if pk not in there]
        with transaction.atomic():
            engine().remove(gone)
        removed += len(gone)
    return removed


def complete(most: int = MOST_A_SWEEP) -> int:
    """For the clock: index what is missing, such as all of it after an upgrade. Cheap when nothing is."""
    added = 0
    for name, kind in KINDS.items():
        if _indexed(kind) == kind.tally():
            continue
        for portion in _missing(kind):
            with transaction.atomic():
                _write(kind, portion)
            added += len(portion)
            if added >= most:
                return added
        remove_gone(name)
    return added


def state() -> list[tuple[str, int, int]]:
    """Of each kind: its name, how many there are, how many are indexed."""
    return [(name, kind.tally()[0], _indexed(kind)[0]) for name, kind in KINDS.items()]


def _indexed(kind: Kind) -> tuple[int, int]:
    """How many documents there are, and the sum of their things' ids: the same as the kind's own tally when
    they are the same things.
    """
    number, total = tally(Document.objects.filter(kind=kind.name))
    return number, (total - number * kind.number) // STEP


def _write(kind: Kind, ids: list[int]) -> None:
    rows = [(kind.document(pk), kind.name, words.written(kind.letter)) for pk, words in kind.gather(ids)]
    there = {pk for pk, _kind, _words in rows}
    engine().write(rows)
    if gone := [kind.document(pk) for pk in ids if kind.document(pk) not in there]:
        engine().remove(gone)


def _missing(kind: Kind) -> Iterator[list[int]]:
    last = 0
    while ids := kind.after(last, REBUILD_PORTION):
        last = ids[-1]
        documents = [kind.document(pk) for pk in ids]
        known = set(Document.objects.filter(pk__in=documents).values_list("pk", flat=True))
        if missing := [pk for pk in ids if kind.document(pk) not in known]:
            yield missing


def _all_between(kind: Kind, first: int, last: int) -> set[int]:
    found: set[int] = set()
    at = first - 1
    while ids := kind.after(at, REBUILD_PORTION):
        found.update(pk for pk in ids if pk <= last)
        at = ids[-1]
        if at >= last:
            break
    return found

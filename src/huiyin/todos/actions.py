"""Opening and closing to-dos: one way for every room, in the caller's transaction."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from huiyin.accounts.models import User
from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.todos.models import Todo, TodoState


def open_todo(
    kind: str, about: str, *, owner: User | None, due_at: datetime | None = None, **values: Any
) -> Todo:
    """Ask a colleague for something; asking again while it is open returns the open one.

    `values` are the ids and codes that its sentence needs, never personal data. Without an owner it is
    seen by everyone who decides about letters in the whole company.
    """
    todo, _ = Todo.objects.get_or_create(
        kind=kind,
        about=about,
        owner=owner,
        state=TodoState.OPEN,
        defaults={"due_at": due_at, "values": values, "opened_at": clock.now()},
    )
    return todo


def close_todos(kind: str, about: str, *, by: Actor) -> int:
    """Mark the open ones of a kind about a row as done, whoever owns them; returns how many."""
    return Todo.objects.filter(kind=kind, about=about, state=TodoState.OPEN).update(
        state=TodoState.DONE, closed_at=clock.now(), closed_by=by.key
    )


def close_all(kinds: Collection[str], abouts: Collection[str], *, by: Actor) -> int:
    """The same for several kinds and many rows."""
    rows = Todo.objects.filter(kind__in=kinds, about__in=abouts, state=TodoState.OPEN)
    return rows.update(state=TodoState.DONE, closed_at=clock.now(), closed_by=by.key)


def close_todos_of(kind: str, about: str, *, owners: Collection[int], by: Actor) -> int:
    """Only those of these people: the others are still asked."""
    rows = Todo.objects.filter(kind=kind, about=about, owner__in=list(owners), state=TodoState.OPEN)
    return rows.update(state=TodoState.DONE, closed_at=clock.now(), closed_by=by.key)


def close_unowned(kind: str, about: str, *, by: Actor) -> int:
    """Only the one that is nobody's own."""
    rows = Todo.objects.filter(kind=kind, about=about, owner=None, state=TodoState.OPEN)
    return rows.update(state=TodoState.DONE, closed_at=clock.now(), closed_by=by.key)


def dismiss_todo(todo: Todo, *, by: Actor) -> None:
    """A person says that it need not be done."""
    closed = Todo.objects.filter(pk=todo.pk, state=TodoState.OPEN).update(
        state=TodoState.DISMISSED, closed_at=clock.now(), closed_by=by.key
    )
    if closed:
        audit.record("todo.dismissed", todo, by=by, kind=todo.kind, subject=todo.about)


@transaction.atomic
def dismiss_todos(todos: Sequence[Todo], *, by: Actor) -> int:
    """Many at once, each in the trail; those that somebody closed meanwhile are left as they are."""
    ids = [todo.pk for todo in todos]
    mine = list(Todo.objects.select_for_update().filter(pk__in=ids, state=TodoState.OPEN))
    Todo.objects.filter(pk__in=[one.pk for one in mine]).update(
        state=TodoState.DISMISSED, closed_at=clock.now(), closed_by=by.key
    )
    entries = [(one, {"kind": one.kind, "subject": one.about}) for one in mine]
    audit.record_many("todo.dismissed", entries, by=by)
    return len(mine)


def hand_over_todos(was: str, about: str, *, by: Actor) -> list[int]:
    """What is asked about one row is asked about another from now on; what is asked there already is done.
    Returns those that were handed over.
    """
    there = set(Todo.objects.filter(about=about, state=TodoState.OPEN).values_list("kind", "owner"))
    handed = []
    for todo in Todo.objects.select_for_update().filter(about=was, state=TodoState.OPEN):
        if (todo.kind, todo.owner_id) in there:
            todo.state, todo.closed_at, todo.closed_by = TodoState.DONE, clock.now(), by.key
            todo.save()
        else:
            todo.about = about
            todo.save(update_fields=["about"])
            handed.append(todo.pk)
    return handed


def take_back_todos(ids: Collection[int], about: str) -> None:
    """Those that are still open, as they were before they were handed over."""
    for todo in Todo.objects.select_for_update().filter(pk__in=list(ids), state=TodoState.OPEN):
        same = Todo.objects.filter(kind=todo.kind, about=about, owner=todo.owner, state=TodoState.OPEN)
        if not same.exists():
            todo.about = about
            todo.save(update_fields=["about"])

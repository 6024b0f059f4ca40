"""Somebody leaves or is away for long: what waits for her waits for a colleague."""

from django.db import transaction

from huiyin.accounts.models import User
from huiyin.core import audit
from huiyin.core.actor import Actor
from huiyin.todos.models import Todo, TodoState


@transaction.atomic
def hand_over_todos(owner: User, *, to: User | None, by: Actor) -> int:
    """How many are another's now. What the other one has open already is closed here; without another they
    belong to everyone who decides about letters.
    """
    rows = list(Todo.objects.select_for_update().filter(owner=owner, state=TodoState.OPEN))
    theirs = set(Todo.objects.filter(owner=to, state=TodoState.OPEN).values_list("kind", "about"))
    twice = [one.pk for one in rows if (one.kind, one.about) in theirs]
    Todo.objects.filter(pk__in=twice).update(state=TodoState.DISMISSED, closed_by=by.key)
    moved = [one for one in rows if one.pk not in set(twice)]
    Todo.objects.filter(pk__in=[one.pk for one in moved]).update(owner=to)
    if rows:
        audit.record("todos.handed_over", owner, by=by, to=to.pk if to else None, count=len(moved))
    return len(moved)

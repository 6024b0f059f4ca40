"""Reads of to-dos shared by pages."""

from datetime import datetime

from django.db.models import F, QuerySet

from huiyin.core.actor import Actor
from huiyin.todos.access import visible_to
from huiyin.todos.models import Todo, TodoState


def open_todos(actor: Actor) -> QuerySet[Todo]:
    """What waits for the actor, the most pressing first."""
    return (
        visible_to(actor)
        .filter(state=TodoState.OPEN)
        .select_related("owner")
        .order_by(F("due_at").asc(nulls_last=True), "pk")
    )


def overdue_todos(actor: Actor, now: datetime) -> QuerySet[Todo]:
    return open_todos(actor).filter(due_at__lt=now)


def todos_about(actor: Actor, about: str) -> QuerySet[Todo]:
    """Everything, open and closed, that was asked about a row, newest first."""
    return visible_to(actor).filter(about=about).order_by("-opened_at", "-pk")


def open_subjects(kind: str) -> list[str]:
    """What the open to-dos of a kind are about, whoever owns them."""
    return list(Todo.objects.filter(kind=kind, state=TodoState.OPEN).values_list("about", flat=True))


def last_due(kind: str, about: str) -> datetime | None:
    """By when the last thing of a kind was to be done for a row, done or not."""
    rows = Todo.objects.filter(kind=kind, about=about).order_by("-opened_at", "-pk")
    return rows.values_list("due_at", flat=True).first()


def open_about(about: str) -> Todo | None:
    """The most pressing thing that is asked about a row, of whomever."""
    rows = Todo.objects.filter(about=about, state=TodoState.OPEN).select_related("owner")
    return rows.order_by(F("due_at").asc(nulls_last=True), "pk").first()

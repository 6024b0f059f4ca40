import pytest

from huiyin.core.actor import Actor
from huiyin.core.models import AuditEntry
from huiyin.todos.actions import close_todos, dismiss_todo, open_todo
from huiyin.todos.models import Todo, TodoState
from huiyin.todos.tests.factories import actor_for, make_user

pytestmark = pytest.mark.django_db


def test_asking_twice_opens_one() -> None:
    owner = make_user()

    first = open_todo("letter.unknown", "letter:7", owner=owner, code="421")
    second = open_todo("letter.unknown", "letter:7", owner=owner, code="250")

    assert second.pk == first.pk
    assert Todo.objects.get().values == {"code": "421"}


def test_asking_nobody_twice_opens_one() -> None:
    open_todo("letter.unknown", "letter:7", owner=None)
    open_todo("letter.unknown", "letter:7", owner=None)

    assert Todo.objects.count() == 1


def test_a_closed_one_may_be_opened_again() -> None:
    open_todo("letter.unknown", "letter:7", owner=None)

    closed = close_todos("letter.unknown", "letter:7", by=Actor.system("test"))
    open_todo("letter.unknown", "letter:7", owner=None)

    assert closed == 1
    assert list(Todo.objects.order_by("pk").values_list("state", "closed_by")) == [
        (TodoState.DONE, "system:test"),
        (TodoState.OPEN, ""),
    ]


def test_dismissing_is_recorded_once() -> None:
    user = make_user()
    todo = open_todo("letter.unknown", "letter:7", owner=user)

    dismiss_todo(todo, by=actor_for(user))
    dismiss_todo(todo, by=actor_for(user))

    assert Todo.objects.get().state == TodoState.DISMISSED
    assert AuditEntry.objects.filter(verb="todo.dismissed").count() == 1

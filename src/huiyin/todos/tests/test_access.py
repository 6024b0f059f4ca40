from datetime import UTC, datetime

import pytest

from huiyin.core.actor import ANONYMOUS, Actor
from huiyin.core.errors import NotFound
from huiyin.todos.access import get_todo, visible_to
from huiyin.todos.actions import open_todo
from huiyin.todos.queries import open_todos, overdue_todos, todos_about
from huiyin.todos.tests.factories import actor_for, make_user

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
EVENING = datetime(2026, 11, 25, 18, tzinfo=UTC)


def test_a_colleague_sees_her_own_and_not_anothers() -> None:
    mine, other = make_user(), make_user()
    todo = open_todo("reply", "thread:1", owner=mine)
    foreign = open_todo("reply", "thread:2", owner=other)
    open_todo("reply", "thread:3", owner=None)

    assert list(visible_to(actor_for(mine))) == [todo]
    with pytest.raises(NotFound):
        get_todo(actor_for(mine), foreign.pk)


def test_unowned_ones_are_seen_by_who_decides_about_letters() -> None:
    lead = make_user(permissions=["letters:decide"])
    unowned = open_todo("letter.by_hand", "letter:3", owner=None)

    assert list(visible_to(actor_for(lead))) == [unowned]


def test_links_and_tokens_see_none() -> None:
    user = make_user(permissions=["letters:decide"])
    open_todo("reply", "thread:1", owner=user)
    token = Actor(kind="token", key="token:1", user_id=user.pk, verbs=frozenset({"letters:decide"}))

    assert not visible_to(ANONYMOUS).exists()
    assert not visible_to(token).exists()


def test_the_most_pressing_comes_first() -> None:
    user = make_user()
    someday = open_todo("reply", "thread:1", owner=user)
    evening = open_todo("reply", "thread:2", owner=user, due_at=EVENING)
    noon = open_todo("reply", "thread:3", owner=user, due_at=NOON)

    assert list(open_todos(actor_for(user))) == [noon, evening, someday]
    assert list(overdue_todos(actor_for(user), EVENING)) == [noon]
    assert list(todos_about(actor_for(user), "thread:2")) == [evening]

from collections.abc import Iterator

import pytest
from django.db.models import QuerySet

from huiyin.accounts.models import Role, RoleGrant, User
from huiyin.accounts.tests.factories import actor_of, make_user
from huiyin.core.actor import ANONYMOUS, Actor
from huiyin.core.errors import NotAllowed, NotFound
from huiyin.messaging import kinds
from huiyin.messaging.access import get_decidable, get_letter, visible_to
from huiyin.messaging.tests.factories import make_letter

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def make_seer(scope: str) -> User:
    """She sees letters, in that scope, and decides about none."""
    user = make_user()
    role = Role.objects.create(
        key=f"seer{user.pk}", name_zh="看", name_en="Seer", scope=scope, permissions=["letters:see"]
    )
    RoleGrant.objects.create(user=user, role=role)
    return user


@pytest.fixture(params=["few", "many"])
def _users_are_things(request: pytest.FixtureRequest) -> Iterator[None]:
    """Letters about `thing:<n>` are seen by who is the user n, who reaches few things or many."""

    def few(actor: Actor) -> list[QuerySet[User]] | None:
        return [User.objects.filter(pk=actor.user_id)] if request.param == "few" else None

    kinds.register_about("thing", lambda actor: User.objects.filter(pk=actor.user_id), few=few)
    yield
    del kinds.ABOUT_VISIBLE["thing"], kinds.ABOUT_FEW["thing"]


def test_who_reaches_everything_sees_every_letter() -> None:
    letter = make_letter()

    assert list(visible_to(actor_of(make_seer("all")))) == [letter]
    assert list(visible_to(Actor.system("test"))) == [letter]


@pytest.mark.usefixtures("_users_are_things")
def test_others_see_what_they_may_see_the_subject_of() -> None:
    user = make_seer("team")
    mine, foreign = make_letter(about=f"thing:{user.pk}"), make_letter(about=f"thing:{user.pk}0")

    assert list(visible_to(actor_of(user))) == [mine]
    with pytest.raises(NotFound):
        get_letter(actor_of(user), foreign.pk)


def test_nobody_else_sees_any() -> None:
    letter = make_letter()

    for actor in (ANONYMOUS, actor_of(make_user()), Actor(kind="capability", key="capability:1")):
        assert list(visible_to(actor)) == []
        with pytest.raises(NotFound):
            get_letter(actor, letter.pk)


def test_seeing_is_not_deciding() -> None:
    letter = make_letter()
    seer = make_seer("all")

    assert get_letter(actor_of(seer), letter.pk) == letter
    with pytest.raises(NotAllowed):
        get_decidable(actor_of(seer), letter.pk)

"""Colleagues and roles for the tests of this room."""

from itertools import count

from huiyin.accounts.models import Role, RoleGrant, RowScope, User
from huiyin.core.actor import Actor

_numbers = count(1)


def make_user(name: str = "Lin", *, permissions: list[str] | None = None, scope: str = RowScope.ALL) -> User:
    number = next(_numbers)
    user = User.objects.create(email=f"colleague{number}@example.test", name=name)
    if permissions:
        role = Role.objects.create(
            key=f"role{number}", name_zh="角色", name_en="Role", scope=scope, permissions=permissions
        )
        RoleGrant.objects.create(user=user, role=role)
    return user


def actor_for(user: User) -> Actor:
    return Actor(kind="user", key=f"user:{user.pk}", label=user.name, user_id=user.pk)

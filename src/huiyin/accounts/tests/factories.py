"""People who sign in, for every room's tests."""

from itertools import count
from typing import Any

from django.test import Client

from huiyin.accounts.models import Role, RoleGrant, User
from huiyin.accounts.seeds import seed
from huiyin.accounts.sessions import SEEN, STARTED
from huiyin.company.models import OrgUnit
from huiyin.core import clock
from huiyin.core.actor import Actor

PASSWORD = "eine lange Nacht 83"
_numbers = count(1)


def make_user(
    *roles: str, email: str = "", name: str = "", org_unit: OrgUnit | None = None, **fields: Any
) -> User:
    """A user with shipped roles, each granted in `org_unit` or, without one, everywhere."""
    number = next(_numbers)
    user = User(email=email or f"user{number}@example.com", name=name or f"User {number}", **fields)
    user.set_password(PASSWORD)
    user.save()
    for role in roles:
        grant(user, role, org_unit)
    return user


def grant(user: User, role: str, org_unit: OrgUnit | None = None) -> RoleGrant:
    if not Role.objects.filter(key=role).exists():
        seed()
    return RoleGrant.objects.create(user=user, role=Role.objects.get(key=role), org_unit=org_unit)


def actor_of(user: User) -> Actor:
    """As the middleware builds it, freshly signed in; build it anew after a change of grants."""
    return Actor(
        kind="user",
        key=f"user:{user.pk}",
        label=user.name,
        user_id=user.pk,
        fresh_at=clock.now().timestamp(),
    )


def make_unit(name: str = "华东", parent: OrgUnit | None = None) -> OrgUnit:
    unit = OrgUnit.objects.create(name=name, parent=parent)
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save()
    return unit


def sign_in(client: Client, user: User) -> Client:
    """As the sign-in page does: a session that began just now, so that it opens settings too."""
    client.force_login(user)
    session = client.session
    session[STARTED] = session[SEEN] = clock.now().timestamp()
    session.save()
    return client

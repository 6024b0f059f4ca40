"""Named reads of users, roles and tokens, for the command line."""

from collections.abc import Collection

from django.db.models import QuerySet

from huiyin.accounts.models import ApiToken, Role, User
from huiyin.core.references import ref_id


def find_user(email: str) -> User | None:
    return User.objects.filter(email=email.strip().lower()).first()


def find_role(key: str) -> Role | None:
    return Role.objects.filter(key=key).first()


def all_roles() -> QuerySet[Role]:
    return Role.objects.order_by("pk")


def all_users() -> QuerySet[User]:
    return User.objects.prefetch_related("grants__role", "grants__org_unit").order_by("pk")


def tokens_of(user: User) -> QuerySet[ApiToken]:
    return ApiToken.objects.filter(user=user).order_by("pk")


def names_of(keys: Collection[str]) -> dict[str, str]:
    """`user:3` to her name, as actors are kept in the trail; the system has none."""
    ids = {number for key in keys if (number := ref_id(key, "user")) is not None}
    rows = User.objects.filter(pk__in=ids).values_list("pk", "name") if ids else ()
    return {f"user:{pk}": name for pk, name in rows}

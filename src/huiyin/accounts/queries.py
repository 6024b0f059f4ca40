"""Named reads of users, roles and tokens, for the command line."""

from django.db.models import QuerySet

from huiyin.accounts.models import ApiToken, Role, User


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

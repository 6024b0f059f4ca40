"""Users, their roles, passwords and API tokens. Each change is audited and acts on the next request."""

import secrets
from collections.abc import Sequence

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from huiyin.accounts import devices, sign_in_codes, throttle
from huiyin.accounts.administrators import keeping_one
from huiyin.accounts.capabilities import hash_token
from huiyin.accounts.models import ApiToken, Device, Role, RoleGrant, User
from huiyin.accounts.permissions import PERMISSIONS
from huiyin.company.models import OrgUnit
from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError, FieldProblem, NotAllowed

OWN_WORD = "approvals:decide"
TOKEN_PREFIX = "hy_"  # noqa: S105 -- a mark by which leaked tokens are found, not a secret


@transaction.atomic
def add_user(
    email: str,
    *,
    name: str,
    password: str,
    roles: Sequence[Role],
    org_unit: OrgUnit | None = None,
    by: Actor,
) -> User:
    """A user whose roles hold in one org unit and below, or without one everywhere."""
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as wrong:
        raise _wrong("email", _("This is not an e-mail address.")) from wrong
    if User.objects.filter(email=email).exists():
        raise DomainError("user_exists", _("There is already a user with this e-mail address."))
    user = User(email=email, name=name or email.partition("@")[0])
    _check_password(password, user)
    user.set_password(password)
    user.save()
    audit.record("user.added", user, by=by, roles=sorted(role.key for role in roles))
    for role in roles:
        grant_role(user, role, org_unit=org_unit, by=by)
    return user


@transaction.atomic
def grant_role(user: User, role: Role, *, org_unit: OrgUnit | None = None, by: Actor) -> RoleGrant:
    _not_oneself(user, by)
    granted, is_new = RoleGrant.objects.get_or_create(user=user, role=role, org_unit=org_unit)
    if is_new:
        audit.record("role.granted", user, by=by, role=role.key, org_unit=org_unit and org_unit.pk)
    return granted


@transaction.atomic
def cut_role(user: User, role: Role, *, org_unit: OrgUnit | None = None, by: Actor) -> None:
    _not_oneself(user, by)
    with keeping_one():
        cut = RoleGrant.objects.filter(user=user, role=role, org_unit=org_unit).delete()[0]
    if cut:
        audit.record("role.cut", user, by=by, role=role.key, org_unit=org_unit and org_unit.pk)


@transaction.atomic
def disable_user(user: User, *, by: Actor) -> None:
    """Ends every session, remembered browser and API token of the account."""
    _not_oneself(user, by)
    with keeping_one():
        User.objects.filter(pk=user.pk).update(is_active=False, session_epoch=F("session_epoch") + 1)
    devices.forget_all(user)
    sign_in_codes.forget_all(user)
    ApiToken.objects.filter(user=user, revoked_at=None).update(revoked_at=clock.now())
    audit.record("user.disabled", user, by=by)


@transaction.atomic
def enable_user(user: User, *, by: Actor) -> None:
    """She signs in again with her password; old sessions and tokens stay dead."""
    _not_oneself(user, by)
    User.objects.filter(pk=user.pk).update(is_active=True)
    audit.record("user.enabled", user, by=by)


@transaction.atomic
def change_password(user: User, password: str, *, by: Actor) -> None:
    """Ends every session and remembered browser of the account; API tokens are made apart and stay."""
    _check_password(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    user.refresh_from_db()
    devices.forget_all(user)
    sign_in_codes.forget_all(user)
    audit.record("user.password_changed", user, by=by)


def change_own_password(user: User, present: str, password: str, *, by: Actor) -> None:
    """Asks for the present password again, and not more often than a sign-in does."""
    throttle.require_few("signin", user.email, f"user:{user.pk}")
    if not user.check_password(present):
        throttle.count("signin", user.email, f"user:{user.pk}")
        raise _wrong("password", _("This is not your present password."))
    change_password(user, password, by=by)


def choose_language(user: User, language: str) -> None:
    if language in dict(settings.LANGUAGES):
        User.objects.filter(pk=user.pk).update(language=language)


def choose_keys(user: User, *, are_used: bool) -> None:
    User.objects.filter(pk=user.pk).update(uses_keys=are_used)


@transaction.atomic
def add_token(user: User, *, name: str, scopes: Sequence[str], by: Actor) -> tuple[ApiToken, str]:
    """The row, and the token that nobody can read again."""
    unknown = sorted(set(scopes) - set(PERMISSIONS))
    if unknown:
        values = {"unknown": ", ".join(unknown), "known": ", ".join(PERMISSIONS)}
        raise _wrong("scope", _("Unknown scope: %(unknown)s; use all or some of %(known)s.") % values)
    if not user.is_active:
        raise DomainError("user_disabled", _("This user is disabled."))
    if OWN_WORD in scopes and by.user_id not in {None, user.pk}:
        raise NotAllowed(
            "own_word",
            _("Nobody makes a token that decides approvals in another's name."),
            _("Leave this scope out."),
            [FieldProblem("scopes", _("Nobody makes a token that decides approvals in another's name."))],
        )
    token = TOKEN_PREFIX + secrets.token_urlsafe(24)
    row = ApiToken.objects.create(
        user=user, name=name, token_hash=hash_token(token), scopes=sorted(scopes), created_at=clock.now()
    )
    audit.record("token.added", row, by=by, user=user.pk, scopes=sorted(scopes))
    return row, token


@transaction.atomic
def revoke_token(token: ApiToken, *, by: Actor) -> None:
    if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=clock.now()):
        audit.record("token.revoked", token, by=by)


@transaction.atomic
def end_sessions(user: User, *, by: Actor) -> None:
    """A lost phone: every session and remembered browser ends, the account stays."""
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    devices.forget_all(user)
    audit.record("user.sessions_ended", user, by=by)


@transaction.atomic
def forget_device(device: Device, *, by: Actor) -> None:
    """One remembered browser less; who is signed in there now is out at the next request."""
    user = device.user
    audit.record("device.forgotten", user, by=by, device=device.pk)
    device.delete()
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)


@transaction.atomic
def rename_user(user: User, name: str, *, by: Actor) -> User:
    user.name = " ".join(name.split())[:80] or user.name
    user.save(update_fields=["name"])
    audit.record("user.renamed", user, by=by)
    return user


@transaction.atomic
def invite_user(
    email: str, *, name: str, roles: Sequence[Role], org_unit: OrgUnit | None = None, by: Actor
) -> User:
    """A user without a password: she signs in by a code from a letter and then chooses one."""
    return add_user(
        email, name=name, password=secrets.token_urlsafe(32), roles=roles, org_unit=org_unit, by=by
    )


def _not_oneself(user: User, by: Actor) -> None:
    """Nobody raises or cuts her own rights, an administrator least of all."""
    if by.user_id == user.pk:
        raise NotAllowed(
            "own_account",
            _("You cannot change the rights of your own account."),
            _("Ask another administrator."),
        )


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as wrong:
        raise _wrong("new_password", " ".join(wrong.messages)) from wrong


def _wrong(field: str, problem: str) -> DomainError:
    return DomainError("invalid", problem, fields=[FieldProblem(field, problem)])

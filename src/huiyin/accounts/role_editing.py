"""Roles as data: making one from another, changing one, and who gains or loses what by it.

A change acts on the next request of everybody who holds the role: sessions, tokens and links all ask anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.accounts.administrators import keeping_one
from huiyin.accounts.models import FieldLevel, FieldRule, Role, RoleGrant, RowScope, User
from huiyin.accounts.permissions import FIELDS, check_permission
from huiyin.core import audit
from huiyin.core.actor import Actor
from huiyin.core.digests import sha256_letters
from huiyin.core.editing import require_unchanged
from huiyin.core.errors import DomainError, FieldProblem, NotAllowed

ORDER = list(FieldLevel)


@dataclass(frozen=True)
class RoleEdit:
    """All that a role says: its names, which rows, what may be done there, and each sensitive field."""

    name_zh: str
    name_en: str
    scope: str
    permissions: frozenset[str]
    levels: Mapping[str, str]

    def seen_values(self) -> dict[str, Any]:
        return {
            "name_zh": self.name_zh,
            "name_en": self.name_en,
            "scope": self.scope,
            "permissions": sorted(self.permissions),
            **{field: self.levels[field] for field in FIELDS},
        }


@dataclass(frozen=True)
class Effect:
    """What one person could not do before, and what she can do no longer; fields with their old and
    new level.
    """

    user: User
    gains: tuple[str, ...]
    loses: tuple[str, ...]
    fields: tuple[tuple[str, str, str], ...]
    scope: tuple[str, str] | None = None

    def __bool__(self) -> bool:
        return bool(self.gains or self.loses or self.fields or self.scope)


def role_as_is(role: Role) -> RoleEdit:
    rules = {rule.field: str(rule.level) for rule in role.field_rules.all()}
    levels = {field: rules.get(field, FieldLevel.HIDE.value) for field in FIELDS}
    return RoleEdit(role.name_zh, role.name_en, role.scope, frozenset(role.permissions), levels)


@transaction.atomic
def add_role(name_zh: str, name_en: str, *, like: Role | None, by: Actor) -> Role:
    """A new role that starts as another one, or as one that may nothing; nobody holds it yet."""
    start = (
        role_as_is(like)
        if like
        else RoleEdit("", "", RowScope.UNIT, frozenset(), dict.fromkeys(FIELDS, "hide"))
    )
    name_zh, name_en = _named(name_zh, name_en, except_pk=None)
    role = Role.objects.create(
        key=_free_key(name_en),
        name_zh=name_zh,
        name_en=name_en,
        scope=start.scope,
        permissions=sorted(start.permissions),
    )
    _write_levels(role, start.levels)
    audit.record("role.added", role, by=by, like=like.key if like else "")
    return role


@transaction.atomic
def edit_role(role: Role, to: RoleEdit, *, by: Actor, seen: str = "") -> Role:
    """Make it so, at once for everybody who holds it."""
    row = Role.objects.select_for_update().get(pk=role.pk)
    was = role_as_is(row)
    require_unchanged(seen, was.seen_values(), field_labels())
    _judge(row, was, to, by)
    name_zh, name_en = _named(to.name_zh, to.name_en, except_pk=row.pk)
    with keeping_one():
        row.name_zh, row.name_en, row.scope = name_zh, name_en, to.scope
        row.permissions = sorted(to.permissions)
        row.save()
        _write_levels(row, to.levels)
    changed = {
        field: [was.levels[field], to.levels[field]]
        for field in FIELDS
        if was.levels[field] != to.levels[field]
    }
    audit.record(
        "role.edited",
        row,
        by=by,
        key=row.key,
        gained=sorted(to.permissions - was.permissions),
        lost=sorted(was.permissions - to.permissions),
        fields=changed,
        scope=[was.scope, to.scope],
    )
    return row


@transaction.atomic
def remove_role(role: Role, *, by: Actor) -> None:
    """Only one that nobody holds: whose rights it gave must be said person by person."""
    held = RoleGrant.objects.filter(role=role).count()
    if held:
        raise DomainError(
            "role_in_use",
            _("%(count)s people still hold this role.") % {"count": held},
            _("Give them another role first."),
        )
    audit.record("role.removed", role, by=by, key=role.key)
    role.delete()


def role_effects(role: Role, to: RoleEdit) -> list[Effect]:
    """Who gains and who loses what: each holder with all her other roles counted in."""
    users = User.objects.filter(grants__role=role, is_active=True).distinct().order_by("name", "pk")
    rows = users.prefetch_related("grants__role__field_rules")
    found = [_effect(user, role, to) for user in rows]
    return [one for one in found if one]


def _effect(user: User, role: Role, to: RoleEdit) -> Effect:
    others = [role_as_is(grant.role) for grant in user.grants.all() if grant.role_id != role.pk]
    before, after = [*others, role_as_is(role)], [*others, to]
    had, has = (frozenset().union(*(one.permissions for one in roles)) for roles in (before, after))
    levels = [(field, _most(before, field), _most(after, field)) for field in FIELDS]
    return Effect(
        user=user,
        gains=tuple(sorted(has - had)),
        loses=tuple(sorted(had - has)),
        fields=tuple(one for one in levels if one[1] != one[2]),
        scope=(before[-1].scope, to.scope) if before[-1].scope != to.scope else None,
    )


def _most(roles: list[RoleEdit], field: str) -> str:
    return str(max((FieldLevel(one.levels[field]) for one in roles), key=ORDER.index))


def _judge(role: Role, was: RoleEdit, to: RoleEdit, by: Actor) -> None:
    for permission in to.permissions:
        check_permission(permission)
    if to.scope not in RowScope.values or any(level not in FieldLevel.values for level in to.levels.values()):
        raise DomainError("invalid", _("This role cannot be like that."))
    is_more = bool(to.permissions - was.permissions) or to.scope != was.scope
    is_more |= any(_rank(to.levels[field]) > _rank(was.levels[field]) for field in FIELDS)
    if is_more and by.user_id and RoleGrant.objects.filter(role=role, user=by.user_id).exists():
        raise NotAllowed(
            "own_role",
            _("You hold this role yourself, and nobody raises her own rights."),
            _("Ask another administrator, or make a role of its own for others."),
        )


def _rank(level: str) -> int:
    return ORDER.index(FieldLevel(level))


def _write_levels(role: Role, levels: Mapping[str, str]) -> None:
    for field in FIELDS:
        FieldRule.objects.update_or_create(role=role, field=field, defaults={"level": levels[field]})


def _named(zh: str, en: str, *, except_pk: int | None) -> tuple[str, str]:
    zh, en = " ".join(zh.split()), " ".join(en.split())
    zh, en = zh or en, en or zh
    if not zh or max(len(zh), len(en)) > 40:
        problem = _("The name is missing or longer than 40 characters.")
        raise DomainError("bad_name", problem, fields=[FieldProblem("name_zh", problem)])
    taken = Role.objects.exclude(pk=except_pk or 0)
    for field, value in (("name_zh", zh), ("name_en", en)):
        if taken.filter(**{field: value}).exists():
            problem = _("There is already a role of this name.")
            raise DomainError("role_exists", problem, fields=[FieldProblem(field, problem)])
    return zh, en


def _free_key(name: str) -> str:
    """From its English name where that has letters; the key is for the command line and the trail."""
    word = "_".join("".join(c if c.isascii() and c.isalnum() else " " for c in name.lower()).split())[:30]
    stem = word or f"role_{sha256_letters(name.encode())[:6]}"
    key, number = stem, 1
    while Role.objects.filter(key=key).exists():
        number += 1
        key = f"{stem}_{number}"
    return key


def field_labels() -> dict[str, str]:
    """What the parts of a role are called when two editors meet."""
    return {
        "name_zh": _("Name in Chinese"),
        "name_en": _("Name in English"),
        "scope": _("Which rows"),
        "permissions": _("What she may do"),
        **field_names(),
    }


def field_names() -> dict[str, str]:
    """The sensitive fields as people call them."""
    return {
        "candidate.phone": _("Phone"),
        "candidate.email": _("E-mail"),
        "candidate.id_number": _("ID number"),
        "candidate.note": _("Notes and calls"),
        "candidate.document": _("Documents"),
        "job.pay_band": _("Pay band"),
        "application.reason": _("Reason of not hiring"),
        "candidate.pay_wish": _("Pay wish"),
        "candidate.leader_note": _("Executive's note"),
    } | {field: field for field in FIELDS if field not in _KNOWN}


_KNOWN = frozenset(
    """candidate.phone candidate.email candidate.id_number candidate.note candidate.document job.pay_band
    application.reason candidate.pay_wish candidate.leader_note""".split()
)

"""The roles that Huiyin ships. They are data: once there, an installation's edits win for ever."""

from dataclasses import dataclass

from django.db import transaction

from huiyin.accounts.models import FieldLevel, FieldRule, Role, RowScope
from huiyin.accounts.permissions import FIELDS, check_permission

HIDE, MASK, SEE, EDIT = FieldLevel.HIDE, FieldLevel.MASK, FieldLevel.SEE, FieldLevel.EDIT


@dataclass(frozen=True)
class ShippedRole:
    """`levels` follow the order of `FIELDS`: phone, e-mail, ID number, note, document, pay band, reason,
    pay wish, executive's note.
    """

    key: str
    name_zh: str
    name_en: str
    scope: RowScope
    permissions: tuple[str, ...]
    levels: tuple[FieldLevel, ...] = (HIDE,) * len(FIELDS)


_RECRUITING = (
    "jobs:see",
    "jobs:edit",
    "candidates:see",
    "candidates:edit",
    "interviews:see",
    "interviews:arrange",
    "interviews:cancel",
    "interviews:attend",
    "letters:see",
    "letters:decide",
    "threads:answer",
    "imports:run",
    "exports:run",
    "reports:see",
)

ROLES = (
    ShippedRole(
        "recruiter",
        "招聘专员",
        "Recruiter",
        RowScope.UNIT,
        _RECRUITING,
        (EDIT, EDIT, MASK, EDIT, EDIT, SEE, EDIT, EDIT, SEE),
    ),
    ShippedRole(
        "hr_manager",
        "人事经理",
        "HR manager",
        RowScope.UNIT,
        (*_RECRUITING, "approvals:decide", "settings:edit"),
        (EDIT, EDIT, EDIT, EDIT, EDIT, EDIT, EDIT, EDIT, EDIT),
    ),
    ShippedRole(
        "interviewer",
        "面试官",
        "Interviewer",
        RowScope.OWN,
        ("interviews:see", "interviews:attend"),
        (MASK, MASK, HIDE, HIDE, SEE, HIDE, HIDE, HIDE, HIDE),
    ),
    ShippedRole(
        "hiring_manager",
        "业务负责人",
        "Hiring manager",
        RowScope.TEAM,
        ("jobs:see", "candidates:see", "interviews:see", "reports:see", "approvals:decide"),
        (MASK, MASK, HIDE, SEE, SEE, SEE, SEE, SEE, EDIT),
    ),
    ShippedRole(
        "executive",
        "老总",
        "Executive",
        RowScope.ALL,
        ("jobs:see", "candidates:see", "interviews:see", "reports:see", "approvals:decide"),
        (MASK, MASK, HIDE, SEE, SEE, SEE, SEE, SEE, EDIT),
    ),
    # The three administrators see no candidate: who runs the house does not read its letters.
    ShippedRole(
        "system_admin",
        "系统管理员",
        "System administrator",
        RowScope.ALL,
        ("settings:edit", "users:edit"),
    ),
    ShippedRole("security_admin", "安全管理员", "Security administrator", RowScope.ALL, ("users:edit",)),
    ShippedRole("auditor", "审计员", "Auditor", RowScope.ALL, ("audit:see",)),
)


@transaction.atomic
def seed() -> None:
    """Add the shipped roles that are missing, and to the others the rules of fields that are new."""
    known = {role.key: role for role in Role.objects.prefetch_related("field_rules")}
    for shipped in ROLES:
        if shipped.key not in known:
            _add(shipped)
        else:
            _complete(known[shipped.key], shipped)


def _complete(role: Role, shipped: ShippedRole) -> None:
    ruled = {rule.field for rule in role.field_rules.all()}
    FieldRule.objects.bulk_create(
        FieldRule(role=role, field=field, level=level)
        for field, level in zip(FIELDS, shipped.levels, strict=True)
        if field not in ruled
    )


def _add(shipped: ShippedRole) -> None:
    for permission in shipped.permissions:
        check_permission(permission)
    role = Role.objects.create(
        key=shipped.key,
        name_zh=shipped.name_zh,
        name_en=shipped.name_en,
        scope=shipped.scope,
        permissions=list(shipped.permissions),
    )
    FieldRule.objects.bulk_create(
        FieldRule(role=role, field=field, level=level)
        for field, level in zip(FIELDS, shipped.levels, strict=True)
    )

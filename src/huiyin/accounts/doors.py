"""The one door. "May she?", "which rows?" and "how much of a field?" all come from the same role grants.

Rooms turn a `Reach` into a filter over their own rows in their `access.py`; nobody else reads grants.
"""

from dataclasses import dataclass

from huiyin.accounts.models import FieldLevel, RoleGrant, RowScope
from huiyin.accounts.permissions import check_permission
from huiyin.core.actor import Actor
from huiyin.core.errors import NotAllowed


@dataclass(frozen=True)
class Reach:
    """Which rows an actor reaches with one permission. Empty means none.

    `unit_paths` are org-unit path prefixes; `team` and `own` say that she also reaches rows of jobs on
    whose hiring team she is, and interviews she takes part in, as the user `user_id`.
    """

    everything: bool = False
    unit_paths: tuple[str, ...] = ()
    team: bool = False
    own: bool = False
    user_id: int | None = None

    def __bool__(self) -> bool:
        return self.everything or bool(self.unit_paths) or self.team or self.own


def reach(actor: Actor, permission: str) -> Reach:
    check_permission(permission)
    if actor.kind == "system":
        return Reach(everything=True)
    if actor.user_id is None or (actor.kind == "token" and permission not in actor.verbs):
        return Reach()
    return _merge(actor.user_id, [g for g in grants(actor.user_id) if permission in g.role.permissions])


def may(actor: Actor, permission: str) -> bool:
    return bool(reach(actor, permission))


def require(actor: Actor, permission: str) -> None:
    if not may(actor, permission):
        raise NotAllowed("forbidden", "你没有这项权限。", "需要的话，请找管理员开通。")


def grants(user_id: int) -> list[RoleGrant]:
    return list(
        RoleGrant.objects.filter(user_id=user_id, user__is_active=True)
        .select_related("role", "org_unit")
        .prefetch_related("role__field_rules")
    )


def field_level(actor: Actor, field: str) -> FieldLevel:
    """The most that any of the actor's roles may do with a sensitive field; no rule means hide."""
    if actor.kind == "system":
        return FieldLevel.EDIT
    if actor.user_id is None:
        return FieldLevel.HIDE
    order = list(FieldLevel)
    levels = [
        FieldLevel(rule.level)
        for grant in grants(actor.user_id)
        for rule in grant.role.field_rules.all()
        if rule.field == field
    ]
    return max(levels, key=order.index, default=FieldLevel.HIDE)


def _merge(user_id: int, granted: list[RoleGrant]) -> Reach:
    everything, team, own, paths = False, False, False, []
    for grant in granted:
        scope = grant.role.scope
        everything |= scope == RowScope.ALL and grant.org_unit is None
        team |= scope == RowScope.TEAM
        own |= scope == RowScope.OWN
        if grant.org_unit and scope in {RowScope.ALL, RowScope.UNIT}:
            paths.append(grant.org_unit.path)
    return Reach(everything=everything, unit_paths=tuple(paths), team=team, own=own, user_id=user_id)

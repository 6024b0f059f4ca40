"""The one door. "May she?", "which rows?" and "how much of a field?" all come from the same role grants.

Rooms turn a `Reach` into a filter over their own rows in their `access.py`; nobody else reads grants.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from huiyin.accounts.models import FieldLevel, FieldRule, RoleGrant, RowScope
from huiyin.accounts.permissions import FIELDS, PERMISSIONS, check_permission
from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.core.errors import NotAllowed
from huiyin.core.masking import mask_email, mask_id_number, mask_phone

FRESH_SECONDS = 15 * 60
MASKED = "***"
NOWHERE = "/-/"
"""The path of no unit: a reach that opens pages and finds no rows."""

_MASKS: dict[str, Callable[[str], str]] = {
    "candidate.phone": mask_phone,
    "candidate.email": mask_email,
    "candidate.id_number": mask_id_number,
}


class NotFresh(NotAllowed):
    """Allowed, but only soon after signing in; pages lead to the sign-in and back."""


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

    def covers(self, path: str) -> bool:
        """Whether an org unit's path lies inside; `team` and `own` are for the rooms to judge."""
        return self.everything or any(path.startswith(prefix) for prefix in self.unit_paths)


def reach(actor: Actor, permission: str) -> Reach:
    check_permission(permission)
    if actor.kind == "system":
        return Reach(everything=True)
    if actor.user_id is None or (actor.kind not in {"user", "preview"} and permission not in actor.verbs):
        return Reach()
    if actor.viewer:
        return _both(reach(replace(actor, viewer=None), permission), reach(actor.viewer, permission))
    return _merge(actor.user_id, [g for g in _granted(actor) if permission in g.role.permissions])


def may(actor: Actor, permission: str) -> bool:
    return bool(reach(actor, permission))


def require(actor: Actor, permission: str) -> None:
    if not may(actor, permission):
        raise NotAllowed(
            "forbidden",
            _("You do not have this permission."),
            _("If you need it, ask an administrator."),
        )


def permissions_of(actor: Actor) -> frozenset[str]:
    """All that she holds for some rows: what her navigation shows."""
    return frozenset(p for p in PERMISSIONS if may(actor, p))


def require_fresh(actor: Actor) -> None:
    """For exports, pay, offers and settings: a session left open on a desk does not open them."""
    if actor.kind == "preview":
        raise NotAllowed(
            "preview", _("This page is not part of a preview."), _("End the preview, then open it yourself.")
        )
    if actor.kind in {"user", "staff_link"} and clock.now().timestamp() - actor.fresh_at > FRESH_SECONDS:
        raise NotFresh("sign_in_again", _("Please sign in again to continue."))


def grants(user_id: int) -> list[RoleGrant]:
    return list(
        RoleGrant.objects.filter(user_id=user_id, user__is_active=True)
        .select_related("role", "org_unit")
        .order_by("pk")
    )


def field_level(actor: Actor, field: str) -> FieldLevel:
    """The most that any of the actor's roles may do with a sensitive field; no rule means hide."""
    if field not in FIELDS:
        raise KeyError(f"{field} is not a ruled field; see accounts/permissions.py")
    if actor.kind == "system":
        return FieldLevel.EDIT
    if actor.user_id is None:
        return FieldLevel.HIDE
    order = list(FieldLevel)
    if actor.viewer:
        levels = [field_level(one, field) for one in (replace(actor, viewer=None), actor.viewer)]
        return min(levels, key=order.index)
    levels = [FieldLevel(rule.level) for rule in _rules(actor) if rule.field == field]
    return max(levels, key=order.index, default=FieldLevel.HIDE)


def shown(actor: Actor, field: str, value: str) -> str:
    """As much of a sensitive value as the actor may see: all, its mask, or nothing."""
    level = field_level(actor, field)
    if level == FieldLevel.HIDE or not value:
        return ""
    return _MASKS.get(field, _mask_all)(value) if level == FieldLevel.MASK else value


def _granted(actor: Actor) -> list[RoleGrant]:
    """Read once per actor, and an actor lives for one request: a role cut acts on the next one."""
    if actor.user_id is None:
        return []
    if "grants" not in actor.memo:
        actor.memo["grants"] = grants(actor.user_id)
    found: list[RoleGrant] = actor.memo["grants"]
    return found


def _rules(actor: Actor) -> list[FieldRule]:
    """What her roles say about fields, read for the first page part that asks."""
    if "rules" not in actor.memo:
        roles = [grant.role_id for grant in _granted(actor)]
        actor.memo["rules"] = list(FieldRule.objects.filter(role__in=roles))
    found: list[FieldRule] = actor.memo["rules"]
    return found


def _merge(user_id: int, granted: list[RoleGrant]) -> Reach:
    """A grant without an org unit holds everywhere."""
    everything, team, own, paths = False, False, False, []
    for grant in granted:
        scope = grant.role.scope
        team |= scope == RowScope.TEAM
        own |= scope == RowScope.OWN
        if scope in {RowScope.ALL, RowScope.UNIT}:
            everything |= grant.org_unit is None
            paths += [grant.org_unit.path] if grant.org_unit else []
    return Reach(everything=everything, unit_paths=tuple(paths), team=team, own=own, user_id=user_id)


def _both(theirs: Reach, own: Reach) -> Reach:
    """What lies in both reaches, for a preview: pages open as for the other one, but no row is won.

    Where the two cannot be laid over each other (a team's jobs and a branch), nothing is shown.
    """
    if not theirs or own.everything:
        return theirs
    if theirs.everything and own:
        return own
    paths = {
        max(one, other, key=len)
        for one in theirs.unit_paths
        for other in own.unit_paths
        if one.startswith(other) or other.startswith(one)
    }
    return Reach(unit_paths=tuple(sorted(paths)) or (NOWHERE,))


def _mask_all(_value: str) -> str:
    return MASKED

"""Seeing the staff's pages as a role or a person sees them. Read only, for half an hour at most.

A preview shows what both may see, the one who looks and the one looked through, so that nobody wins a row
or a field by it. Only who could see everything of a colleague herself looks at that colleague's own rows.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from huiyin.accounts import doors
from huiyin.accounts.models import FieldLevel, Role, RoleGrant, User
from huiyin.accounts.permissions import FIELDS
from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.wording import localised

SESSION_KEY = "preview"
LASTS = timedelta(minutes=30)
MAY_PREVIEW = ("users:edit", "settings:edit")


def may_preview(actor: Actor) -> bool:
    return actor.kind == "user" and any(doors.may(actor, one) for one in MAY_PREVIEW)


def start_preview(request: HttpRequest, through: Role | User, *, by: Actor) -> None:
    noun = "role" if isinstance(through, Role) else "user"
    until = (clock.now() + LASTS).timestamp()
    request.session[SESSION_KEY] = {"noun": noun, "id": through.pk, "until": until}
    audit.record("preview.started", through, by=by)


def end_preview(request: HttpRequest, *, by: Actor) -> None:
    kept = request.session.pop(SESSION_KEY, None)
    if kept:
        audit.record("preview.ended", f"{kept['noun']}:{kept['id']}", by=by.viewer or by)


def looking_through(request: HttpRequest, own: Actor) -> Actor:
    """The actor of this request: her own, or what her preview shows. Asked anew at each request."""
    kept = request.session.get(SESSION_KEY)
    if not kept:
        return own
    seen = _preview(kept, own) if may_preview(own) else None
    if seen is None:
        del request.session[SESSION_KEY]
        return own
    return seen


def _preview(kept: dict[str, Any], own: Actor) -> Actor | None:
    if clock.now().timestamp() > kept["until"]:
        return None
    if kept["noun"] == "role":
        role = Role.objects.filter(pk=kept["id"]).first()
        name = localised(role, "name", get_language() or "zh-hans")
        return _actor(own, [RoleGrant(role=role)], name) if role else None
    person = User.objects.filter(pk=kept["id"], is_active=True).first()
    if person is None:
        return None
    seen = _actor(own, doors.grants(person.pk), person.name)
    return replace(seen, user_id=person.pk) if _sees_all_of(own, seen) else seen


def _actor(own: Actor, granted: list[RoleGrant], name: str) -> Actor:
    return replace(own, kind="preview", viewer=own, seen_as=name, memo={"grants": granted})


def _sees_all_of(own: Actor, seen: Actor) -> bool:
    """Whether she reaches everything that the other one's roles are about, and every field as far."""
    order = list(FieldLevel)
    theirs = replace(seen, viewer=None)
    return all(
        doors.reach(own, permission).everything for permission in doors.permissions_of(theirs)
    ) and all(
        order.index(doors.field_level(own, field)) >= order.index(doors.field_level(theirs, field))
        for field in FIELDS
    )

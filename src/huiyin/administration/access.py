"""Who opens which settings. Looking needs the permission, changing a fresh sign-in besides.

Roles and accounts are the whole house's, so they need `users:edit` without a unit around it.
"""

from collections.abc import Callable
from typing import TypeVar

from django.db.models import Model
from django.utils.translation import gettext as _

from huiyin.accounts.doors import may, reach, require, require_fresh
from huiyin.accounts.models import ApiToken, Device, Role, RoleGrant, User
from huiyin.accounts.preview import may_preview
from huiyin.accounts.queries import all_roles
from huiyin.company.models import Brand, OrgUnit, Place, Room
from huiyin.core.actor import Actor
from huiyin.core.errors import NotAllowed, NotFound
from huiyin.jobs.models import Pipeline, Reason, Stage
from huiyin.people.models import Employee

Door = Callable[[Actor], None]
Row = TypeVar("Row", bound=Model)


def open_settings(actor: Actor) -> None:
    require(actor, "settings:edit")


def change_settings(actor: Actor) -> None:
    open_settings(actor)
    require_fresh(actor)


def may_open_people(actor: Actor) -> bool:
    return may(actor, "settings:edit") or may_open_users(actor)


def open_people(actor: Actor) -> None:
    """Colleagues as HR keeps them: with their addresses, which others do not see."""
    if not may_open_people(actor):
        _refuse()


def change_people(actor: Actor) -> None:
    open_people(actor)
    require_fresh(actor)


def may_open_users(actor: Actor) -> bool:
    return reach(actor, "users:edit").everything


def open_users(actor: Actor) -> None:
    """Accounts, roles, devices and tokens."""
    if not may_open_users(actor):
        _refuse()


def change_users(actor: Actor) -> None:
    open_users(actor)
    require_fresh(actor)


def open_any(actor: Actor) -> None:
    """The page that leads to all of them, for whoever may open one."""
    if not any(may(actor, one) for one in ("settings:edit", "users:edit", "audit:see")):
        _refuse()


def get_unit(actor: Actor, unit_id: int) -> OrgUnit:
    change_settings(actor)
    rows = OrgUnit.objects.select_related("parent", "brand")
    return _found(rows.filter(pk=unit_id).first(), _("There is no such unit."))


def get_place(actor: Actor, place_id: int) -> Place:
    change_settings(actor)
    rows = Place.objects.select_related("org_unit")
    return _found(rows.filter(pk=place_id).first(), _("There is no such place."))


def get_room(actor: Actor, room_id: int) -> Room:
    change_settings(actor)
    rows = Room.objects.select_related("place__org_unit")
    return _found(rows.filter(pk=room_id).first(), _("There is no such room."))


def get_brand(actor: Actor, brand_id: int) -> Brand:
    change_settings(actor)
    return see_brand(actor, brand_id)


def see_brand(actor: Actor, brand_id: int) -> Brand:
    open_settings(actor)
    return _found(Brand.objects.filter(pk=brand_id).first(), _("There is no such brand."))


def get_pipeline(actor: Actor, pipeline_id: int) -> Pipeline:
    open_settings(actor)
    return _found(Pipeline.objects.filter(pk=pipeline_id).first(), _("There is no such pipeline."))


def get_stage(actor: Actor, stage_id: int) -> Stage:
    change_settings(actor)
    rows = Stage.objects.select_related("pipeline")
    return _found(rows.filter(pk=stage_id).first(), _("There is no such stage."))


def get_reason(actor: Actor, reason_id: int) -> Reason:
    change_settings(actor)
    return _found(Reason.objects.filter(pk=reason_id).first(), _("There is no such reason."))


def get_role(actor: Actor, role_id: int) -> Role:
    open_users(actor)
    rows = all_roles().prefetch_related("field_rules")
    return _found(rows.filter(pk=role_id).first(), _("There is no such role."))


def role_to_preview(actor: Actor, role_id: int) -> Role:
    _require_preview(actor)
    return _found(all_roles().filter(pk=role_id).first(), _("There is no such role."))


def person_to_preview(actor: Actor, user_id: int) -> User:
    _require_preview(actor)
    return _found(User.objects.filter(pk=user_id, is_active=True).first(), _("There is no such account."))


def _require_preview(actor: Actor) -> None:
    if not may_preview(actor):
        _refuse()


def get_colleague(actor: Actor, employee_id: int) -> Employee:
    open_people(actor)
    rows = Employee.objects.select_related("org_unit", "manager", "contact", "user")
    return _found(rows.filter(pk=employee_id).first(), _("There is no such colleague."))


def get_account(actor: Actor, user_id: int) -> User:
    open_users(actor)
    return _found(User.objects.filter(pk=user_id).first(), _("There is no such account."))


def get_grant(actor: Actor, grant_id: int) -> RoleGrant:
    change_users(actor)
    rows = RoleGrant.objects.select_related("user", "role", "org_unit")
    return _found(rows.filter(pk=grant_id).first(), _("She does not hold this role."))


def get_device(actor: Actor, device_id: int) -> Device:
    change_users(actor)
    rows = Device.objects.select_related("user")
    return _found(rows.filter(pk=device_id).first(), _("There is no such device."))


def get_token(actor: Actor, token_id: int) -> ApiToken:
    change_users(actor)
    rows = ApiToken.objects.select_related("user")
    return _found(rows.filter(pk=token_id).first(), _("There is no such token."))


def _found(row: Row | None, problem: str) -> Row:
    if row is None:
        raise NotFound("not_found", problem)
    return row


def _refuse() -> None:
    raise NotAllowed(
        "forbidden",
        _("You do not have this permission."),
        _("If you need it, ask an administrator."),
    )

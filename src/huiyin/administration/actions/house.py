"""Changing units, places, rooms and brands as the settings' forms do: with the second editor told of
the first.
"""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.company import actions as company
from huiyin.company.actions import PlaceDetails
from huiyin.company.models import Brand, OrgUnit, OrgUnitKind, Place, Room
from huiyin.core.actor import Actor
from huiyin.core.editing import require_unchanged
from huiyin.core.errors import DomainError, FieldProblem
from huiyin.messaging.letterhead import ENOUGH_CONTRAST, contrast_with_white
from huiyin.people.models import Employee

PLACE_FIELDS = tuple(one.name for one in fields(PlaceDetails))


def unit_values(unit: OrgUnit) -> dict[str, Any]:
    return {
        "name": unit.name,
        "kind": unit.kind,
        "parent": unit.parent_id,
        "brand": unit.brand_id,
        "time_zone": unit.time_zone,
        "is_active": unit.is_active,
    }


@transaction.atomic
def add_unit(said: Mapping[str, Any], *, by: Actor) -> OrgUnit:
    row = company.add_unit(said["name"], by=by, parent=said["parent"], kind=OrgUnitKind(said["kind"]))
    if said["brand"] or said["time_zone"]:
        row = company.edit_unit(
            row, by=by, name=row.name, brand=said["brand"], time_zone=said["time_zone"], is_active=True
        )
    return row


@transaction.atomic
def add_place(said: Mapping[str, Any], *, by: Actor) -> Place:
    return company.add_place(
        said["org_unit"], PlaceDetails(**{name: said[name] for name in PLACE_FIELDS}), by=by
    )


@transaction.atomic
def save_unit(
    unit: OrgUnit, said: Mapping[str, Any], *, by: Actor, seen: str, labels: Mapping[str, str]
) -> OrgUnit:
    """Rename, dress, retire or hang a unit elsewhere, in one go."""
    row = OrgUnit.objects.select_for_update().get(pk=unit.pk)
    require_unchanged(seen, unit_values(row), labels)
    parent: OrgUnit | None = said["parent"]
    if row.is_active and not said["is_active"]:
        _nobody_left_in(row)
    if (parent.pk if parent else None) != row.parent_id:
        if parent is None and not row.parent_id:
            raise DomainError("no_parent", _("There is one unit at the top."))
        row = company.move_unit(row, under=parent, by=by)
    return company.edit_unit(
        row,
        by=by,
        name=said["name"],
        brand=said["brand"],
        time_zone=said["time_zone"],
        is_active=said["is_active"],
        kind=said["kind"],
    )


def _nobody_left_in(unit: OrgUnit) -> None:
    below = OrgUnit.objects.filter(path__startswith=unit.path, is_active=True).exclude(pk=unit.pk).count()
    people = Employee.objects.filter(org_unit__path__startswith=unit.path, is_active=True).count()
    if below or people:
        said = _("%(people)s colleagues and %(units)s units are still in it.") % {
            "people": people,
            "units": below,
        }
        raise DomainError(
            "unit_in_use", said, _("Move them to another unit first."), [FieldProblem("is_active", said)]
        )


def place_values(place: Place) -> dict[str, Any]:
    return {name: getattr(place, name) for name in PLACE_FIELDS} | {"is_active": place.is_active}


@transaction.atomic
def save_place(
    place: Place, said: Mapping[str, Any], *, by: Actor, seen: str, labels: Mapping[str, str]
) -> Place:
    row = Place.objects.select_for_update().get(pk=place.pk)
    require_unchanged(seen, place_values(row), labels)
    details = PlaceDetails(**{name: said[name] for name in PLACE_FIELDS})
    return company.edit_place(row, details, by=by, is_active=said["is_active"])


def room_values(room: Room) -> dict[str, Any]:
    return {"name": room.name, "seats": room.seats, "is_active": room.is_active}


@transaction.atomic
def save_room(
    room: Room, said: Mapping[str, Any], *, by: Actor, seen: str, labels: Mapping[str, str]
) -> Room:
    row = Room.objects.select_for_update().get(pk=room.pk)
    require_unchanged(seen, room_values(row), labels)
    return company.edit_room(row, by=by, **said)


def brand_values(brand: Brand) -> dict[str, Any]:
    return {name: getattr(brand, name) for name in ("name", "sender_name", "reply_to", "colour")}


@transaction.atomic
def save_brand(
    brand: Brand | None, said: Mapping[str, Any], *, by: Actor, seen: str = "", labels: Mapping[str, str]
) -> Brand:
    """A new brand or a changed one, with its logos; a colour on which white words cannot be read is
    refused.
    """
    values = {name: said[name] for name in ("name", "sender_name", "reply_to", "colour")}
    contrast = contrast_with_white(values["colour"])
    if contrast < ENOUGH_CONTRAST:
        problem = _("White words on this colour have a contrast of %(ratio).1f; people need 4.5.") % {
            "ratio": contrast
        }
        mend = _("Choose a darker one.")
        raise DomainError("bad_colour", problem, mend, [FieldProblem("colour", problem, mend)])
    if brand is None:
        row = company.add_brand(by=by, **values)
    else:
        row = Brand.objects.select_for_update().get(pk=brand.pk)
        require_unchanged(seen, brand_values(row), labels)
        row = company.edit_brand(row, by=by, **values)
    if said["svg"] or said["png"]:
        company.set_logo(row, by=by, svg=said["svg"], png=said["png"])
    return row

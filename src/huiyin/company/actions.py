"""Changing the company, its units, brands, places, rooms and working days.

This floor lies below accounts: whoever calls has asked `settings:edit` before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from zoneinfo import available_timezones

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from huiyin.company.calendar_files import DayLine
from huiyin.company.logos import clean_svg, png_problem
from huiyin.company.models import Brand, CalendarDay, CalendarYear, Company, OrgUnit, OrgUnitKind, Place, Room
from huiyin.company.office_hours import read_office_hours
from huiyin.company.queries import the_company
from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.editing import require_unchanged
from huiyin.core.errors import DomainError, FieldProblem

COMPANY_FIELDS = frozenset(field.name for field in Company._meta.fields) - {"id"}


@dataclass(frozen=True)
class PlaceDetails:
    """Where people come to. Give the coordinates of one system or of both."""

    name: str
    address: str
    entrance_note: str = ""
    nav_note: str = ""
    time_zone: str = "Asia/Shanghai"
    gcj_lon: float | None = None
    gcj_lat: float | None = None
    wgs_lon: float | None = None
    wgs_lat: float | None = None


@transaction.atomic
def edit_company(
    *, by: Actor, seen: str = "", labels: Mapping[str, str] | None = None, **changes: object
) -> Company:
    """Change house rules by their field names. `seen` is the mark of a form that was open meanwhile."""
    unknown = changes.keys() - COMPANY_FIELDS
    if unknown:
        raise KeyError(f"not a field of the company: {', '.join(sorted(unknown))}")
    if "time_zone" in changes:
        _require_zone(str(changes["time_zone"]))
    if "office_hours" in changes and read_office_hours(str(changes["office_hours"])) is None:
        raise _refusal("office_hours", _("These are not hours of a day."), _("Write them like 9:00–18:00."))
    company = Company.objects.select_for_update().order_by("pk").first() or the_company()
    require_unchanged(seen, {name: getattr(company, name) for name in changes}, labels or {})
    changed = sorted(name for name, value in changes.items() if getattr(company, name) != value)
    for name in changed:
        setattr(company, name, changes[name])
    company.save()
    if changed:
        audit.record("company.edited", company, by=by, changed=changed)
    return company


@transaction.atomic
def add_unit(
    name: str, *, by: Actor, parent: OrgUnit | None = None, kind: OrgUnitKind = OrgUnitKind.DEPARTMENT
) -> OrgUnit:
    unit = OrgUnit.objects.create(name=_named(name), parent=parent, kind=kind)
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    audit.record("org_unit.added", unit, by=by, parent=parent.pk if parent else None)
    return unit


@transaction.atomic
def edit_unit(
    unit: OrgUnit,
    *,
    by: Actor,
    name: str,
    brand: Brand | None,
    time_zone: str,
    is_active: bool,
    kind: str = "",
) -> OrgUnit:
    """Rename, dress, place in a zone (empty: the parent's), or retire a unit."""
    if time_zone:
        _require_zone(time_zone)
    unit.name, unit.brand, unit.time_zone, unit.is_active = _named(name), brand, time_zone, is_active
    unit.kind = kind or unit.kind
    unit.save(update_fields=["name", "kind", "brand", "time_zone", "is_active"])
    audit.record("org_unit.edited", unit, by=by)
    return unit


@transaction.atomic
def move_unit(unit: OrgUnit, *, under: OrgUnit | None, by: Actor) -> OrgUnit:
    """Hang a unit with everything below it under another parent; every path below follows in one update."""
    unit = OrgUnit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    if under and under.path.startswith(unit.path):
        raise DomainError(
            "unit_cycle",
            _("A unit cannot stand below itself."),
            _("Choose a unit outside this branch of the tree."),
        )
    old, new = unit.path, f"{under.path if under else '/'}{unit.pk}/"
    unit.parent, unit.path = under, new
    unit.save(update_fields=["parent"])
    OrgUnit.objects.filter(path__startswith=old).update(
        path=Concat(Value(new), Substr(F("path"), len(old) + 1))
    )
    audit.record("org_unit.moved", unit, by=by, under=under.pk if under else None)
    return unit


@transaction.atomic
def add_place(unit: OrgUnit, details: PlaceDetails, *, by: Actor) -> Place:
    place = Place.objects.create(org_unit=unit, **_judged_place(details))
    audit.record("place.added", place, by=by, org_unit=unit.pk)
    return place


@transaction.atomic
def edit_place(place: Place, details: PlaceDetails, *, by: Actor, is_active: bool = True) -> Place:
    """Correct a place. Invitations that went out keep what they said; their pages show the present."""
    for name, value in _judged_place(details).items():
        setattr(place, name, value)
    place.is_active = is_active
    place.save()
    audit.record("place.edited", place, by=by)
    return place


@transaction.atomic
def add_room(place: Place, name: str, *, by: Actor, seats: int = 4) -> Room:
    room = Room.objects.create(place=place, name=_named(name), seats=seats)
    audit.record("room.added", room, by=by, place=place.pk)
    return room


@transaction.atomic
def edit_room(room: Room, *, by: Actor, name: str, seats: int, is_active: bool) -> Room:
    room.name, room.seats, room.is_active = _named(name), seats, is_active
    room.save()
    audit.record("room.edited", room, by=by, seats=seats, is_active=is_active)
    return room


@transaction.atomic
def edit_brand(brand: Brand, *, by: Actor, name: str, sender_name: str, reply_to: str, colour: str) -> Brand:
    brand.name, brand.sender_name, brand.reply_to, brand.colour = _named(name), sender_name, reply_to, colour
    brand.save(update_fields=["name", "sender_name", "reply_to", "colour"])
    audit.record("brand.edited", brand, by=by)
    return brand


@transaction.atomic
def add_brand(name: str, *, by: Actor, sender_name: str = "", reply_to: str = "", colour: str = "") -> Brand:
    brand = Brand(name=_named(name), sender_name=sender_name, reply_to=reply_to)
    brand.colour = colour or brand.colour
    brand.save()
    audit.record("brand.added", brand, by=by)
    return brand


@transaction.atomic
def set_logo(brand: Brand, *, by: Actor, svg: str = "", png: bytes = b"") -> Brand:
    """Take a checked logo: SVG for pages, PNG for mail. What is not given stays."""
    if svg:
        cleaned = clean_svg(svg)
        if cleaned is None:
            raise _refusal(
                "logo_svg",
                _("This is not an SVG that can be shown."),
                _("Save it as plain SVG with a viewBox, without a document type, at most 64 kB."),
            )
        brand.logo_svg = cleaned
    if png:
        _require_png(png)
        brand.logo_png = png
    brand.save()
    audit.record("brand.logo_set", brand, by=by, svg=bool(svg), png=bool(png))
    return brand


@transaction.atomic
def set_calendar_day(on: date, *, is_working: bool, name: str, by: Actor) -> CalendarDay:
    """Say that a day is a holiday of ours, or a working day (调休), against the shipped calendar."""
    row, _is_new = CalendarDay.objects.update_or_create(
        on=on, defaults={"is_working": is_working, "name": name.strip()[:40]}
    )
    audit.record("calendar_day.set", row, by=by, on=on.isoformat(), is_working=is_working)
    return row


@transaction.atomic
def clear_calendar_day(on: date, *, by: Actor) -> None:
    """Follow the shipped calendar again on that day."""
    row = CalendarDay.objects.filter(on=on).first()
    if row:
        audit.record("calendar_day.cleared", row, by=by, on=on.isoformat())
        row.delete()


@transaction.atomic
def set_calendar_year(year: int, days: Sequence[DayLine], *, is_complete: bool, by: Actor) -> int:
    """Take over a year's holidays and exchanged days in place of what our own table said of that year.

    `is_complete` says that these are all of them: only then is the year known, and no page warns of it.
    """
    CalendarDay.objects.filter(on__year=year).delete()
    CalendarDay.objects.bulk_create(
        CalendarDay(on=one.on, is_working=one.is_working, name=one.name)
        for one in days
        if one.on.year == year
    )
    say_calendar_year(year, is_complete=is_complete, by=by)
    audit.record("calendar_year.set", f"calendar_year:{year}", by=by, days=len(days), complete=is_complete)
    return len(days)


@transaction.atomic
def say_calendar_year(year: int, *, is_complete: bool, by: Actor) -> None:
    """Somebody vouches that all the holidays of a year stand in our table, or takes it back."""
    if is_complete:
        _row, changed = CalendarYear.objects.get_or_create(year=year, defaults={"said_at": clock.now()})
    else:
        changed = bool(CalendarYear.objects.filter(year=year).delete()[0])
    if changed:
        audit.record("calendar_year.said", f"calendar_year:{year}", by=by, complete=is_complete)


def _judged_place(details: PlaceDetails) -> dict[str, object]:
    _require_zone(details.time_zone)
    for lon, lat in ((details.gcj_lon, details.gcj_lat), (details.wgs_lon, details.wgs_lat)):
        if (lon is None) != (lat is None) or (
            lon is not None and lat is not None and not (-180 <= lon <= 180 and -90 <= lat <= 90)
        ):
            raise _refusal(
                "coordinates",
                _("These coordinates are not a point on the map."),
                _("Give longitude and latitude, such as 121.47 and 31.23, or neither."),
            )
    values = asdict(details) | {"name": _named(details.name)}
    if not details.address.strip():
        raise _refusal("address", _("The address is missing."), _("Write it as a driver would need it."))
    return values


def _require_png(png: bytes) -> None:
    problem = png_problem(png)
    if problem is None:
        return
    said = {
        "size": _("This PNG is larger than 64 kB; it travels in every letter."),
        "format": _("This is not a PNG, or it is cut off."),
        "pixels": _("This PNG is larger than 1600 by 1600 points."),
    }[problem]
    raise _refusal("logo_png", said, _("Save a PNG of about 480 points' width and at most 64 kB."))


def _require_zone(zone: str) -> None:
    if zone not in available_timezones():
        raise _refusal("time_zone", _("There is no such time zone."), _("Write it like Asia/Shanghai."))


def _named(name: str) -> str:
    cleaned = " ".join(name.split())
    if not cleaned or len(cleaned) > 80:
        raise _refusal(
            "name", _("The name is missing or longer than 80 characters."), _("Write a short name.")
        )
    return cleaned


def _refusal(name: str, problem: str, mend: str) -> DomainError:
    return DomainError(f"bad_{name}", problem, mend, [FieldProblem(name, problem, mend)])

"""Named reads of the company, its units and places."""

from django.db.models import QuerySet

from huiyin.company.models import Brand, Company, OrgUnit, Place, Room


def the_company() -> Company:
    """The one company; before `seed` has run, an unsaved one with the house defaults."""
    return Company.objects.order_by("pk").first() or Company(name="")


def lock_company() -> None:
    """One at a time from here to the end of the transaction: for what must not happen twice at once and has
    no row of its own yet. SQLite has the whole database for that.
    """
    Company.objects.select_for_update().order_by("pk").first()


def subtree(unit: OrgUnit) -> QuerySet[OrgUnit]:
    """The unit and everything below it, in tree order."""
    return OrgUnit.objects.filter(path__startswith=unit.path).order_by("path")


def ancestors(unit: OrgUnit) -> list[OrgUnit]:
    """The unit itself first, then its parents up to the root; one query whatever the depth."""
    ids = [int(part) for part in unit.path.split("/") if part]
    found = OrgUnit.objects.select_related("brand").in_bulk(ids)
    return [found[pk] for pk in reversed(ids) if pk in found]


def brand_of(unit: OrgUnit) -> Brand | None:
    """The brand of the nearest unit that has one; None means the company's own name and colours."""
    return next((one.brand for one in ancestors(unit) if one.brand), None)


def zone_of(unit: OrgUnit) -> str:
    """The IANA zone of the nearest unit that has one, else the company's."""
    nearest = next((one.time_zone for one in ancestors(unit) if one.time_zone), "")
    return nearest or the_company().time_zone


def active_units() -> QuerySet[OrgUnit]:
    return OrgUnit.objects.filter(is_active=True).order_by("path")


def active_places() -> QuerySet[Place]:
    return Place.objects.filter(is_active=True).select_related("org_unit").order_by("org_unit__path", "name")


def find_unit(unit_id: int) -> OrgUnit | None:
    return OrgUnit.objects.filter(pk=unit_id, is_active=True).first()


def find_brand(brand_id: int) -> Brand | None:
    return Brand.objects.filter(pk=brand_id).first()


def find_place(place_id: int) -> Place | None:
    return Place.objects.select_related("org_unit").filter(pk=place_id, is_active=True).first()


def all_active_rooms() -> QuerySet[Room]:
    """Every room of every active place, to choose from."""
    rows = Room.objects.filter(is_active=True, place__is_active=True).select_related("place")
    return rows.order_by("place__org_unit__path", "place__name", "name")


def active_rooms(place: Place) -> QuerySet[Room]:
    return place.rooms.filter(is_active=True).order_by("name")

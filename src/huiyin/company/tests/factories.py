"""Units and places for tests."""

from itertools import count

from huiyin.company.models import Company, OrgUnit, Place, Room
from huiyin.company.seeds import seed

_numbers = count(1)


def make_company(**fields: object) -> Company:
    company = seed("南枝供应链")
    for name, value in fields.items():
        setattr(company, name, value)
    company.save()
    return company


def make_unit(name: str = "", *, parent: OrgUnit | None = None, **fields: object) -> OrgUnit:
    unit = OrgUnit.objects.create(name=name or f"部门{next(_numbers)}", parent=parent, **fields)
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    return unit


def make_place(unit: OrgUnit | None = None, **fields: object) -> Place:
    values = {"name": "南枝大厦", "address": "望湖路 18 号"} | fields
    return Place.objects.create(org_unit=unit or make_unit(), **values)


def make_room(place: Place | None = None, **fields: object) -> Room:
    return Room.objects.create(place=place or make_place(), **({"name": "5 号会议室"} | fields))

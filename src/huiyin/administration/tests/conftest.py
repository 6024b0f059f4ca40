"""A small house with one of everything that the settings change, and who may change it."""

from dataclasses import dataclass

import pytest
from django.test import Client

from huiyin.accounts.models import User
from huiyin.accounts.tests.factories import make_user, sign_in
from huiyin.company.models import Brand, OrgUnit, Place, Room
from huiyin.company.tests.factories import make_company, make_place, make_room, make_unit
from huiyin.jobs.models import Pipeline
from huiyin.jobs.seeds import seed as seed_jobs
from huiyin.people.models import Employee
from huiyin.people.tests.factories import make_employee


@dataclass
class Settings:
    unit: OrgUnit
    place: Place
    room: Room
    brand: Brand
    pipeline: Pipeline
    employee: Employee
    admin: User
    recruiter: User


@pytest.fixture
def house(db: None) -> Settings:
    make_company()
    seed_jobs()
    unit = make_unit("华东", kind="branch")
    place = make_place(unit)
    pipeline = Pipeline.objects.order_by("pk").first()
    assert pipeline
    admin = make_user("system_admin", name="孟星河", email="meng@example.com")
    recruiter = make_user("recruiter", name="江予安", email="jiang@example.com")
    return Settings(
        unit=unit,
        place=place,
        room=make_room(place),
        brand=Brand.objects.create(name="南枝"),
        pipeline=pipeline,
        employee=make_employee("顾行之", org_unit=unit, user=recruiter),
        admin=admin,
        recruiter=recruiter,
    )


@pytest.fixture
def admin(house: Settings) -> Client:
    return sign_in(Client(), house.admin)

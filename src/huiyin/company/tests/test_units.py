from datetime import date

import pytest

from huiyin.company.actions import (
    PlaceDetails,
    add_place,
    add_room,
    add_unit,
    clear_calendar_day,
    edit_company,
    edit_place,
    edit_unit,
    move_unit,
    set_calendar_day,
)
from huiyin.company.models import Brand, CalendarDay, Company, OrgUnit, Place
from huiyin.company.queries import brand_of, subtree, the_company, zone_of
from huiyin.company.seeds import seed
from huiyin.company.tests.factories import make_company, make_place, make_unit
from huiyin.company.working_days import is_working_day
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError
from huiyin.core.models import AuditEntry

pytestmark = pytest.mark.django_db

BY = Actor.system("test")


def test_seeding_twice_adds_nothing_and_keeps_edits():
    seed("南枝")
    Company.objects.update(name="改过的名字")
    seed("南枝")

    assert list(Company.objects.values_list("name", flat=True)) == ["改过的名字"]
    assert OrgUnit.objects.count() == 1


def test_a_moved_unit_takes_its_subtree_along():
    root, east, west = (add_unit(name, by=BY) for name in ("总部", "华东", "华西"))
    shop = add_unit("杭州店", by=BY, parent=east)
    counter = add_unit("收银", by=BY, parent=shop)

    move_unit(shop, under=west, by=BY)

    counter.refresh_from_db()
    assert counter.path == f"/{west.pk}/{shop.pk}/{counter.pk}/"
    assert list(subtree(west)) == [west, shop, counter]
    assert list(subtree(east)) == [east]
    assert root.path == f"/{root.pk}/"


def test_a_unit_cannot_be_hung_below_itself():
    east = add_unit("华东", by=BY)
    shop = add_unit("杭州店", by=BY, parent=east)

    with pytest.raises(DomainError) as refused:
        move_unit(east, under=shop, by=BY)

    assert refused.value.code == "unit_cycle"
    east.refresh_from_db()
    assert east.path == f"/{east.pk}/"


def test_brand_and_zone_come_from_the_nearest_unit_that_has_one(django_assert_num_queries):
    make_company(time_zone="Asia/Shanghai")
    brand = Brand.objects.create(name="南枝")
    top = make_unit(brand=brand)
    middle = make_unit(parent=top, time_zone="Asia/Urumqi")
    leaf = make_unit(parent=middle)

    assert (brand_of(leaf), zone_of(leaf)) == (brand, "Asia/Urumqi")
    assert (brand_of(make_unit()), zone_of(top)) == (None, "Asia/Shanghai")
    with django_assert_num_queries(1):
        brand_of(leaf)


def test_house_rules_change_by_name_and_wrong_ones_are_refused():
    make_company()
    edit_company(by=BY, office_hours="8:30-17:30", question_reply_hours=4)

    assert (the_company().office_hours, the_company().question_reply_hours) == ("8:30-17:30", 4)
    assert AuditEntry.objects.get(verb="company.edited").detail == {
        "changed": ["office_hours", "question_reply_hours"]
    }
    for wrong in ({"office_hours": "always"}, {"time_zone": "Mars/Base"}):
        with pytest.raises(DomainError):
            edit_company(by=BY, **wrong)
    assert the_company().office_hours == "8:30-17:30"


def test_a_place_needs_a_name_an_address_and_whole_coordinates():
    unit = make_unit()
    good = PlaceDetails("南枝大厦", "望湖路 18 号", gcj_lon=120.1, gcj_lat=30.2)
    place = add_place(unit, good, by=BY)
    add_room(place, "5 号会议室", by=BY)

    for wrong in (
        PlaceDetails("", "望湖路 18 号"),
        PlaceDetails("南枝大厦", " "),
        PlaceDetails("南枝大厦", "望湖路 18 号", gcj_lon=120.1),
        PlaceDetails("南枝大厦", "望湖路 18 号", wgs_lon=30.2, wgs_lat=120.1),
        PlaceDetails("南枝大厦", "望湖路 18 号", time_zone="Nowhere"),
    ):
        with pytest.raises(DomainError):
            add_place(unit, wrong, by=BY)
    assert list(Place.objects.all()) == [place]


def test_a_place_and_a_unit_can_be_corrected_and_retired():
    place = make_place()
    edit_place(place, PlaceDetails("新大厦", "湖东街 2 号"), by=BY, is_active=False)
    edit_unit(place.org_unit, name="华东", brand=None, time_zone="Asia/Urumqi", is_active=True, by=BY)

    place.refresh_from_db()
    assert (place.name, place.address, place.is_active) == ("新大厦", "湖东街 2 号", False)
    assert zone_of(place.org_unit) == "Asia/Urumqi"


def test_our_own_calendar_day_wins_until_it_is_cleared():
    saturday = date(2026, 11, 28)
    set_calendar_day(saturday, is_working=True, name="盘点", by=BY)
    set_calendar_day(saturday, is_working=True, name="盘点加班", by=BY)

    assert is_working_day(saturday)
    assert CalendarDay.objects.get().name == "盘点加班"
    clear_calendar_day(saturday, by=BY)
    assert not is_working_day(saturday)

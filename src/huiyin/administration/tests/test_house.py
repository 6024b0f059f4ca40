"""The company, its units, places and brands: the second editor, what is refused, and parts switched off."""

import pytest
from django.conf import settings
from django.test import Client

from huiyin.accounts.tests.factories import sign_in
from huiyin.administration.tests.conftest import Settings
from huiyin.company.models import Brand, Company, OrgUnit, Place
from huiyin.company.tests.factories import make_unit
from huiyin.core.models import AuditEntry
from huiyin.messaging.models import Template, TemplateVersion
from huiyin.messaging.shipped import install
from huiyin.people.tests.factories import make_employee

COMPANY = {"name": "南枝", "time_zone": "Asia/Shanghai", "office_hours": "9:00–18:00"}


def seen_on(client: Client, path: str) -> str:
    text = client.get(path).content.decode()
    return text.split('name="seen" value="')[1].split('"')[0]


def test_the_company_is_changed_and_noted(admin: Client, house: Settings) -> None:
    answer = admin.post("/settings/company/", {**COMPANY, "seen": seen_on(admin, "/settings/company/")})

    assert answer["location"] == "/settings/"
    assert Company.objects.get().name == "南枝"
    entry = AuditEntry.objects.get(verb="company.edited")
    assert (entry.actor, entry.detail) == (f"user:{house.admin.pk}", {"changed": ["name"]})


def test_the_second_editor_reads_what_changed_and_may_save_over_it(admin: Client, house: Settings) -> None:
    seen = seen_on(admin, "/settings/company/")
    Company.objects.update(switchboard="400-000-0137")

    answer = admin.post("/settings/company/", {**COMPANY, "seen": seen})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "有人同时改了这里：总机" in text
    assert 'value="南枝"' in text
    assert Company.objects.get().name == "南枝供应链"
    newer = text.split('name="seen" value="')[1].split('"')[0]
    assert admin.post("/settings/company/", {**COMPANY, "seen": newer}).status_code == 302


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        ("company", {**COMPANY, "time_zone": "Asia/Nowhere"}),
        ("company", {**COMPANY, "office_hours": "all day"}),
        ("company", {**COMPANY, "name": ""}),
        ("house-rules", {"quiet_start": "21:00", "quiet_end": "21:00"}),
        ("languages", {"language": "fr"}),
    ],
)
def test_what_makes_no_sense_is_refused(
    admin: Client, house: Settings, path: str, wrong: dict[str, str]
) -> None:
    before = Company.objects.values().get()

    assert admin.post(f"/settings/{path}/", wrong).status_code == 422

    assert Company.objects.values().get() == before
    assert not AuditEntry.objects.filter(verb="company.edited").exists()


@pytest.mark.parametrize("path", ["company/", "house-rules/", "units/add/", "brands/add/", "parts/"])
def test_a_recruiter_changes_nothing(house: Settings, path: str) -> None:
    client = sign_in(Client(), house.recruiter)
    before = AuditEntry.objects.count()

    assert client.post(f"/settings/{path}", {**COMPANY, "kind": "branch"}).status_code == 403

    assert AuditEntry.objects.count() == before


def test_a_unit_is_hung_elsewhere_with_all_below_it(admin: Client, house: Settings) -> None:
    west, shop = make_unit("华西"), make_unit("苏州店", parent=house.unit)

    data = {"name": "华东", "kind": "branch", "parent": west.pk, "is_active": "on"}
    assert admin.post(f"/settings/units/{house.unit.pk}/", data).status_code == 302

    shop.refresh_from_db()
    assert shop.path == f"/{west.pk}/{house.unit.pk}/{shop.pk}/"
    assert (
        not AuditEntry.objects.filter(verb="org_unit.moved")
        .exclude(about=f"orgunit:{house.unit.pk}")
        .exists()
    )


def test_a_unit_with_people_in_it_stays_in_use(admin: Client, house: Settings) -> None:
    make_employee(org_unit=house.unit)

    answer = admin.post(f"/settings/units/{house.unit.pk}/", {"name": "华东", "kind": "branch"})

    assert answer.status_code == 422
    assert "里面还有 2 位同事" in answer.content.decode()
    assert OrgUnit.objects.get(pk=house.unit.pk).is_active


def test_a_colour_on_which_nothing_can_be_read_is_refused(admin: Client, house: Settings) -> None:
    answer = admin.post("/settings/brands/add/", {"name": "浅", "colour": "#FFEE00"})

    assert answer.status_code == 422
    assert "对比度是 1.2" in answer.content.decode()
    assert Brand.objects.count() == 1


def test_half_a_point_on_the_map_is_refused(admin: Client, house: Settings) -> None:
    data = {"name": "二号楼", "address": "望湖路", "time_zone": "Asia/Shanghai", "gcj_lon": "121.4"}

    assert admin.post("/settings/places/add/", {**data, "org_unit": house.unit.pk}).status_code == 422
    assert Place.objects.count() == 1


def test_a_part_that_is_off_is_gone_for_everybody(admin: Client, house: Settings) -> None:
    recruiter = sign_in(Client(), house.recruiter)
    assert recruiter.get("/imports/").status_code == 200

    admin.post("/settings/parts/", {"applying": "on", "search": "on"})

    assert Company.objects.get().switched_off == ["imports"]
    assert recruiter.get("/imports/").status_code == 404
    assert recruiter.get("/jobs/").status_code == 200
    assert 'href="/imports/"' not in admin.get("/settings/").content.decode()


def test_the_public_page_says_kindly_that_it_is_off(admin: Client, house: Settings) -> None:
    Company.objects.update(switched_off=["applying"])

    answer = Client().get("/join/")

    assert answer.status_code == 404
    assert "目前不接受投递" in answer.content.decode()


def test_the_languages_say_in_whole_sentences_how_far_each_goes(admin: Client, house: Settings) -> None:
    install()
    newest = TemplateVersion.objects.order_by("-pk")[0]
    TemplateVersion.objects.create(
        template=newest.template,
        number=newest.number + 1,
        texts={"zh-hans": newest.texts["zh-hans"]},
        made_at=newest.made_at,
    )
    admin.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    text = admin.get("/settings/languages/").content.decode()

    count = Template.objects.count()
    assert text.count("Every page is translated") == len(settings.LANGUAGES)
    assert f"All {count} letter texts are written" in text
    assert f"{count - 1} of {count} letter texts are written" in text

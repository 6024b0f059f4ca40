"""Every page of the settings, in both languages: it opens for whoever may, and for nobody else."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from huiyin.accounts.models import Role
from huiyin.accounts.tests.factories import make_user, sign_in
from huiyin.administration.tests.conftest import Settings
from huiyin.jobs.models import Reason, Stage
from huiyin.people.tests.factories import make_employee

PAGES = {
    "home": lambda _house: [],
    "company": lambda _house: [],
    "house_rules": lambda _house: [],
    "languages": lambda _house: [],
    "channels": lambda _house: [],
    "parts": lambda _house: [],
    "units": lambda _house: [],
    "add_unit": lambda _house: [],
    "edit_unit": lambda house: [house.unit.pk],
    "places": lambda _house: [],
    "add_place": lambda _house: [],
    "edit_place": lambda house: [house.place.pk],
    "add_room": lambda house: [house.place.pk],
    "edit_room": lambda house: [house.room.pk],
    "brands": lambda _house: [],
    "add_brand": lambda _house: [],
    "edit_brand": lambda house: [house.brand.pk],
    "calendar_year": lambda _house: [2026],
    "import_year": lambda _house: [2027],
    "edit_day": lambda _house: [date(2026, 10, 1)],
    "pipelines": lambda _house: [],
    "add_pipeline": lambda _house: [],
    "pipeline": lambda house: [house.pipeline.pk],
    "rename_pipeline": lambda house: [house.pipeline.pk],
    "add_stage": lambda house: [house.pipeline.pk],
    "edit_stage": lambda house: [Stage.objects.filter(pipeline=house.pipeline, kind="interview_1").get().pk],
    "remove_stage": lambda house: [Stage.objects.filter(pipeline=house.pipeline).first().pk],
    "reasons": lambda _house: [],
    "add_reason": lambda _house: [],
    "edit_reason": lambda _house: [Reason.objects.first().pk],
    "roles": lambda _house: [],
    "add_role": lambda _house: [],
    "edit_role": lambda _house: [Role.objects.get(key="recruiter").pk],
    "people": lambda _house: [],
    "add_colleague": lambda _house: [],
    "paste_colleagues": lambda _house: [],
    "edit_colleague": lambda house: [house.employee.pk],
    "leave": lambda house: [house.employee.pk],
    "open_account": lambda _house: [make_employee("新来的").pk],
    "users": lambda _house: [],
    "user": lambda house: [house.recruiter.pk],
    "add_token": lambda house: [house.recruiter.pk],
}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_it_opens_for_the_administrator(admin: Client, house: Settings, name: str, language: str) -> None:
    admin.cookies["huiyin_language"] = language

    answer = admin.get(reverse(f"settings:{name}", args=PAGES[name](house)))

    assert answer.status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_a_recruiter_is_refused(house: Settings, name: str) -> None:
    client = sign_in(Client(), house.recruiter)

    assert client.get(reverse(f"settings:{name}", args=PAGES[name](house))).status_code == 403


OPEN_LONG = {"home", "channels", "units", "places", "brands", "calendar_year", "pipelines", "pipeline"}
OPEN_LONG |= {"reasons"}
OPEN_LONG |= {"roles", "people", "users", "user"}


@pytest.mark.parametrize("name", sorted(PAGES.keys() - OPEN_LONG))
def test_a_form_asks_for_a_fresh_sign_in(house: Settings, name: str) -> None:
    client = Client()
    client.force_login(house.admin)  # a session that says nothing of when it began

    answer = client.get(reverse(f"settings:{name}", args=PAGES[name](house)))

    assert answer.status_code == 302
    assert answer["location"].startswith("/sign-in/?next=%2Fsettings%2F")


@pytest.mark.parametrize("name", sorted(OPEN_LONG))
def test_a_page_asks_few_queries(
    admin: Client, house: Settings, name: str, django_assert_max_num_queries: object
) -> None:
    for _number in range(30):
        make_employee(user=make_user("recruiter", "interviewer"))
    address = reverse(f"settings:{name}", args=PAGES[name](house))

    with django_assert_max_num_queries(12):  # type: ignore[operator]
        admin.get(address)


def test_the_audit_log_asks_few_queries(house: Settings, django_assert_max_num_queries: object) -> None:
    client = sign_in(Client(), make_user("auditor"))

    with django_assert_max_num_queries(12):  # type: ignore[operator]
        assert client.get("/settings/audit/").status_code == 200


def test_the_first_page_leads_only_where_she_may_go(house: Settings) -> None:
    auditor = sign_in(Client(), make_user("auditor"))

    text = auditor.get("/settings/").content.decode()

    assert 'href="/settings/audit/"' in text
    assert 'href="/settings/company/"' not in text
    assert 'href="/settings/roles/"' not in text

"""Looking through somebody's eyes: her pages, read only, and never more than one may see oneself."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from huiyin.accounts.actions import cut_role
from huiyin.accounts.doors import field_level, may, reach
from huiyin.accounts.models import Role
from huiyin.accounts.preview import looking_through
from huiyin.accounts.tests.factories import make_user, sign_in
from huiyin.administration.tests.conftest import Settings
from huiyin.candidates.tests.factories import make_application
from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.core.models import AuditEntry

BY = Actor.system("test")


def look(client: Client, through: str) -> None:
    assert client.post("/settings/preview/start/", {"through": through})["location"] == "/"


def role(key: str) -> str:
    return f"role:{Role.objects.get(key=key).pk}"


def test_the_pages_are_those_of_the_role_and_say_so(admin: Client) -> None:
    look(admin, role("recruiter"))

    text = admin.get("/jobs/").content.decode()

    assert "正以 招聘专员 的眼睛看" in text
    assert 'href="/candidates/"' in text
    assert 'href="/settings/"' not in text
    entry = AuditEntry.objects.get(verb="preview.started")
    assert entry.about == role("recruiter")


def test_nobody_reads_more_by_it(admin: Client) -> None:
    """The administrator sees no candidate; nor does she through a recruiter's eyes."""
    application = make_application()
    look(admin, role("recruiter"))

    page = admin.get("/candidates/")

    assert page.status_code == 200
    assert application.candidate.name not in page.content.decode()
    assert admin.get(f"/candidates/{application.candidate.number}/").status_code == 404


def test_who_sees_everything_of_her_looks_at_her_own_rows(house: Settings) -> None:
    manager = make_user("hr_manager", name="韩青")
    client = sign_in(Client(), manager)
    application = make_application()
    look(client, f"user:{house.recruiter.pk}")

    text = client.get("/candidates/").content.decode()

    assert "正以 江予安 的眼睛看" in text
    assert application.candidate.name in text


@pytest.mark.parametrize("path", ["/settings/company/", "/jobs/create/", "/settings/roles/add/"])
def test_nothing_is_carried_out_in_it(admin: Client, path: str) -> None:
    look(admin, role("hr_manager"))
    before = AuditEntry.objects.count()

    answer = admin.post(path, {"name": "改了", "name_zh": "改了"})

    assert answer.status_code == 403
    assert "这是预览" in answer.content.decode()
    assert AuditEntry.objects.count() == before


def test_it_ends_by_its_button_and_by_the_clock(admin: Client) -> None:
    look(admin, role("interviewer"))
    admin.post("/settings/preview/end/")
    assert admin.get("/settings/").status_code == 200
    assert AuditEntry.objects.filter(verb="preview.ended").count() == 1

    look(admin, role("interviewer"))
    assert admin.get("/settings/").status_code == 403
    with time_machine.travel(clock.now() + timedelta(minutes=31)):
        assert admin.get("/settings/").status_code == 200


def test_it_ends_with_the_right_to_look(house: Settings, admin: Client) -> None:
    make_user("security_admin")
    look(admin, role("recruiter"))

    cut_role(house.admin, Role.objects.get(key="system_admin"), by=BY)

    assert admin.get("/jobs/").status_code == 403


def test_a_recruiter_starts_none(house: Settings) -> None:
    client = sign_in(Client(), house.recruiter)

    assert client.post("/settings/preview/start/", {"through": role("hr_manager")}).status_code == 403
    assert not AuditEntry.objects.filter(verb="preview.started").exists()
    assert client.get("/settings/").status_code == 403


@pytest.mark.parametrize(
    ("mine", "theirs", "everything", "truthy"),
    [
        ("hr_manager", "recruiter", True, True),
        ("system_admin", "recruiter", False, True),
        ("recruiter", "system_admin", False, False),
    ],
)
def test_a_reach_is_what_lies_in_both(
    house: Settings, mine: str, theirs: str, everything: bool, truthy: bool, rf: object
) -> None:
    from huiyin.accounts.tests.factories import actor_of  # noqa: PLC0415 -- beside its only use

    class Request:
        session = {"preview": {"noun": "role", "id": Role.objects.get(key=theirs).pk, "until": 9e12}}

    own = actor_of(make_user(*{mine, "system_admin" if mine == "recruiter" else mine}))

    seen = looking_through(Request(), own)  # type: ignore[arg-type]

    within = reach(seen, "candidates:see")
    assert (within.everything, bool(within)) == (everything, truthy)
    if mine == "system_admin":
        assert field_level(seen, "candidate.phone") == "hide"
    assert may(seen, "users:edit") == (theirs == "system_admin" and mine == "recruiter")


@pytest.mark.parametrize("number", ["9" * 19, "9" * 5000, "²", "-1", ""])
@pytest.mark.parametrize("noun", ["user", "role"])
def test_a_number_that_nobody_has_is_nobody(admin: Client, noun: str, number: str) -> None:
    answer = admin.post("/settings/preview/start/", {"through": f"{noun}:{number}"})

    assert answer.status_code == 404
    assert "preview" not in admin.session

"""Adding and changing roles: who gains and loses what, at once, and never the last administrator."""

import pytest
from django.test import Client

from huiyin.accounts.actions import add_token, cut_role, disable_user
from huiyin.accounts.doors import may
from huiyin.accounts.models import Role, RoleGrant
from huiyin.accounts.role_editing import RoleEdit, edit_role, role_as_is
from huiyin.accounts.tests.factories import actor_of, make_user, sign_in
from huiyin.accounts.tokens import token_actor
from huiyin.administration.tests.conftest import Settings
from huiyin.core.actor import Actor
from huiyin.core.errors import Clash, DomainError, NotAllowed
from huiyin.core.models import AuditEntry

BY = Actor.system("test")


def role(key: str) -> Role:
    return Role.objects.get(key=key)


def form_of(row: Role, **changes: object) -> dict[str, object]:
    edit = role_as_is(row)
    data = {**edit.levels, "name_zh": edit.name_zh, "name_en": edit.name_en, "scope": edit.scope}
    return {**data, "permissions": sorted(edit.permissions), **changes}


def test_a_role_is_added_from_another_one(admin: Client, house: Settings) -> None:
    like = role("interviewer")

    answer = admin.post("/settings/roles/add/", {"name_zh": "带教老师", "name_en": "Mentor", "like": like.pk})

    made = role("mentor")
    assert answer["location"] == f"/settings/roles/{made.pk}/"
    assert (made.scope, made.permissions) == (like.scope, sorted(like.permissions))
    assert role_as_is(made).levels == role_as_is(like).levels
    assert not RoleGrant.objects.filter(role=made).exists()


def test_a_change_is_shown_person_by_person_before_it_is_saved(admin: Client, house: Settings) -> None:
    row = role("recruiter")
    data = form_of(row, **{"candidate.phone": "mask", "permissions": ["jobs:see", "audit:see"]})

    text = admin.post(f"/settings/roles/{row.pk}/", data).content.decode()

    assert "还没有保存" in text
    assert "江予安" in text
    assert "查看审计日志" in text
    assert "改 → 遮" in text
    assert role_as_is(role("recruiter")).levels["candidate.phone"] == "edit"
    assert not AuditEntry.objects.filter(verb="role.edited").exists()
    mark = text.split('name="confirmed" value="')[1].split('"')[0]
    assert admin.post(f"/settings/roles/{row.pk}/", {**data, "confirmed": mark}).status_code == 302
    assert role_as_is(role("recruiter")).levels["candidate.phone"] == "mask"
    assert AuditEntry.objects.get(verb="role.edited").detail["gained"] == ["audit:see"]


def test_what_is_typed_after_the_look_is_looked_at_again(admin: Client, house: Settings) -> None:
    row = role("recruiter")
    data = form_of(row, permissions=["jobs:see"])
    text = admin.post(f"/settings/roles/{row.pk}/", data).content.decode()
    mark = text.split('name="confirmed" value="')[1].split('"')[0]

    answer = admin.post(
        f"/settings/roles/{row.pk}/", {**data, "permissions": ["users:edit"], "confirmed": mark}
    )

    assert answer.status_code == 200
    assert "users:edit" not in role("recruiter").permissions


def test_nobody_raises_a_role_that_she_holds_herself(house: Settings) -> None:
    row = role("system_admin")
    was = role_as_is(row)
    more = RoleEdit(was.name_zh, was.name_en, was.scope, was.permissions | {"candidates:see"}, was.levels)

    with pytest.raises(NotAllowed) as refused:
        edit_role(row, more, by=actor_of(house.admin))

    assert refused.value.code == "own_role"
    assert "candidates:see" not in role("system_admin").permissions


def test_the_second_editor_is_told_what_the_first_one_changed(house: Settings) -> None:
    from huiyin.core.editing import fingerprint  # noqa: PLC0415 -- as the form makes it

    row = role("interviewer")
    was = role_as_is(row)
    seen = fingerprint(was.seen_values())
    edit_role(row, RoleEdit(was.name_zh, was.name_en, "team", was.permissions, was.levels), by=BY)

    with pytest.raises(Clash) as refused:
        edit_role(row, was, by=BY, seen=seen)

    assert [one.field for one in refused.value.fields] == ["scope"]
    assert role("interviewer").scope == "team"


@pytest.mark.parametrize("way", ["cut", "disable", "edit"])
def test_the_last_administrator_stays(house: Settings, way: str) -> None:
    row = role("system_admin")
    was = role_as_is(row)
    less = RoleEdit(was.name_zh, was.name_en, was.scope, was.permissions - {"users:edit"}, was.levels)
    acts = {
        "cut": lambda: cut_role(house.admin, row, by=BY),
        "disable": lambda: disable_user(house.admin, by=BY),
        "edit": lambda: edit_role(row, less, by=BY),
    }

    with pytest.raises(DomainError) as refused:
        acts[way]()

    assert refused.value.code == "last_administrator"
    house.admin.refresh_from_db()
    assert house.admin.is_active
    assert may(actor_of(house.admin), "users:edit")


def test_with_another_administrator_one_may_go(house: Settings) -> None:
    make_user("security_admin")

    disable_user(house.admin, by=BY)

    house.admin.refresh_from_db()
    assert not house.admin.is_active


def test_a_cut_role_is_gone_at_the_next_press_in_sessions_and_tokens(house: Settings) -> None:
    client = sign_in(Client(), house.recruiter)
    _row, secret = add_token(house.recruiter, name="", scopes=["jobs:see"], by=BY)
    assert client.get("/jobs/").status_code == 200

    cut_role(house.recruiter, role("recruiter"), by=BY)

    assert client.get("/jobs/").status_code == 403
    actor = token_actor(secret)
    assert actor is not None
    assert not may(actor, "jobs:see")


def test_a_recruiter_changes_no_role(house: Settings) -> None:
    row = role("recruiter")
    client = sign_in(Client(), house.recruiter)

    answer = client.post(f"/settings/roles/{row.pk}/", form_of(row, permissions=["users:edit"]))

    assert answer.status_code == 403
    assert "users:edit" not in role("recruiter").permissions
    assert not AuditEntry.objects.filter(verb="role.edited").exists()


def test_nobody_makes_a_token_that_decides_in_anothers_name(admin: Client, house: Settings) -> None:
    """Else whoever looks after accounts could ask for something in one name and approve it in another."""
    chief = make_user("hr_manager", email="han@example.com")
    sent = {"name": "x", "scopes": ["jobs:see", "approvals:decide"]}

    refused = admin.post(f"/settings/users/{chief.pk}/tokens/add/", sent)
    with pytest.raises(NotAllowed):
        add_token(chief, name="x", scopes=["approvals:decide"], by=actor_of(house.admin))
    assert refused.status_code == 422
    assert not chief.api_tokens.exists()
    made = admin.post(f"/settings/users/{chief.pk}/tokens/add/", sent | {"scopes": ["jobs:see"]})
    assert (made.status_code, chief.api_tokens.count()) == (200, 1)

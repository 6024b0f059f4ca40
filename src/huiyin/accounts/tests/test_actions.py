import pytest

from huiyin.accounts import actions
from huiyin.accounts.capabilities import hash_token
from huiyin.accounts.models import ApiToken, Role, RoleGrant, User
from huiyin.accounts.seeds import seed
from huiyin.accounts.tests.factories import PASSWORD, actor_of, make_unit, make_user
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError, NotAllowed
from huiyin.core.models import AuditEntry

pytestmark = pytest.mark.django_db

BY = Actor.system("test")


@pytest.fixture(autouse=True)
def _seeded():
    seed()


def role(key: str) -> Role:
    return Role.objects.get(key=key)


def trail() -> list[tuple[str, str]]:
    return list(AuditEntry.objects.order_by("pk").values_list("verb", "about"))


def test_add_user_with_a_role_in_a_unit():
    east = make_unit()

    user = actions.add_user(
        " Alice@Example.com",
        name="江予安",
        password=PASSWORD,
        roles=[role("recruiter")],
        org_unit=east,
        by=BY,
    )

    grant = RoleGrant.objects.get()
    assert (user.email, user.name, user.check_password(PASSWORD)) == ("alice@example.com", "江予安", True)
    assert (grant.user, grant.role.key, grant.org_unit) == (user, "recruiter", east)
    assert trail() == [("user.added", f"user:{user.pk}"), ("role.granted", f"user:{user.pk}")]


def test_a_user_without_a_name_is_called_by_her_address():
    assert actions.add_user("lin@example.com", name="", password=PASSWORD, roles=[], by=BY).name == "lin"


@pytest.mark.parametrize(
    ("email", "password", "field"),
    [
        ("no address", PASSWORD, "email"),
        ("alice@example.com", "", "new_password"),
        ("alice@example.com", "elevenchars", "new_password"),
        ("alice@example.com", "qwertyuiop123", "new_password"),
        ("alice.long.name@example.com", "alice.long.name", "new_password"),
    ],
)
def test_a_bad_user_is_refused_and_nothing_is_written(email, password, field):
    with pytest.raises(DomainError) as refused:
        actions.add_user(email, name="", password=password, roles=[role("recruiter")], by=BY)

    assert [problem.field for problem in refused.value.fields] == [field]
    assert (User.objects.count(), RoleGrant.objects.count(), trail()) == (0, 0, [])


def test_an_address_has_one_user_only():
    make_user(email="alice@example.com")

    with pytest.raises(DomainError) as refused:
        actions.add_user("ALICE@example.com", name="", password=PASSWORD, roles=[], by=BY)

    assert refused.value.code == "user_exists"
    assert (User.objects.count(), trail()) == (1, [])


def test_granting_twice_and_cutting_what_is_not_there_change_nothing():
    user = make_user()
    actions.grant_role(user, role("recruiter"), by=BY)
    actions.grant_role(user, role("recruiter"), by=BY)
    actions.cut_role(user, role("executive"), by=BY)

    assert RoleGrant.objects.count() == 1
    assert [verb for verb, _ in trail()] == ["role.granted"]


def test_cutting_a_role_in_one_unit_leaves_the_other():
    east, west = make_unit("华东"), make_unit("华西")
    user = make_user("recruiter", org_unit=east)
    actions.grant_role(user, role("recruiter"), org_unit=west, by=BY)

    actions.cut_role(user, role("recruiter"), org_unit=east, by=BY)

    assert [grant.org_unit for grant in RoleGrant.objects.all()] == [west]


@pytest.mark.parametrize("act", ["grant", "cut", "disable", "enable"])
def test_nobody_changes_her_own_rights(act):
    sam = make_user("system_admin")
    by = actor_of(sam)
    acts = {
        "grant": lambda: actions.grant_role(sam, role("recruiter"), by=by),
        "cut": lambda: actions.cut_role(sam, role("system_admin"), by=by),
        "disable": lambda: actions.disable_user(sam, by=by),
        "enable": lambda: actions.enable_user(sam, by=by),
    }

    with pytest.raises(NotAllowed):
        acts[act]()

    assert [grant.role.key for grant in RoleGrant.objects.all()] == ["system_admin"]
    assert trail() == []


def test_a_token_is_shown_once_and_kept_as_a_hash():
    user = make_user("recruiter")

    row, token = actions.add_token(user, name="sync", scopes=["jobs:see", "candidates:see"], by=BY)

    row.refresh_from_db()
    assert token.startswith("hy_")
    assert row.token_hash == hash_token(token)
    assert row.scopes == ["candidates:see", "jobs:see"]
    assert token not in str(list(ApiToken.objects.values())) + str(list(AuditEntry.objects.values()))


def test_a_token_with_an_unknown_scope_or_for_a_disabled_user_is_not_made():
    user = make_user(is_active=False)

    with pytest.raises(DomainError) as unknown:
        actions.add_token(user, name="", scopes=["jobs:see", "jobs:eat"], by=BY)
    with pytest.raises(DomainError) as disabled:
        actions.add_token(user, name="", scopes=["jobs:see"], by=BY)

    assert (unknown.value.code, disabled.value.code) == ("invalid", "user_disabled")
    assert (ApiToken.objects.count(), trail()) == (0, [])


def test_revoking_a_token_is_final_and_said_once():
    row, _token = actions.add_token(make_user(), name="", scopes=["jobs:see"], by=BY)

    actions.revoke_token(row, by=BY)
    first = ApiToken.objects.get().revoked_at
    actions.revoke_token(row, by=BY)

    assert ApiToken.objects.get().revoked_at == first
    assert [verb for verb, _ in trail()] == ["token.added", "token.revoked"]


def test_disabling_a_user_revokes_her_tokens():
    user = make_user()
    actions.add_token(user, name="", scopes=["jobs:see"], by=BY)

    actions.disable_user(user, by=BY)

    assert ApiToken.objects.get().revoked_at is not None


def test_the_trail_of_accounts_holds_no_address_and_no_name():
    user = actions.add_user("lin@example.com", name="林若溪", password=PASSWORD, roles=[], by=BY)
    actions.change_password(user, "another long night 84", by=BY)
    actions.disable_user(user, by=BY)

    said = str(list(AuditEntry.objects.values("detail", "about", "actor", "actor_label")))

    assert "lin" not in said
    assert "林" not in said

import pytest

from huiyin.accounts.doors import (
    NotFresh,
    Reach,
    field_level,
    may,
    reach,
    require,
    require_fresh,
    shown,
)
from huiyin.accounts.models import FieldRule, RoleGrant
from huiyin.accounts.permissions import PERMISSIONS
from huiyin.accounts.tests.factories import actor_of, grant, make_unit, make_user
from huiyin.core.actor import ANONYMOUS, Actor
from huiyin.core.errors import NotAllowed

pytestmark = pytest.mark.django_db


def test_an_unknown_permission_raises_for_everybody():
    with pytest.raises(KeyError):
        may(Actor.system("clock"), "interviews:seee")
    with pytest.raises(KeyError):
        may(ANONYMOUS, "interviews:seee")


def test_nobody_and_a_candidate_reach_nothing():
    candidate = Actor(kind="capability", key="capability:1", verbs=frozenset({"interviews:see"}))

    for permission in PERMISSIONS:
        assert reach(ANONYMOUS, permission) == Reach()
        assert reach(candidate, permission) == Reach()


def test_a_user_without_grants_reaches_nothing():
    actor = actor_of(make_user())

    assert [permission for permission in PERMISSIONS if may(actor, permission)] == []


def test_a_unit_role_reaches_its_unit_and_below_only():
    east = make_unit("华东")
    shop = make_unit("门店", parent=east)
    west = make_unit("华西")
    user = make_user("recruiter", org_unit=east)

    found = reach(actor_of(user), "candidates:see")

    assert found == Reach(unit_paths=(east.path,), user_id=user.pk)
    assert found.covers(east.path)
    assert found.covers(shop.path)
    assert not found.covers(west.path)


def test_a_unit_whose_number_begins_alike_is_not_below():
    assert not Reach(unit_paths=("/1/",)).covers("/12/")


def test_a_role_granted_without_a_unit_holds_everywhere():
    user = make_user("recruiter")

    assert reach(actor_of(user), "jobs:see") == Reach(everything=True, user_id=user.pk)


def test_an_executive_of_a_branch_stays_in_the_branch():
    east = make_unit("华东")
    user = make_user("executive", org_unit=east)

    assert reach(actor_of(user), "jobs:see") == Reach(unit_paths=(east.path,), user_id=user.pk)


def test_two_grants_add_up_and_each_permission_keeps_its_own_rows():
    east = make_unit("华东")
    user = make_user("interviewer")
    grant(user, "recruiter", east)
    actor = actor_of(user)

    assert reach(actor, "interviews:see") == Reach(unit_paths=(east.path,), own=True, user_id=user.pk)
    assert reach(actor, "interviews:cancel") == Reach(unit_paths=(east.path,), user_id=user.pk)


def test_a_hiring_manager_reaches_by_team_even_when_granted_in_a_unit():
    user = make_user("hiring_manager", org_unit=make_unit())

    assert reach(actor_of(user), "jobs:see") == Reach(team=True, user_id=user.pk)


def test_a_token_does_no_more_than_its_scopes_and_its_user():
    user = make_user("interviewer")
    verbs = frozenset({"interviews:see", "jobs:edit"})
    token = Actor(kind="token", key="token:1", user_id=user.pk, verbs=verbs)

    assert [p for p in PERMISSIONS if may(token, p)] == ["interviews:see"]


def test_the_administrators_see_no_candidate():
    for role in ("system_admin", "security_admin", "auditor"):
        actor = actor_of(make_user(role))
        assert not any(may(actor, p) for p in PERMISSIONS if p.split(":")[0] in {"candidates", "interviews"})
        assert not any(may(actor, p) for p in PERMISSIONS if p.split(":")[0] in {"letters", "threads"})
        assert shown(actor, "candidate.phone", "+8613800138000") == ""


def test_a_disabled_user_reaches_nothing():
    user = make_user("recruiter")
    user.is_active = False
    user.save()

    assert reach(actor_of(user), "jobs:see") == Reach(user_id=user.pk)
    assert not may(actor_of(user), "jobs:see")


def test_a_cut_role_is_gone_for_the_next_actor():
    user = make_user("recruiter")
    assert may(actor_of(user), "jobs:see")

    RoleGrant.objects.filter(user=user).delete()

    assert not may(actor_of(user), "jobs:see")


def test_asking_often_reads_the_grants_once(django_assert_num_queries):
    actor = actor_of(make_user("recruiter"))

    with django_assert_num_queries(2):
        may(actor, "jobs:see")
        may(actor, "jobs:edit")
        field_level(actor, "candidate.phone")


def test_require_refuses_with_a_way_out():
    with pytest.raises(NotAllowed) as refused:
        require(actor_of(make_user("interviewer")), "imports:run")

    assert refused.value.code == "forbidden"
    assert refused.value.mend


@pytest.mark.parametrize(
    ("role", "phone", "email", "id_number", "pay"),
    [
        ("recruiter", "+8613800138000", "lin@example.com", "110***********1234", "25000"),
        ("hr_manager", "+8613800138000", "lin@example.com", "110101199003071234", "25000"),
        ("interviewer", "138****8000", "l***@example.com", "", ""),
        ("hiring_manager", "138****8000", "l***@example.com", "", "25000"),
        ("auditor", "", "", "", ""),
    ],
)
def test_fields_are_shown_masked_or_hidden_by_role(role, phone, email, id_number, pay):
    actor = actor_of(make_user(role))

    assert shown(actor, "candidate.phone", "+8613800138000") == phone
    assert shown(actor, "candidate.email", "lin@example.com") == email
    assert shown(actor, "candidate.id_number", "110101199003071234") == id_number
    assert shown(actor, "job.pay_band", "25000") == pay


def test_a_field_without_a_mask_of_its_own_hides_its_length():
    user = make_user("recruiter")
    FieldRule.objects.filter(role__key="recruiter", field="candidate.note").update(level="mask")

    assert shown(actor_of(user), "candidate.note", "a long remark") == "***"


def test_a_field_without_a_rule_is_hidden_and_an_unknown_field_raises():
    user = make_user("recruiter")
    FieldRule.objects.filter(field="candidate.phone").delete()

    assert shown(actor_of(user), "candidate.phone", "+8613800138000") == ""
    with pytest.raises(KeyError):
        field_level(actor_of(user), "candidate.fone")


def test_the_larger_of_two_levels_wins():
    user = make_user("interviewer")
    grant(user, "hr_manager")

    assert field_level(actor_of(user), "candidate.phone") == "edit"


def test_a_session_is_fresh_for_fifteen_minutes_after_signing_in(time_machine):
    time_machine.move_to("2026-11-25T10:00:00+08:00", tick=False)
    actor = actor_of(make_user())

    time_machine.shift(15 * 60)
    require_fresh(actor)

    time_machine.shift(1)
    with pytest.raises(NotFresh):
        require_fresh(actor)

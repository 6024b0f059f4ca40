import pytest

from huiyin.accounts.models import FieldRule, Role
from huiyin.accounts.permissions import FIELDS, PERMISSIONS
from huiyin.accounts.seeds import ROLES, seed

pytestmark = pytest.mark.django_db


def test_seeding_adds_every_role_with_a_rule_for_every_field():
    seed()

    assert list(Role.objects.order_by("pk").values_list("key", flat=True)) == [role.key for role in ROLES]
    for role in Role.objects.all():
        assert sorted(role.field_rules.values_list("field", flat=True)) == sorted(FIELDS)
        assert set(role.permissions) <= set(PERMISSIONS)


def test_seeding_again_keeps_what_was_edited():
    seed()
    Role.objects.filter(key="recruiter").update(name_zh="招聘顾问", permissions=["jobs:see"])
    FieldRule.objects.filter(role__key="recruiter", field="candidate.phone").update(level="mask")

    seed()

    recruiter = Role.objects.get(key="recruiter")
    assert (recruiter.name_zh, recruiter.permissions) == ("招聘顾问", ["jobs:see"])
    assert recruiter.field_rules.get(field="candidate.phone").level == "mask"
    assert Role.objects.count() == len(ROLES)


def test_a_field_that_is_new_gets_its_shipped_rule_and_a_role_of_the_house_keeps_to_hiding_it():
    seed()
    FieldRule.objects.filter(field="candidate.document").delete()

    seed()

    levels = dict(FieldRule.objects.filter(field="candidate.document").values_list("role__key", "level"))
    assert (levels["recruiter"], levels["interviewer"], levels["auditor"]) == ("edit", "see", "hide")
    assert FieldRule.objects.count() == len(ROLES) * len(FIELDS)


def test_every_permission_belongs_to_some_shipped_role():
    assert {p for role in ROLES for p in role.permissions} == set(PERMISSIONS)

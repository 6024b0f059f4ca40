"""The trail as a person reads it: filters, pages by the last id, and a walk along the chain."""

import pytest
from django.test import Client

from huiyin.accounts.models import User
from huiyin.accounts.tests.factories import make_user, sign_in
from huiyin.administration import trail
from huiyin.administration.tasks import verify_trail
from huiyin.administration.tests.conftest import Settings
from huiyin.core import audit
from huiyin.core.actor import Actor
from huiyin.core.models import AuditEntry

BY = Actor.system("test")


@pytest.fixture
def auditor(house: Settings) -> Client:
    trail._verbs.cache_clear()
    return sign_in(Client(), make_user("auditor"))


def acts_as(user: User) -> Actor:
    return Actor(kind="user", key=f"user:{user.pk}", label=user.name, user_id=user.pk)


def test_it_is_read_by_person_thing_and_verb(auditor: Client, house: Settings) -> None:
    audit.record("role.edited", "role:3", by=acts_as(house.admin), gained=["jobs:see"])
    audit.record("job.closed", "job:9", by=BY)

    by_name = auditor.get("/settings/audit/?who=孟星河").content.decode()
    by_thing = auditor.get("/settings/audit/?about=job:9").content.decode()
    by_noun = auditor.get("/settings/audit/?noun=role").content.decode()

    for text in (by_name, by_noun):
        assert "<code>role:3</code>" in text
        assert "<code>job:9</code>" not in text
        assert "角色 · 改" in text
    assert "<code>job:9</code>" in by_thing
    assert "<code>role:3</code>" not in by_thing


def test_pages_follow_the_last_id_without_a_gap(house: Settings) -> None:
    for number in range(trail.PAGE * 2 + 5):
        audit.record("job.closed", f"job:{number}", by=BY)

    seen, before = [], None
    while True:
        lines, onward = trail.entries(trail.Asked(before=before))
        seen += [one.id for one in lines]
        if onward is None:
            break
        before = onward

    assert seen == list(AuditEntry.objects.order_by("-pk").values_list("pk", flat=True))


@pytest.mark.parametrize(
    "query", ["before=abc", "before=99999999999999999999", "who=%27--", "about=%00x", "noun=x"]
)
def test_forged_filters_find_nothing_and_break_nothing(auditor: Client, query: str) -> None:
    assert auditor.get(f"/settings/audit/?{query}").status_code in {200, 400}


def test_a_walk_says_whether_the_chain_is_sound(auditor: Client) -> None:
    audit.record("job.closed", "job:1", by=BY)
    verify_trail.func()
    assert "上次核对没有问题" in auditor.get("/settings/audit/").content.decode()

    AuditEntry.objects.filter(verb="job.closed").update(detail={"was": "open"})
    verify_trail.func()

    assert "审计日志被改过" in auditor.get("/settings/audit/").content.decode()


def test_the_administrator_does_not_read_it(admin: Client) -> None:
    assert admin.get("/settings/audit/").status_code == 403
    assert admin.post("/settings/audit/verify/").status_code == 403

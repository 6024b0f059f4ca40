import base64
from datetime import timedelta

import pytest

from huiyin.accounts import capabilities
from huiyin.accounts.capabilities import (
    CODE_ALPHABET,
    Wish,
    capability_actor,
    find_by_code,
    issue,
    issue_many,
    open_capability,
    revoke,
)
from huiyin.accounts.doors import may
from huiyin.accounts.models import Capability
from huiyin.accounts.permissions import PERMISSIONS
from huiyin.core import clock

pytestmark = pytest.mark.django_db


def wish(
    subject: str = "interview:1", *, kind: str = "i", holder: str = "candidate:1", days: int = 30
) -> Wish:
    return Wish(kind, subject, holder, ["interviews:answer"], clock.now() + timedelta(days=days))


def issue_one(**more):
    return issue_many([wish(**more)])[0]


def test_a_link_opens_what_it_was_made_for():
    issued = issue(
        kind="i",
        subject="interview:1",
        holder="candidate:1",
        verbs=["interviews:see", "interviews:answer"],
        expires_at=clock.now() + timedelta(days=1),
    )

    assert issued.link == f"http://hr.example.test/c/i/{issued.token}"
    assert open_capability("i", issued.token) == issued.capability
    assert issued.capability.verbs == ["interviews:answer", "interviews:see"]


def test_a_link_token_has_128_bits_and_is_never_the_same():
    tokens = [issued.token for issued in issue_many([wish() for _ in range(1000)])]

    assert {len(base64.urlsafe_b64decode(token + "==")) for token in tokens} == {16}
    assert len(set(tokens)) == 1000


def test_unknown_expired_revoked_and_foreign_links_are_all_nothing(django_assert_num_queries):
    expired = issue_one(days=-1)
    revoked = issue_one()
    revoke("interview:1")
    other_kind = issue_one(kind="p")

    with django_assert_num_queries(5):
        assert [
            open_capability("i", "unknown"),
            open_capability("i", ""),
            open_capability("i", expired.token),
            open_capability("i", revoked.token),
            open_capability("i", other_kind.token),
        ] == [None] * 5


def test_a_link_ends_at_its_moment(time_machine):
    time_machine.move_to("2026-11-25T10:00:00+08:00", tick=False)
    issued = issue_one(days=1)

    time_machine.shift(timedelta(days=1) - timedelta(seconds=1))
    assert open_capability("i", issued.token)
    time_machine.shift(timedelta(seconds=1))
    assert open_capability("i", issued.token) is None


def test_five_thousand_links_cost_few_queries(django_assert_max_num_queries):
    wishes = [wish(f"interview:{number}") for number in range(5000)]

    with django_assert_max_num_queries(60):
        issued = issue_many(wishes)

    assert [one.capability.subject for one in issued] == [one.subject for one in wishes]
    assert open_capability("i", issued[4321].token) == issued[4321].capability


def test_revoking_ends_the_links_of_one_subject_and_of_no_other():
    mine, other = issue_one(), issue_one(subject="interview:11")

    assert revoke("interview:1") == 1

    assert open_capability("i", mine.token) is None
    assert open_capability("i", other.token)


def test_revoking_can_be_narrowed_to_kind_and_holder():
    progress = issue_one(kind="p")
    hers, his = issue_one(), issue_one(holder="user:7")

    assert revoke("interview:1", kind="i", holder="candidate:1") == 1

    assert open_capability("i", hers.token) is None
    assert open_capability("i", his.token)
    assert open_capability("p", progress.token)


def test_revoking_twice_keeps_the_first_moment(time_machine):
    time_machine.move_to("2026-11-25T10:00:00+08:00", tick=False)
    issue_one()
    revoke("interview:1")

    time_machine.shift(60)

    assert revoke("interview:1") == 0
    assert Capability.objects.get().revoked_at.isoformat() == "2026-11-25T02:00:00+00:00"


def test_a_code_is_found_however_it_is_typed():
    issued = issue_one()
    code = issued.code

    assert len(code) == 8
    assert set(code) <= set(CODE_ALPHABET)
    for typed in (code, code.lower(), f" {code[:4]}-{code[4:]} ", f"{code[:4]} {code[4:]}"):
        assert find_by_code(typed) == issued.capability


def test_a_code_of_a_dead_link_or_no_code_finds_nothing():
    issued = issue_one()
    revoke("interview:1")

    assert [find_by_code(typed) for typed in (issued.code, "", "ABCDEFGH", issued.code[:7])] == [None] * 4


def test_no_code_has_letters_that_are_misread():
    assert set(CODE_ALPHABET) & set("01OILU") == set()
    assert len(set(CODE_ALPHABET)) == len(CODE_ALPHABET)


def test_whoever_holds_a_link_has_no_staff_permission():
    actor = capability_actor(issue_one().capability)

    assert (actor.kind, actor.subject, actor.user_id) == ("capability", "interview:1", None)
    assert actor.verbs == {"interviews:answer"}
    assert [p for p in PERMISSIONS if may(actor, p)] == []


def test_what_is_kept_of_a_link_and_a_code_does_not_give_them_away():
    issued = issue_one()

    row = Capability.objects.values().get()

    assert issued.token not in str(row)
    assert issued.code not in str(row)
    assert row["token_hash"] == capabilities.hash_token(issued.token)

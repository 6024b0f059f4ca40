"""Approvals by the API: the same word as on the page, never by who asked."""

import pytest

from huiyin.api.tests.factories import Asker
from huiyin.approvals.tests.factories import asked, carried, fresh_things, house, state_of
from huiyin.core.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    fresh_things()
    return house()


def test_what_waits_is_listed_read_and_decided(people):
    approval = asked(people.alice)
    hana = Asker(people.hana)

    [line] = hana.get("/approvals").json()["items"]
    whole = hana.get(f"/approvals/{line['id']}").json()
    answer = hana.post(f"/approvals/{line['id']}/decide", {"choice": "approve"})

    assert (line["id"], line["subject"], line["state"]) == (str(approval.pk), approval.subject, "asked")
    assert (whole["may_decide"], whole["facts"][0]["value"]) == (True, "as it was")
    assert (answer.status_code, state_of(approval), carried()) == (200, "granted", [1])


def test_refusing_wants_a_comment(people):
    approval = asked(people.alice)

    answer = Asker(people.hana).post(f"/approvals/{approval.pk}/decide", {"choice": "refuse"})

    assert (answer.status_code, state_of(approval)) == (422, "asked")


def test_who_asked_decides_nothing_and_may_withdraw(people):
    approval = asked(people.hana)
    hana = Asker(people.hana)
    before = AuditEntry.objects.count()

    refused = hana.post(f"/approvals/{approval.pk}/decide", {"choice": "approve"})
    assert refused.status_code == 403
    assert (state_of(approval), AuditEntry.objects.count()) == ("asked", before)

    assert hana.get("/approvals", of="asked").json()["items"][0]["id"] == str(approval.pk)
    withdrawn = hana.post(f"/approvals/{approval.pk}/withdraw")
    assert (withdrawn.status_code, state_of(approval)) == (200, "withdrawn")


def test_a_token_without_that_scope_reads_and_decides_nothing(people):
    approval = asked(people.alice)
    narrow = Asker(people.hana, ["candidates:see"])

    answers = [
        narrow.get("/approvals"),
        narrow.get(f"/approvals/{approval.pk}"),
        narrow.post(f"/approvals/{approval.pk}/decide", {"choice": "approve"}),
    ]

    assert [one.status_code for one in answers] == [403, 403, 403]
    assert (state_of(approval), carried()) == ("asked", [])


def test_lists_take_few_queries(people, django_assert_max_num_queries):
    for _number in range(4):
        asked(people.alice)
    hana = Asker(people.hana)

    for of in ("waiting", "asked", "decided"):
        with django_assert_max_num_queries(12):
            assert hana.get("/approvals", of=of).status_code == 200

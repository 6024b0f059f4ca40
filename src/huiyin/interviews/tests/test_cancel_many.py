"""Cancelling many: one piece of work, each refused on its own, one letter each, nothing left behind."""

from collections.abc import Sequence

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError, NotAllowed
from huiyin.core.models import AuditEntry, Operation
from huiyin.interviews.actions import answer_interview, cancel_interviews
from huiyin.interviews.many import PORTION
from huiyin.interviews.models import DigestLine, Interview, InterviewVersion
from huiyin.interviews.plans import Tell
from huiyin.interviews.tests.factories import (
    SYSTEM,
    TOLD,
    House,
    a_reason,
    letters_of,
    pretend_sent,
)
from huiyin.interviews.tests.many import cancel_all, make_row, pairs_of, problems_of
from huiyin.messaging.models import Letter
from huiyin.messaging.shipped import install
from huiyin.todos.models import Todo
from huiyin.workforce.models import Booking

pytestmark = pytest.mark.django_db


@pytest.mark.both
def test_all_are_off_with_one_reason_and_nothing_is_left_of_them(house: House) -> None:
    rows = make_row(house, 3)
    for row in rows:
        pretend_sent(row)
    answer_interview(rows[0], answer="no", via="page", by=SYSTEM)

    operation = cancel_all(rows, by=house.by)

    assert (operation.state, operation.done, operation.failed) == ("done", 3, 0)
    assert set(Interview.objects.values_list("state", "version", "cancel_reason__key")) == {
        ("cancelled", 2, "headcount_cut")
    }
    assert not Booking.objects.exists()
    assert not Todo.objects.filter(state="open").exists()
    assert not Letter.objects.filter(
        state__in=["planned", "held"], version=1, about__startswith="interview"
    ).exists()
    assert InterviewVersion.objects.filter(verb="cancel").count() == 3
    assert AuditEntry.objects.filter(verb="interview.cancelled").count() == 3


def test_every_candidate_gets_one_letter_and_the_interviewer_one_for_all(house: House) -> None:
    rows = make_row(house, 4)
    for row in rows:
        pretend_sent(row)

    operation = cancel_all(rows, by=house.by)

    told = Letter.objects.filter(operation=f"operation:{operation.pk}").order_by("pk")
    assert [(one.kind, one.template) for one in told] == [
        *[("interview.cancelled", "CXL-2")] * 4,
        ("interviewer.changes", "IVW-CHANGES"),
    ]
    assert DigestLine.objects.filter(kind="interviewer.cancelled").count() == 4


@pytest.mark.parametrize("portion", [1, 2, 3])
def test_the_interviewer_gets_one_letter_however_the_work_is_cut(
    house: House, monkeypatch: pytest.MonkeyPatch, portion: int
) -> None:
    monkeypatch.setitem(PORTION, "cancel", portion)
    rows = make_row(house, 5)
    for row in rows:
        pretend_sent(row)

    cancel_all(rows, by=house.by)

    told = Letter.objects.filter(contact=house.ivy.contact, version__lte=2, state="held")
    assert list(told.values_list("kind", flat=True)) == ["interviewer.changes"]
    assert DigestLine.objects.filter(kind="interviewer.cancelled").count() == 5


def test_who_never_heard_is_not_asked_to_forget(house: House) -> None:
    rows = make_row(house, 3)
    pretend_sent(rows[0])

    cancel_all(rows, by=house.by)

    assert [one for one in letters_of(rows[1]) if one[2] == 2] == []
    assert ("interview.cancelled", "CXL-2", 2, "queued") in letters_of(rows[0])


def test_those_refused_are_named_and_the_others_go(house: House) -> None:
    rows = make_row(house, 3)
    Interview.objects.filter(pk=rows[1].pk).update(state="completed")
    Interview.objects.filter(pk=rows[2].pk).update(version=5)

    operation = cancel_all(rows, by=house.by)

    assert problems_of(operation) == [
        (f"interview:{rows[1].pk}", "wrong_state"),
        (f"interview:{rows[2].pk}", "changed_meanwhile"),
    ]
    assert list(Interview.objects.order_by("pk").values_list("state", "version")) == [
        ("cancelled", 2),
        ("completed", 1),
        ("scheduled", 5),
    ]


def test_ten_clicks_on_one_page_are_one_piece_of_work(house: House) -> None:
    rows = make_row(house, 2)

    first, second = (cancel_all(rows, by=house.by) for _ in range(2))

    assert (first.pk, Operation.objects.count()) == (second.pk, 1)
    assert AuditEntry.objects.filter(verb="interview.cancelled").count() == 2


def test_silence_needs_a_reason_and_cancelling_needs_the_right(house: House) -> None:
    rows = make_row(house, 2)
    letters = [letters_of(row) for row in rows]
    nobody = Actor(kind="user", key="user:0", user_id=0)

    with pytest.raises(DomainError) as silent:
        cancel_all(rows, by=house.by, tell=Tell(candidate="no"))
    with pytest.raises(NotAllowed):
        cancel_all(rows, by=nobody)
    with pytest.raises(NotAllowed):
        cancel_all(rows, by=SYSTEM)

    assert silent.value.code == "why_missing"
    assert set(Interview.objects.values_list("state", "version")) == {("scheduled", 1)}
    assert [letters_of(row) for row in rows] == letters
    assert not Operation.objects.exists()


def test_a_wrong_reason_changes_nothing(house: House) -> None:
    rows = make_row(house, 2)
    letters = [letters_of(row) for row in rows]
    rejecting = type(a_reason()).objects.get(group="reject", key="skill_gap")

    with pytest.raises(DomainError) as refused:
        cancel_interviews([one.pk for one in rows], reason=rejecting, tell=TOLD, by=house.by)

    assert refused.value.code == "wrong_reason"
    assert set(Interview.objects.values_list("state", flat=True)) == {"scheduled"}
    assert [letters_of(row) for row in rows] == letters


@pytest.mark.both
def test_statements_do_not_grow_with_their_number(house: House) -> None:
    few = make_row(house, 3)
    many = make_row(house, 8, interviewers=[house.ian], room=None)
    for row in [*few, *many]:
        pretend_sent(row)

    counts = [count_statements(rows, house) for rows in (few, many)]

    assert counts[0] == counts[1]


def count_statements(rows: Sequence[Interview], house: House) -> int:
    with CaptureQueriesContext(connection) as caught:
        cancel_interviews(
            [row.pk for row in rows],
            reason=a_reason(),
            tell=TOLD,
            by=house.by,
            operation=f"operation:{len(rows)}",
        )
    return len(caught)


def test_the_page_lists_everybody_before_anything_is_sent(house: House, client: Client) -> None:
    client.force_login(house.recruiter)
    rows = make_row(house, 2)
    chosen = ",".join(f"{pk}:{version}" for pk, version in pairs_of(rows))

    asked = client.post("/interviews/select/cancel/", {"chosen": chosen}).content.decode()
    page = {
        "chosen": chosen,
        "reason": a_reason().pk,
        "candidate": "now",
        "interviewers_told": "now",
        "key": "k",
    }
    done = client.post("/interviews/select/cancel/", {**page, "step": "save"})

    assert ("取消这 2 场面试" in asked, asked.count("林若溪") >= 2) == (True, True)
    assert done["Location"] == f"/operations/{Operation.objects.get().pk}/"
    assert set(Interview.objects.values_list("state", flat=True)) == {"cancelled"}


def test_one_letter_may_be_read_before(house: House, client: Client) -> None:
    client.force_login(house.recruiter)
    rows = make_row(house, 2)
    for row in rows:
        pretend_sent(row)
    install()
    page = {
        "chosen": str(rows[0].pk),
        "reason": a_reason().pk,
        "candidate": "now",
        "interviewers_told": "now",
    }

    read = client.post("/interviews/select/cancel/", {**page, "key": "k", "step": "look"}).content.decode()

    assert "面试需要取消" in read
    assert set(Interview.objects.values_list("state", flat=True)) == {"scheduled"}
    assert not Letter.objects.filter(version=2).exists()

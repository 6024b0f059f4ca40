"""Other interviewers for many: one goes, one comes, or both; who cannot is left and named."""

import pytest

from huiyin.core.models import Operation
from huiyin.core.references import ref
from huiyin.interviews.exchanging import Exchange, plan_exchange
from huiyin.interviews.models import Participant
from huiyin.interviews.tests.factories import START, House, make_interview, pretend_sent
from huiyin.interviews.tests.many import exchange_all, make_row, problems_of
from huiyin.messaging.models import Letter

pytestmark = pytest.mark.django_db


def holders() -> list[list[str]]:
    rows = Participant.objects.order_by("interview", "pk").values_list("interview", "employee__name")
    found: dict[int, list[str]] = {}
    for pk, name in rows:
        found.setdefault(pk, []).append(name)
    return list(found.values())


@pytest.mark.both
def test_one_in_the_place_of_another(house: House) -> None:
    rows = make_row(house, 3)

    operation = exchange_all(rows, Exchange(house.ivy, house.ian), by=house.by)

    assert (operation.state, operation.done, operation.failed) == ("done", 3, 0)
    assert holders() == [["韩青"]] * 3


def test_one_more_and_one_less(house: House) -> None:
    rows = make_row(house, 2)

    exchange_all(rows, Exchange(comes=house.ian), by=house.by)
    added = holders()
    for row in rows:
        row.refresh_from_db()
    exchange_all(rows, Exchange(gone=house.ivy), by=house.by, key="another page")

    assert (added, holders()) == ([["顾行之", "韩青"]] * 2, [["韩青"]] * 2)


def test_who_cannot_is_said_before_and_stays(house: House) -> None:
    rows = make_row(house, 2)
    busy = make_interview(house, start=START, interviewers=[house.ian], room=None)

    plan = plan_exchange([*rows, busy], Exchange(house.ivy, house.ian))

    assert [row.pk for row in plan.changing] == [rows[1].pk]
    assert [(row.pk, refused.code) for row, refused in plan.stuck] == [
        (rows[0].pk, "clash"),
        (busy.pk, "not_taking_part"),
    ]


def test_nobody_left_is_refused_row_by_row(house: House) -> None:
    rows = make_row(house, 1)

    operation = exchange_all(rows, Exchange(gone=house.ivy), by=house.by)

    assert problems_of(operation) == [(ref(rows[0]), "interviewers_missing")]
    assert holders() == [["顾行之"]]


def test_each_interviewer_gets_one_letter_for_all_and_each_candidate_one(house: House) -> None:
    rows = make_row(house, 3)
    for row in rows:
        pretend_sent(row)

    operation = exchange_all(rows, Exchange(house.ivy, house.ian), by=house.by)

    told = Letter.objects.filter(operation=ref(operation), state="held")
    assert sorted((one.contact.name, one.kind) for one in told) == [
        *[("林若溪", "interview.interviewers_changed")] * 3,
        ("韩青", "interviewer.digest"),
        ("顾行之", "interviewer.changes"),
    ]
    assert Operation.objects.count() == 1

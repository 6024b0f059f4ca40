"""A code and a change of today never stand behind a bulk send."""

from datetime import timedelta

import pytest

from huiyin.core import clock
from huiyin.messaging import claims
from huiyin.messaging.carrier import drain
from huiyin.messaging.channels import memory
from huiyin.messaging.models import Letter
from huiyin.messaging.outbox import queue
from huiyin.messaging.processes import new_carrier_name
from huiyin.messaging.tests.factories import draft, make_cause, make_contact, make_letter, make_template

pytestmark = [pytest.mark.django_db, pytest.mark.both]

BULK = 2000


def write_bulk() -> None:
    make_template()
    people = [make_contact() for _ in range(20)]
    drafts = [
        draft(people[number % 20], about=f"thing:{number}", version=number, priority=9)
        for number in range(BULK)
    ]
    queue(drafts, cause=make_cause())
    Letter.objects.update(next_try_at=clock.now() - timedelta(hours=1))


def test_an_urgent_letter_is_claimed_before_two_thousand_that_wait_longer() -> None:
    write_bulk()
    code = make_letter(make_contact(), priority=0, urgent=True)
    ordinary = make_letter(make_contact())

    taken = claims.take(new_carrier_name(), 200)

    assert taken is not None
    assert taken[1][:2] == [code.pk, ordinary.pk]
    assert len(taken[1]) == 200


def test_an_urgent_letter_that_comes_in_the_middle_of_a_bulk_send_leaves_soon() -> None:
    write_bulk()
    first = claims.take(new_carrier_name(), 200)
    code = make_letter(make_contact("code@example.test"), priority=0, urgent=True)

    drain()

    assert first is not None
    assert [mail.letter_id for mail in memory.arrived].index(code.pk) == 0

"""D10: the wall clock jumps, and each planned letter still goes out once and never early."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from huiyin.messaging.carrier import drain
from huiyin.messaging.channels import memory
from huiyin.messaging.outbox import queue
from huiyin.messaging.tests.factories import draft, make_cause, make_contact, make_template

pytestmark = [pytest.mark.django_db, pytest.mark.both]

NOON = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)


def test_a_clock_set_back_and_forth_sends_each_planned_letter_once() -> None:
    make_template()
    hours = timedelta(hours=1)
    with time_machine.travel(NOON, tick=False) as clock:
        queue([draft(due_at=NOON + n * hours) for n in (1, 3, 5)], cause=make_cause())

        arrived = []
        for at in (NOON, NOON - 2 * hours, NOON + 2 * hours, NOON, NOON + 4 * hours, NOON + 6 * hours):
            clock.move_to(at)
            drain()
            arrived.append(len(memory.arrived))

    assert arrived == [0, 0, 1, 1, 2, 3]
    assert len({mail.letter_id for mail in memory.arrived}) == 3


def test_another_zone_moves_no_moment() -> None:
    make_template()
    with time_machine.travel(NOON, tick=False) as clock:
        there = make_contact(time_zone="America/New_York")
        queue([draft(there, due_at=NOON + timedelta(hours=1))], cause=make_cause())

        clock.shift(timedelta(minutes=59))
        assert drain()["sent"] == 0
        clock.shift(timedelta(minutes=1))
        assert drain()["sent"] == 1

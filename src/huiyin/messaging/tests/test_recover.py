"""What becomes of the letters of a carrier that is gone."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection

from huiyin.messaging import claims
from huiyin.messaging.carrier import drain
from huiyin.messaging.channels import memory
from huiyin.messaging.models import Attempt, Claim, Letter
from huiyin.messaging.moves import move
from huiyin.messaging.outbox import queue
from huiyin.messaging.processes import new_carrier_name
from huiyin.messaging.states import LetterState as S
from huiyin.messaging.tests.factories import draft, make_cause, make_letters
from huiyin.todos.models import Todo

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def crash(*, carrier: str = "", **claim_fields: object) -> tuple[Claim, list[Letter]]:
    """Three letters of a carrier that stopped: one claimed, one on its way, one marked as sent."""
    letters = make_letters(3)
    name = carrier or new_carrier_name()
    taken = claims.take(name, 10)
    assert taken
    claim = taken[0]
    move([letters[1].pk, letters[2].pk], S.SENDING)
    move([letters[2].pk], S.SENT)
    if claim_fields:
        Claim.objects.filter(pk=claim.pk).update(**claim_fields)
    return claim, letters


def states() -> list[str]:
    return list(Letter.objects.order_by("pk").values_list("state", flat=True))


def dead_carrier() -> str:
    """A process number of this namespace that nobody has: 2^22 is the largest there can be."""
    namespace = new_carrier_name().split(":", 1)[0]
    return f"{namespace}:4194999:1:1"


def test_what_was_only_claimed_goes_back_and_what_was_on_its_way_is_unknown() -> None:
    _claim, letters = crash(carrier=dead_carrier())

    assert claims.recover() == 1

    assert states() == [S.QUEUED, S.UNKNOWN, S.SENT]
    assert Todo.objects.get().about == f"letter:{letters[1].pk}"
    assert list(Attempt.objects.values_list("letter", "outcome", "code")) == [
        (letters[1].pk, "unknown", "carrier_lost")
    ]
    assert Claim.objects.exclude(closed_at=None).count() == 1


def test_recovering_twice_changes_nothing_more() -> None:
    crash(carrier=dead_carrier())

    assert (claims.recover(), claims.recover()) == (1, 0)
    assert Attempt.objects.count() == 1


def test_a_living_carrier_keeps_what_it_holds_even_past_its_lease() -> None:
    crash(lease_until=datetime(1970, 1, 1, tzinfo=UTC))

    assert claims.recover() == 0
    assert states() == [S.CLAIMED, S.SENDING, S.SENT]


def test_a_carrier_that_cannot_be_seen_keeps_its_letters_until_the_lease_ends() -> None:
    claim, _letters = crash(carrier="1:2:3:4")

    assert claims.recover() == 0
    Claim.objects.filter(pk=claim.pk).update(lease_until=claims.lease_now()[0] - timedelta(seconds=1))
    assert claims.recover() == 1
    assert states() == [S.QUEUED, S.UNKNOWN, S.SENT]


@pytest.mark.parametrize("hours", [-2, 2, 48])
def test_a_clock_that_is_set_steals_no_lease(hours: int) -> None:
    crash(carrier="1:2:3:4")

    with time_machine.travel(datetime.now(UTC) + timedelta(hours=hours)):
        assert claims.recover() == 0

    assert states() == [S.CLAIMED, S.SENDING, S.SENT]


def test_after_a_lost_power_line_every_letter_without_an_outcome_is_unknown() -> None:
    lost = {"boot_id": "another"} if connection.vendor == "sqlite" else {"database_started": "earlier"}
    crash(carrier=dead_carrier(), **lost)

    assert claims.recover() == 2

    assert states() == [S.UNKNOWN, S.UNKNOWN, S.SENT]
    assert set(Attempt.objects.values_list("code", flat=True)) == {"power_lost"}


def test_a_new_carrier_takes_up_what_a_dead_one_left() -> None:
    crash(carrier=dead_carrier())

    counts = drain()

    assert (counts["sent"], counts["unknown"]) == (1, 0)
    assert states() == [S.SENT, S.UNKNOWN, S.SENT]
    assert len(memory.arrived) == 1


def test_a_claim_whose_commit_was_not_answered_is_given_back() -> None:
    name = new_carrier_name()
    make_letters(2)
    taken = claims.take(name, 10)
    assert taken

    claims.forget_lost(name, known=[taken[0].pk])
    assert states() == [S.CLAIMED, S.CLAIMED]
    claims.forget_lost(name, known=[])
    assert states() == [S.QUEUED, S.QUEUED]


def test_a_newer_letter_waits_for_the_older_one_about_the_same_thing() -> None:
    older = make_letters(1)[0]
    taken = claims.take(dead_carrier(), 1)
    assert taken
    move([older.pk], S.SENDING)
    newer = queue([draft(older.contact, about=older.about, version=2)], cause=make_cause())[0]

    assert claims.take(new_carrier_name(), 10) is None
    move([older.pk], S.SENT)
    again = claims.take(new_carrier_name(), 10)
    assert again
    assert again[1] == [newer.pk]

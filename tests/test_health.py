"""What a monitor is told: alive or not, and whether letters move."""

from datetime import timedelta

import pytest

from huiyin.config.health import queue_health
from huiyin.core import clock
from huiyin.messaging.models import CarrierBeat, Contact, Letter
from huiyin.messaging.states import LetterState

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def beat(seconds: int) -> None:
    CarrierBeat.objects.create(carrier="one", at=clock.now() - timedelta(seconds=seconds))


def letter(state: LetterState, *, due_ago: timedelta) -> None:
    now = clock.now()
    Letter.objects.create(
        contact=Contact.objects.create(name="林露"),
        kind="interview.scheduled",
        cause="auditentry:1",
        about="interview:1",
        channel="email",
        state=state,
        due_at=now - due_ago,
        next_try_at=now - due_ago,
        language="zh-hans",
        created_at=now,
        state_at=now,
    )


def test_alive_says_its_version(client):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"ok": True, "version": "0.1.0"})


def test_a_queue_without_a_carrier_is_not_well(client):
    answer = client.get("/healthz/queue")

    assert answer.status_code == 503
    assert answer.json() == {
        "ok": False,
        "queued": 0,
        "oldest_due_seconds": 0,
        "unknown": 0,
        "failed": 0,
        "carrier_seen_seconds": None,
    }


def test_a_queue_with_a_living_carrier_is_well(client):
    beat(seconds=1)
    letter(LetterState.QUEUED, due_ago=timedelta(minutes=-5))
    letter(LetterState.RETRYING, due_ago=timedelta(seconds=30))
    letter(LetterState.UNKNOWN, due_ago=timedelta(days=1))
    letter(LetterState.FAILED, due_ago=timedelta(days=1))
    letter(LetterState.SENT, due_ago=timedelta(days=1))

    answer = client.get("/healthz/queue")

    health = answer.json()
    assert (answer.status_code, health["ok"]) == (200, True)
    assert (health["queued"], health["unknown"], health["failed"]) == (2, 1, 1)
    assert 30 <= health["oldest_due_seconds"] <= 60


def test_a_carrier_unseen_for_a_minute_is_not_well():
    beat(seconds=61)

    assert queue_health()["ok"] is False


def test_a_letter_long_past_its_time_is_not_well():
    beat(seconds=1)
    letter(LetterState.QUEUED, due_ago=timedelta(minutes=11))

    assert queue_health()["ok"] is False

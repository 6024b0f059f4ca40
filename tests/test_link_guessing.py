"""Guessing links teaches nothing, soon stops, and hurts nobody else."""

from collections import Counter
from datetime import timedelta

import pytest
from django.test import Client

from huiyin.accounts.capabilities import Wish, issue_many, revoke
from huiyin.accounts.models import Visit
from huiyin.core import clock
from tests.world import World, build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build_world()


def issue_one(world: World, *, kind: str = "i", days: int = 9, subject: str = "") -> str:
    subject = subject or f"interview:{world.interview.pk}"
    expires_at = clock.now() + timedelta(days=days)
    return issue_many([Wish(kind, subject, "candidate:1", ["view", "answer"], expires_at)])[0].token


def test_unknown_expired_revoked_and_foreign_links_answer_with_the_same_bytes(world):
    revoked = issue_one(world, subject="interview:999")
    revoke("interview:999")
    tokens = {
        "unknown": "AAAAAAAAAAAAAAAAAAAAAA",
        "expired": issue_one(world, days=-1),
        "revoked": revoked,
        "foreign": issue_one(world, kind="p"),
    }

    answers = {name: Client().get(f"/c/i/{token}") for name, token in tokens.items()}

    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(tokens, 404)
    assert len({answer.content for answer in answers.values()}) == 1
    assert len({str(sorted(answer.headers.items())) for answer in answers.values()}) == 1
    assert [dict(answer.cookies) for answer in answers.values()] == [{}] * 4
    assert Visit.objects.count() == 0


def test_of_a_thousand_guesses_nearly_all_are_put_off_and_real_candidates_are_let_in(world):
    guesser = Client(REMOTE_ADDR="198.51.100.9")

    answered = Counter(guesser.get(f"/c/i/guess{number:05}").status_code for number in range(1000))

    assert answered == {404: 10, 429: 990}
    for address in ("203.0.113.7", "198.51.100.9"):
        client = Client(REMOTE_ADDR=address)
        assert client.get(f"/c/i/{world.token}", follow=True).status_code == 200


@pytest.mark.parametrize("cause", ["expired", "revoked by staff"])
def test_an_open_page_is_shut_at_the_next_request(world, time_machine, cause):
    time_machine.move_to(clock.now(), tick=False)
    client = Client()
    page = client.get(f"/c/i/{world.token}")["Location"]
    assert client.get(page).status_code == 200

    if cause == "expired":
        time_machine.shift(timedelta(days=30))
    else:
        revoke(f"interview:{world.interview.pk}")

    assert client.get(page).status_code == 404
    assert client.post(page, {"answer": "yes"}).status_code == 404
    world.interview.refresh_from_db()
    assert world.interview.answer == ""

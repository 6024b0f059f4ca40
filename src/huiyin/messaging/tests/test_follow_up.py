"""A letter that arrived and was not opened: the same words by the next channel, once."""

import pytest

from huiyin.messaging.models import Letter
from huiyin.messaging.outbox import mark_answered, mark_opened, queue
from huiyin.messaging.rungs import follow_up
from huiyin.messaging.tests.factories import draft, make_cause

pytestmark = pytest.mark.django_db


def arrived(ladder: list[str]) -> Letter:
    [letter] = queue([draft(hold=0)], cause=make_cause())
    Letter.objects.filter(pk=letter.pk).update(state="delivered", ladder=ladder, values={"name": "林"})
    letter.refresh_from_db()
    return letter


def test_the_same_words_go_by_the_next_channel_and_the_first_stays_as_it_is() -> None:
    letter = arrived(["memory", "by_hand"])

    following = follow_up([letter])[letter.pk]

    assert (following.channel, following.ladder, following.state) == ("memory", ["by_hand"], "queued")
    assert (following.previous, following.values, following.cause) == (letter, {"name": "林"}, letter.cause)
    letter.refresh_from_db()
    assert (letter.state, letter.reason) == ("delivered", "")


def test_asking_again_writes_nothing() -> None:
    letter = arrived(["memory", "by_hand"])

    first, second = follow_up([letter])[letter.pk], follow_up([letter])[letter.pk]

    assert first == second
    assert Letter.objects.count() == 2


@pytest.mark.parametrize("ladder", [["by_hand"], []])
def test_where_only_a_colleague_is_left_the_caller_asks_one(ladder: list[str]) -> None:
    assert follow_up([arrived(ladder)]) == {}
    assert Letter.objects.count() == 1


@pytest.mark.parametrize(("mark", "state"), [(mark_opened, "opened"), (mark_answered, "answered")])
def test_it_stops_when_the_first_is_read_before_it_left(mark: object, state: str) -> None:
    letter = arrived(["memory", "by_hand"])
    following = follow_up([letter])[letter.pk]

    mark(letter.about, letter.contact)  # type: ignore[operator]

    following.refresh_from_db()
    assert (following.state, following.reason) == ("superseded", state)

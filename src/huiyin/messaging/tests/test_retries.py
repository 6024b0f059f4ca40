import random
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from huiyin.messaging.retries import MOST_TRIES, PER_SECOND, RetryTimes

NOW = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize(("tries", "wait"), [(1, 30), (2, 120), (3, 600), (4, 1800), (5, 7200)])
def test_each_try_waits_longer_within_a_fifth(tries: int, wait: int) -> None:
    for seed in range(50):
        at = RetryTimes(random.Random(seed)).after(tries, NOW)
        assert at is not None
        assert 0.8 * wait <= (at - NOW).total_seconds() <= 1.2 * wait


def test_six_tries_are_enough() -> None:
    assert MOST_TRIES == 6
    assert RetryTimes().after(6, NOW) is None


@pytest.mark.parametrize("hint", [5, 60, 3600])
def test_a_hint_is_obeyed_within_fifteen_seconds(hint: int) -> None:
    for seed in range(50):
        at = RetryTimes(random.Random(seed)).after(1, NOW, hint)
        assert at is not None
        assert timedelta(seconds=hint) <= at - NOW <= timedelta(seconds=hint + 15)


@pytest.mark.parametrize("hint", [None, 60])
def test_a_hundred_equal_failures_do_not_come_back_as_one_blow(hint: int | None) -> None:
    times = RetryTimes(random.Random(9))

    seconds = Counter(int(times.after(1, NOW, hint).timestamp()) for _ in range(100))  # type: ignore[union-attr]

    assert max(seconds.values()) <= PER_SECOND == 5

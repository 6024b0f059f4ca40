"""When a letter that was certainly not taken is tried again. Pure but for the dice, which are given."""

import random
from collections import Counter
from datetime import datetime, timedelta

WAITS = (30, 120, 600, 1800, 7200)
MOST_TRIES = len(WAITS) + 1
SPREAD = 0.2
HINT_SLACK = 15
PER_SECOND = 5


class RetryTimes:
    """Gives out moments for retries, at most a few in any one second, so that a thousand equal failures
    do not come back as one blow. One carrier's memory; another carrier has its own.
    """

    def __init__(self, dice: random.Random | None = None) -> None:
        self._dice = dice or random.Random()  # noqa: S311 -- spreads load, guards nothing
        self._taken: Counter[int] = Counter()

    def after(self, tries: int, now: datetime, hint: float | None = None) -> datetime | None:
        """The moment of the next try after `tries` failed ones; None when there have been enough."""
        if tries >= MOST_TRIES:
            return None
        wait = WAITS[tries - 1]
        low, high = (hint, hint + HINT_SLACK) if hint else (wait * (1 - SPREAD), wait * (1 + SPREAD))
        first = int(now.timestamp())
        self._forget(first)
        second = first + 1 + int(self._dice.uniform(low, high - 1))
        while self._taken[second] >= PER_SECOND:
            second += 1
        self._taken[second] += 1
        return now + timedelta(seconds=second - first)

    def _forget(self, now: int) -> None:
        if len(self._taken) > 10_000:
            self._taken = Counter({second: n for second, n in self._taken.items() if second >= now})

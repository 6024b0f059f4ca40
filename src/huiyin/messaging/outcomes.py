"""What follows from a hand-over that did not end in "sent": tried again, handed on, or shown to a person."""

from collections.abc import Callable
from datetime import timedelta

from huiyin.core import clock
from huiyin.messaging.channels.base import NotSent, Permanent, Retry
from huiyin.messaging.durability import durable, persist
from huiyin.messaging.models import Letter
from huiyin.messaging.moves import move
from huiyin.messaging.pauses import Breaker
from huiyin.messaging.retries import RetryTimes
from huiyin.messaging.rungs import blame_address, fail
from huiyin.messaging.states import LetterState as S
from huiyin.messaging.todo_kinds import ask_about_unknown

# A letter that met a closed door has used none of its tries; the pause decides when it goes on.
SHORTLY = timedelta(seconds=5)


class Outcomes:
    """Writes outcomes durably, one transaction each: they are rare, and what follows must not be lost."""

    def __init__(
        self, breaker: Breaker, retry_times: RetryTimes, give_up: Callable[[], bool] = lambda: False
    ) -> None:
        self._give_up = give_up
        self._breaker = breaker
        self._retry_times = retry_times

    def record(self, letter: Letter, error: NotSent) -> S:
        """The state that the letter is in now."""

        def write(_again: bool) -> S:  # noqa: FBT001 -- `persist` says whether this is a repetition
            with durable():
                return self._write(letter, error)

        return persist(write, give_up=self._give_up)

    def _write(self, letter: Letter, error: NotSent) -> S:
        said = f"{error.code} {error.reply}".strip()[:300]
        if isinstance(error, Retry):
            return self._retry(letter, error, said)
        if isinstance(error, Permanent):
            return self._permanent(letter, error, said)
        if move(
            [letter.pk], S.UNKNOWN, among={S.SENDING}, reason=error.phase, error=said, tries=_more(letter)
        ):
            ask_about_unknown(letter, phase=error.phase, code=error.code)
            # Who takes letters and says nothing is as ill as who is away: no more of them into doubt.
            self._breaker.note_away(letter.channel, said or error.phase, None)
        return S.UNKNOWN

    def _retry(self, letter: Letter, error: Retry, said: str) -> S:
        if error.pauses:
            self._breaker.note_away(letter.channel, said or error.phase, error.after)
            return self._again(letter, said)
        at = self._retry_times.after(_more(letter), clock.now(), error.after)
        if at is None:
            fail(letter, reason="tries_used_up", error=said, tries=_more(letter))
            return S.FAILED
        move([letter.pk], S.RETRYING, next_try_at=at, error=said, tries=_more(letter))
        return S.RETRYING

    def _permanent(self, letter: Letter, error: Permanent, said: str) -> S:
        if error.bad_channel:
            self._breaker.note_mistake(letter.channel, said or error.phase)
            return self._again(letter, said)
        if error.bad_address:
            blame_address(letter, said)
        fail(letter, reason="refused", error=said, tries=_more(letter))
        return S.FAILED

    def _again(self, letter: Letter, said: str) -> S:
        move([letter.pk], S.RETRYING, next_try_at=clock.now() + SHORTLY, error=said)
        return S.RETRYING


def _more(letter: Letter) -> int:
    return letter.tries + 1

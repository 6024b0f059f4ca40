"""A sender's two marks, written as one statement: what arrived, and the gate that the next one passes.

The gate is a conditional `claimed → sending`, committed just before the hand-over: whoever supersedes the
letter before that wins, whoever comes later finds it gone. The conditions are those of `moves`.
"""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from huiyin.core import clock
from huiyin.messaging.durability import one_writer, persist, relax
from huiyin.messaging.freeze import MEDIA_BLOCK
from huiyin.messaging.models import Letter

NONE = -1

_STEP = """
    UPDATE messaging_letter SET
        state = CASE WHEN id = %s THEN 'sent' ELSE 'sending' END,
        state_at = %s,
        sent_at = CASE WHEN id = %s THEN %s ELSE sent_at END,
        provider_id = CASE WHEN id = %s THEN %s ELSE provider_id END,
        tries = CASE WHEN id = %s THEN tries + 1 ELSE tries END,
        error = ''
    WHERE id IN (%s, %s) AND (
        (id = %s AND state IN ('sending', 'unknown'))
        OR (id = %s AND claim_id = %s AND state IN ({gates}))
    )
    RETURNING id
"""
_FIRST = _STEP.format(gates="'claimed'")
# A commit whose answer got lost may have opened the gate already. Only this sender can have done that, and
# it has handed nothing over.
_AGAIN = _STEP.format(gates="'claimed', 'sending'")


@dataclass(frozen=True)
class Arrived:
    """What the other side took, and when it said so: in law, the moment of sending."""

    letter_id: int
    at: datetime
    provider_id: str


@dataclass(frozen=True)
class Gate:
    """Which letter is to pass, for which claim, and the voices that it quotes: they are looked at once more,
    for one may have been withdrawn since the letter was judged.
    """

    letter_id: int
    claim_id: int
    media: str = ""


class Marks:
    """One per sender, because a connection belongs to its thread."""

    def __init__(self, give_up: Callable[[], bool] = lambda: False) -> None:
        self._give_up = give_up
        self._relaxed: object = None

    def step(self, arrived: Arrived | None, gate: Gate | None) -> bool:
        """Mark what arrived and open the gate for the next; False when it stays shut."""
        return persist(lambda again: self._step(arrived, gate, again=again), give_up=self._give_up)

    def _step(self, arrived: Arrived | None, gate: Gate | None, *, again: bool) -> bool:
        done = arrived or Arrived(NONE, clock.now(), "")
        adapt = connection.ops.adapt_datetimefield_value
        with one_writer():
            self._relax()
            with (
                transaction.atomic() if gate and gate.media else nullcontext(),
                connection.cursor() as cursor,
            ):
                if gate and gate.media and not _still_says(gate):
                    gate = None
                letter, claim = (gate.letter_id, gate.claim_id) if gate else (NONE, NONE)
                cursor.execute(
                    _AGAIN if again else _FIRST,
                    [
                        done.letter_id,
                        adapt(clock.now()),
                        done.letter_id,
                        adapt(done.at),
                        done.letter_id,
                        done.provider_id,
                        done.letter_id,
                        done.letter_id,
                        letter,
                        done.letter_id,
                        letter,
                        claim,
                    ],
                )
                return (letter,) in cursor.fetchall()

    def _relax(self) -> None:
        connection.ensure_connection()
        if connection.connection is not self._relaxed:
            relax(connection)
            self._relaxed = connection.connection


def _still_says(gate: Gate) -> bool:
    rows = Letter.objects.select_for_update().filter(pk=gate.letter_id).only("values")
    return any(row.values.get(MEDIA_BLOCK, "") == gate.media for row in rows if row.values)

"""The carrier: carries due letters until it is told to stop, or until there are none.

`run_forever` is the long-lived process, `drain` empties the queue once. Both take up what a dead carrier
left behind, and both outlive a database that is away for a while.
"""

import logging
import queue
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import DatabaseError, connection
from django.db.models import Count

from huiyin.core import clock
from huiyin.messaging import claims
from huiyin.messaging.deliver import CHUNK, Pipeline
from huiyin.messaging.durability import LONGEST_WAIT, forget_connection, is_away, one_writer, relax
from huiyin.messaging.marks import Marks
from huiyin.messaging.models import CarrierBeat, Letter
from huiyin.messaging.outcomes import Outcomes
from huiyin.messaging.pauses import Breaker
from huiyin.messaging.processes import new_carrier_name
from huiyin.messaging.retries import RetryTimes
from huiyin.messaging.senders import Jobs, Reports, Sender
from huiyin.messaging.states import LetterState as S

log = logging.getLogger(__name__)

POLL_SECONDS = 0.5
# How soon to look again when a channel's pace holds letters back.
PACE_SECONDS = 0.1
TEND_SECONDS = 10.0
BEATS_KEPT = timedelta(days=1)
# The senders wait for the network while the main thread renders. They must get Python back at once when
# the other side has answered, so the interpreter changes threads ten times as often as it would.
SWITCH_SECONDS = 0.0005
# How long a sender that must go waits for an absent database, to mark what it knows.
LEAVE_SECONDS = 10.0
NEVER = threading.Event()

COUNTED = ("claimed", "sent", "retrying", "failed", "unknown", "superseded", "suppressed")


class Carrier:
    """One carrier with its senders. With no `connections` it hands over in the caller's own thread."""

    def __init__(self, *, connections: int = 1) -> None:
        self.name = new_carrier_name()
        self._jobs = Jobs()
        self._reports: Reports = queue.SimpleQueue()
        self._breaker = Breaker(connections)
        self._leave_by: float | None = None
        self._outcomes = Outcomes(self._breaker, RetryTimes(), self._must_leave)
        self._pipeline = Pipeline(
            self.name, self._jobs, self._reports, self._breaker, depth=CHUNK * 2 + connections * 8
        )
        self._here = None if connections else self._new_sender()
        self._threads = [
            threading.Thread(target=self._new_sender().run, name=f"sender-{number}", daemon=True)
            for number in range(connections)
        ]
        self._tended_at = -TEND_SECONDS

    def run(self, stop: threading.Event) -> None:
        with self._working():
            while not stop.is_set():
                if not self._round(stop):
                    stop.wait(POLL_SECONDS)

    def drain(self) -> dict[str, int]:
        """Carry until nothing is due any more; what waits for later or for a person is counted."""
        with self._working():
            while self._round(NEVER):
                pass
        waiting = dict(
            Letter.objects.filter(state__in=[S.HELD, S.QUEUED, S.CLAIMED, S.RETRYING])
            .values_list("state")
            .annotate(n=Count("pk"))
        )
        held = waiting.pop(S.HELD, 0)
        tally = self._pipeline.tally
        return {name: tally[name] for name in COUNTED} | {"held": held, "left": sum(waiting.values())}

    @contextmanager
    def _working(self) -> Iterator[None]:
        for thread in self._threads:
            thread.start()
        usual = sys.getswitchinterval()
        if self._threads:
            sys.setswitchinterval(SWITCH_SECONDS)
        relax(connection)
        try:
            yield
        finally:
            self._stop()
            sys.setswitchinterval(usual)

    def _round(self, stop: threading.Event) -> bool:
        """One step of the work; False when there was nothing to do, or no database to do it with."""
        wait = 0.05
        while not stop.is_set():
            try:
                return self._step()
            except DatabaseError as error:
                if not is_away(error) or connection.in_atomic_block:
                    raise
                log.warning("the database is away: %s", error)
                forget_connection()
                stop.wait(wait)
                wait = min(wait * 2, LONGEST_WAIT)
                self._tended_at = -TEND_SECONDS
        return False

    def _step(self) -> bool:
        self._tend()
        self._pipeline.collect()
        if self._pipeline.supply():
            if self._here:
                self._here.run_here()
            return True
        if self._pipeline.open_jobs:
            self._pipeline.collect(timeout=POLL_SECONDS)
            return True
        self._pipeline.collect()
        if self._pipeline.is_held_back:
            time.sleep(PACE_SECONDS)
        return self._pipeline.is_held_back

    def _tend(self) -> None:
        """Now and then: a sign of life, longer leases, and a look at what others left behind."""
        if time.monotonic() - self._tended_at < TEND_SECONDS:
            return
        if any(not thread.is_alive() for thread in self._threads):
            raise RuntimeError("a sender broke down; see the log")
        relax(connection)
        claims.renew(self._pipeline.known_claims())
        claims.forget_lost(self.name, self._pipeline.known_claims())
        claims.recover(besides=self.name)
        now = clock.now()
        with one_writer():
            CarrierBeat.objects.update_or_create(carrier=self.name, defaults={"at": now})
            CarrierBeat.objects.filter(at__lt=now - BEATS_KEPT).delete()
        self._tended_at = time.monotonic()

    def _stop(self) -> None:
        """Let the senders finish what they hold, give back the rest, and write down how it ended."""
        self._pipeline.drop_the_rest()
        self._leave_by = time.monotonic() + LEAVE_SECONDS
        for _thread in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join()
        if self._here:
            self._here.hang_up()
        try:
            self._pipeline.collect()
        except DatabaseError as error:
            if not is_away(error):
                raise
            log.warning("left without the database: %s; the next carrier judges what was open", error)

    def _must_leave(self) -> bool:
        return self._leave_by is not None and time.monotonic() > self._leave_by

    def _new_sender(self) -> Sender:
        return Sender(self._jobs, self._reports, self._outcomes, self._breaker, Marks(self._must_leave))


def run_forever(stop: threading.Event, *, connections: int = 1) -> None:
    """Carry letters until `stop` is set."""
    Carrier(connections=connections).run(stop)


def drain(*, connections: int = 0) -> dict[str, int]:
    """Carry everything that is due now; the counts are those of the contract."""
    return Carrier(connections=connections).drain()

"""Senders: each hands one letter after another to the network and marks it in the database.

A sender's marks come first and last: gate, hand-over, outcome. Everything else is done elsewhere while it
waits for the other side.
"""

import itertools
import logging
import queue
from dataclasses import dataclass, field
from datetime import datetime

from django.db import DatabaseError, connections

from huiyin.core import clock
from huiyin.messaging.channels.base import Channel, NotSent, Parcel, Sent, Session, Unknown
from huiyin.messaging.durability import is_away
from huiyin.messaging.freeze import MEDIA_BLOCK
from huiyin.messaging.marks import Arrived, Gate, Marks
from huiyin.messaging.models import Claim, Letter
from huiyin.messaging.outcomes import Outcomes
from huiyin.messaging.pauses import Breaker
from huiyin.messaging.states import LetterState as S

log = logging.getLogger(__name__)
# An idle connection is closed before the other side gets tired of it.
IDLE_SECONDS = 30.0
# A place behind every priority.
LAST = 1000


@dataclass(eq=False)
class Batch:
    """One claim on its way through the carrier. `ids` are not judged yet, `letters` not prepared yet. `paced`
    names the channel of a batch that may only be as large as that one's pace allows.
    """

    claim: Claim
    ids: list[int]
    letters: list[Letter] = field(default_factory=list)
    paced: str = ""
    open_jobs: int = 0
    reports: list["Report"] = field(default_factory=list)
    is_closing: bool = False

    @property
    def is_done(self) -> bool:
        return not self.ids and not self.letters and not self.open_jobs


@dataclass(frozen=True, eq=False)
class Job:
    """One parcel, and where it belongs."""

    batch: Batch
    letter: Letter
    parcel: Parcel
    channel: Channel


@dataclass(frozen=True, eq=False)
class Report:
    """How a job ended. `state` None: not handed over, because it was stopped or its channel paused."""

    job: Job
    state: S | None
    at: datetime
    phase: str = ""
    code: str = ""
    reply: str = ""
    provider_id: str = ""


class Jobs:
    """What the senders take next: the more urgent first, equals in their order. `None` comes last."""

    def __init__(self) -> None:
        self._queue: queue.PriorityQueue[tuple[int, int, Job | None]] = queue.PriorityQueue()
        self._numbers = itertools.count()

    def put(self, job: Job | None) -> None:
        self._queue.put((job.letter.priority if job else LAST, next(self._numbers), job))

    def get(self, timeout: float | None = None) -> Job | None:
        return self._queue.get(timeout=timeout)[2]

    def get_nowait(self) -> Job | None:
        return self._queue.get_nowait()[2]


Reports = queue.SimpleQueue[Report]


class Sender:
    """Used by one thread. `None` among the jobs sends it home."""

    def __init__(
        self, jobs: Jobs, reports: Reports, outcomes: Outcomes, breaker: Breaker, marks: Marks
    ) -> None:
        self._jobs, self._reports = jobs, reports
        self._outcomes, self._breaker, self._marks = outcomes, breaker, marks
        self._sessions: dict[str, Session] = {}
        self._arrived: Report | None = None

    def run(self) -> None:
        """Work until sent home; the thread's own connections end with it."""
        try:
            while True:
                try:
                    job = self._jobs.get(timeout=None if not self._sessions else IDLE_SECONDS)
                except queue.Empty:
                    self.hang_up()
                    continue
                if job is None:
                    return
                self._work_from(job)
        except DatabaseError as error:
            if not is_away(error):
                raise
            log.warning("a sender left without marking its last letter: %s", error)
        finally:
            self.hang_up()
            connections.close_all()

    def run_here(self) -> None:
        """Do what is there in the caller's thread, and return."""
        try:
            job = self._jobs.get_nowait()
        except queue.Empty:
            return
        if job is not None:
            self._work_from(job)

    def hang_up(self) -> None:
        for session in self._sessions.values():
            session.close()
        self._sessions.clear()

    def _work_from(self, job: Job) -> None:
        """Job after job while there are any, so that one's outcome is marked with the next one's gate."""
        following: Job | None = job
        while following is not None:
            self._handle(following)
            try:
                following = self._jobs.get_nowait()
            except queue.Empty:
                break
            if following is None:
                self._jobs.put(None)
        self._mark(None)

    def _handle(self, job: Job) -> None:
        if self._breaker.is_paused(job.letter.channel):
            self._reports.put(Report(job, None, clock.now()))
            return
        if not self._mark(job):
            self._reports.put(Report(job, None, clock.now()))
            return
        try:
            sent = self._session(job.channel).send(job.parcel)
        except NotSent as error:
            self._not_sent(job, error)
        except Exception as error:
            # A mistake of our own, at a moment when the letter may have gone.
            log.exception("letter %s broke its channel", job.letter.pk)
            self._not_sent(job, Unknown("broken", type(error).__name__))
        else:
            self._sent(job, sent)

    def _mark(self, job: Job | None) -> bool:
        """Mark what arrived before, and open the gate for what follows."""
        done = self._arrived
        if done is None and job is None:
            return False
        passed = self._marks.step(
            Arrived(done.job.letter.pk, done.at, done.provider_id) if done else None,
            Gate(job.letter.pk, job.batch.claim.pk, job.letter.values.get(MEDIA_BLOCK, "")) if job else None,
        )
        if done:
            self._arrived = None
            self._reports.put(done)
        return passed

    def _sent(self, job: Job, sent: Sent) -> None:
        self._arrived = Report(job, S.SENT, clock.now(), sent.phase, sent.code, sent.reply, sent.provider_id)
        self._breaker.note_arrival(job.letter.channel)

    def _not_sent(self, job: Job, error: NotSent) -> None:
        at = clock.now()
        if isinstance(error, Unknown) or getattr(error, "pauses", False):
            self._drop_session(job.channel)
        state = self._outcomes.record(job.letter, error)
        self._reports.put(Report(job, state, at, error.phase, error.code, error.reply))

    def _drop_session(self, channel: Channel) -> None:
        session = self._sessions.pop(channel.key, None)
        if session:
            session.close()

    def _session(self, channel: Channel) -> Session:
        if channel.key not in self._sessions:
            self._sessions[channel.key] = channel.open()
        return self._sessions[channel.key]

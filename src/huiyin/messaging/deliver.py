"""One batch from claim to record: claim, judge, prepare, hand to the senders, and close with one flush."""

import queue
import time
from collections import Counter
from collections.abc import Collection

from huiyin.messaging import claims
from huiyin.messaging.channels import free_now
from huiyin.messaging.channels.base import Letterhead
from huiyin.messaging.durability import durable
from huiyin.messaging.judging import judge, load
from huiyin.messaging.models import Attempt
from huiyin.messaging.moves import move
from huiyin.messaging.pauses import Breaker
from huiyin.messaging.preparing import forget_bytes, heads_for, prepare
from huiyin.messaging.senders import Batch, Job, Jobs, Report, Reports
from huiyin.messaging.states import LetterState as S

BATCH = 200
CHUNK = 32
LOOK_SECONDS = 0.25
# Codes, cancellations and changes of today have a smaller priority than this.
ORDINARY = 5


class Pipeline:
    """Keeps the senders supplied and the records in order. Lives in one thread, the carrier's main one.

    Every step may be broken off by an absent database and is taken up again where it stood.
    """

    def __init__(self, carrier: str, jobs: Jobs, reports: Reports, breaker: Breaker, *, depth: int) -> None:
        self.carrier = carrier
        self.tally: Counter[str] = Counter()
        self.batches: list[Batch] = []
        self._jobs, self._reports = jobs, reports
        self._breaker = breaker
        self._depth = depth
        self._heads: dict[str, Letterhead] = {}
        self._look_again_at = 0.0
        self._look_for_urgent_at = 0.0
        self.is_held_back = False

    @property
    def open_jobs(self) -> int:
        return sum(batch.open_jobs for batch in self.batches)

    def supply(self) -> bool:
        """Prepare the next few letters if the senders have room for them; False when there are none. For
        those that cannot wait there is always room, and no batch before them.
        """
        batch = self._claim_urgent()
        if batch is None and self.open_jobs < self._depth:
            batch = next((b for b in self.batches if b.ids or b.letters), None) or self._claim_soon()
        if batch is None:
            return False
        self._feed(batch)
        return True

    def _feed(self, batch: Batch) -> None:
        if batch.ids:
            self._judge(batch)
        chunk = batch.letters[:CHUNK]
        if chunk:
            prepared = prepare(chunk, self._heads)
            self.tally["failed"] += len(chunk) - len(prepared)
            del batch.letters[:CHUNK]
            batch.open_jobs += len(prepared)
            for letter, parcel, channel in prepared:
                self._jobs.put(Job(batch, letter, parcel, channel))

    def collect(self, timeout: float = 0) -> None:
        """Take in the senders' reports, waiting for a first one at most so long, and close what is done."""
        try:
            while True:
                report = self._reports.get(timeout=timeout) if timeout else self._reports.get_nowait()
                timeout = 0
                report.job.batch.open_jobs -= 1
                report.job.batch.reports.append(report)
                if report.state:
                    self.tally[report.state] += 1
        except queue.Empty:
            pass
        for batch in [batch for batch in self.batches if batch.is_done]:
            self._close(batch)
            self.batches.remove(batch)

    def drop_the_rest(self) -> None:
        """Take back what no sender has begun, before the carrier stops."""
        for batch in self.batches:
            batch.ids, batch.letters = [], []
        try:
            while True:
                job = self._jobs.get_nowait()
                if job:
                    self._reports.put(Report(job, None, job.batch.claim.at))
        except queue.Empty:
            pass

    def known_claims(self) -> Collection[int]:
        return [batch.claim.pk for batch in self.batches]

    def _claim_urgent(self) -> Batch | None:
        """While others are on their way, now and then a look for letters that must pass them."""
        if not self.batches or time.monotonic() < self._look_for_urgent_at:
            return None
        self._look_for_urgent_at = time.monotonic() + LOOK_SECONDS
        paced = free_now().keys()
        if not claims.is_due(paused=paced, before=ORDINARY):
            return None
        return self._take(CHUNK, paused=self._breaker.look() | paced, before=ORDINARY)

    def _claim_soon(self) -> Batch | None:
        """Look for due letters, but while there is other work not many times a second in vain."""
        if self.open_jobs and time.monotonic() < self._look_again_at:
            return None
        batch = self._claim()
        self._look_again_at = 0 if batch else time.monotonic() + LOOK_SECONDS
        return batch

    def _claim(self) -> Batch | None:
        claims.release_due()
        paused, free = self._breaker.look(), free_now()
        self.is_held_back = False
        for channel in sorted(free.keys() - paused):
            if batch := self._claim_paced(channel, free[channel]):
                return batch
        return self._take(BATCH, paused=paused | free.keys())

    def _claim_paced(self, channel: str, free: int) -> Batch | None:
        """As many letters as the channel may hand over now; the rest stays in the queue, in nobody's way."""
        if any(batch.paced == channel for batch in self.batches):
            return None
        if free <= 0:
            self.is_held_back = self.is_held_back or claims.is_due(only=channel)
            return None
        return self._take(free, only=channel)

    def _take(
        self, limit: int, *, paused: Collection[str] = (), only: str = "", before: int = claims.ANY
    ) -> Batch | None:
        taken = claims.take(self.carrier, limit, paused=paused, only=only, before=before)
        if taken is None:
            return None
        claim, ids = taken
        batch = Batch(claim, ids, paced=only)
        self.batches.append(batch)
        self.tally["claimed"] += len(ids)
        return batch

    def _judge(self, batch: Batch) -> None:
        verdicts = judge(load(batch.ids, batch.claim))
        self._heads = heads_for(verdicts.ready)
        batch.ids, batch.letters = [], verdicts.ready
        self.tally += verdicts.tally()

    def _close(self, batch: Batch) -> None:
        """One durable transaction: the attempts, what was given back, and the end of the claim."""
        handed_over = [report for report in batch.reports if report.state]
        given_back = [report.job.letter.pk for report in batch.reports if not report.state]
        is_repeated, batch.is_closing = batch.is_closing, True
        with durable():
            if is_repeated and claims.is_closed(batch.claim):
                return
            self._tell_again(batch, handed_over)
            Attempt.objects.bulk_create([_attempt(report) for report in handed_over])
            if given_back:
                forget_bytes(given_back)
            claims.close(batch.claim)

    def _tell_again(self, batch: Batch, handed_over: Collection[Report]) -> None:
        """The database restarted meanwhile and may have forgotten marks that were not flushed yet."""
        if claims.lease_now()[1] == batch.claim.database_started:
            return
        for report in handed_over:
            if report.state == S.SENT:
                ids = [report.job.letter.pk]
                move(ids, S.SENDING, among={S.CLAIMED})
                move(ids, S.SENT, among={S.SENDING, S.UNKNOWN}, sent_at=report.at)


def _attempt(report: Report) -> Attempt:
    return Attempt(
        letter_id=report.job.letter.pk,
        at=report.at,
        phase=report.phase[:12],
        outcome=str(report.state),
        code=report.code[:20],
        reply=report.reply[:300],
    )

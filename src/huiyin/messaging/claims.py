"""Claims: taking due letters so that no two carriers hold one, and judging what a dead carrier held.

A lease is read on a clock that nobody sets: the time since boot on one machine, the database's on many.
A carrier that can be seen alive keeps what it holds; one that is gone loses it at once.
"""

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q

from huiyin.core import clock
from huiyin.messaging.durability import durable, one_writer
from huiyin.messaging.models import Attempt, Claim, Letter
from huiyin.messaging.moves import move
from huiyin.messaging.processes import boot_id, is_gone
from huiyin.messaging.states import LetterState as S
from huiyin.messaging.todo_kinds import ask_about_unknown

LEASE = timedelta(seconds=45)
# Reasons whose end is a moment; review, approval and a card in hand end by a person.
TIMED_HOLDS = ("undo", "quiet", "cap")
# Behind every priority that a letter may have.
ANY = 1000

# States stand as literals, because SQLite uses a partial index only when the query repeats its condition.
_NOT_YET_DUE = """
    state IN ('planned', 'held') AND next_try_at <= %s
    AND (state = 'planned' OR reason IN ('undo', 'quiet', 'cap'))
"""
# A letter waits while an older one to the same person about the same thing is on its way, so that the
# newer facts arrive last.
_DUE = """
    SELECT l.id FROM messaging_letter l
    WHERE l.state IN ('queued', 'retrying') AND l.priority < %s AND l.next_try_at <= %s {channels}
    AND NOT EXISTS (
        SELECT 1 FROM messaging_letter o
        WHERE o.contact_id = l.contact_id AND o.id < l.id AND o.about = l.about
        AND (o.state IN ('claimed', 'sending') OR (o.state = 'queued' AND o.channel = l.channel))
    )
    ORDER BY l.priority, l.next_try_at, l.id LIMIT %s
"""


@dataclass(frozen=True)
class Beginning:
    """When what we stand on began: a mark made before may be lost after."""

    boot_id: str
    database_started: str


def lease_now() -> tuple[datetime, str]:
    """The lease clock, and when the database started (empty for SQLite, which starts with the machine)."""
    if connection.vendor == "sqlite":
        return datetime.fromtimestamp(time.monotonic(), UTC), ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp(), pg_postmaster_start_time()::text")
        now, started = cursor.fetchone()
    return now, started


def beginning() -> Beginning:
    return Beginning(boot_id(), lease_now()[1])


def release_due() -> int:
    """Planned letters whose time has come, and held ones whose hold is over, join the queue; a planned one
    that somebody wants to read first is held for her.
    """
    now = connection.ops.adapt_datetimefield_value(clock.now())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM messaging_letter WHERE {_NOT_YET_DUE} LIMIT 1000", [now])  # noqa: S608
        ids = [row[0] for row in cursor.fetchall()]
    if not ids:
        return 0
    with one_writer():
        move(Letter.objects.filter(pk__in=ids, reason="review"), S.HELD, among={S.PLANNED}, reason="review")
        return move(
            Letter.objects.filter(pk__in=ids).filter(Q(state=S.PLANNED) | Q(reason__in=TIMED_HOLDS)),
            S.QUEUED,
            among={S.PLANNED, S.HELD},
            reason="",
        )


def take(
    carrier: str, limit: int, *, paused: Collection[str] = (), only: str = "", before: int = ANY
) -> tuple[Claim, list[int]] | None:
    """Claim up to `limit` due letters for this carrier, but none of these channels, or of one `only`, and
    only those of a priority `before` this one; None when there are none.
    """
    if not is_due(paused=paused, only=only, before=before):
        return None
    lease, started = lease_now()
    with durable():
        ids = _due_ids(limit, paused, only, before, lock=connection.vendor == "postgresql")
        if not ids:
            return None
        claim = Claim.objects.create(
            carrier=carrier,
            boot_id=boot_id(),
            database_started=started,
            at=clock.now(),
            lease_until=lease + LEASE,
        )
        move(ids, S.CLAIMED, among={S.QUEUED, S.RETRYING}, claim=claim)
    return claim, ids


def is_due(*, paused: Collection[str] = (), only: str = "", before: int = ANY) -> bool:
    return bool(_due_ids(1, paused, only, before, lock=False))


def _due_ids(limit: int, paused: Collection[str], only: str, before: int, *, lock: bool) -> list[int]:
    named = [only] if only else list(paused)
    marks = ", ".join(["%s"] * len(named))
    sql = _DUE.format(channels=f"AND l.channel {'' if only else 'NOT '}IN ({marks})" if named else "")
    if lock:
        sql += " FOR UPDATE OF l SKIP LOCKED"
    with connection.cursor() as cursor:
        now = connection.ops.adapt_datetimefield_value(clock.now())
        cursor.execute(sql, [before, now, *named, limit])
        return [row[0] for row in cursor.fetchall()]


def renew(claims: Collection[int]) -> None:
    """Say that the holder of these claims is alive."""
    if claims:
        with one_writer():
            Claim.objects.filter(pk__in=claims).update(lease_until=lease_now()[0] + LEASE)


def close(claim: Claim) -> None:
    """Give back what was not handed over; every other letter of the batch has its outcome."""
    move(Letter.objects.filter(claim=claim), S.QUEUED, among={S.CLAIMED})
    Claim.objects.filter(pk=claim.pk).update(closed_at=clock.now())


def is_closed(claim: Claim) -> bool:
    return Claim.objects.filter(pk=claim.pk).exclude(closed_at=None).exists()


def forget_lost(carrier: str, known: Collection[int]) -> None:
    """Give back claims of this carrier that it does not know of: their commit's answer was lost."""
    for claim in Claim.objects.filter(carrier=carrier, closed_at=None).exclude(pk__in=known):
        with one_writer(), transaction.atomic():
            close(claim)


def recover(*, besides: str = "") -> int:
    """Judge the open claims of carriers that are gone; returns how many letters became unknown."""
    lease, started = lease_now()
    here = Beginning(boot_id(), started)
    unknown = 0
    for claim in Claim.objects.filter(closed_at=None).exclude(carrier=besides):
        if _is_dead(claim, here, lease):
            unknown += _bury(claim, here)
    return unknown


def _is_dead(claim: Claim, here: Beginning, lease: datetime) -> bool:
    if claim.boot_id != here.boot_id and connection.vendor == "sqlite":
        return True
    gone = is_gone(claim.carrier) if claim.boot_id == here.boot_id else None
    return claim.lease_until < lease if gone is None else gone


def _bury(claim: Claim, here: Beginning) -> int:
    """Letters on their way may have arrived. If marks may be lost, so may those that were only claimed."""
    marks_may_be_lost = (
        claim.boot_id != here.boot_id
        if connection.vendor == "sqlite"
        else claim.database_started != here.database_started
    )
    with durable():
        if not Claim.objects.filter(pk=claim.pk, closed_at=None).update(closed_at=clock.now()):
            return 0
        doubtful = [S.SENDING, S.CLAIMED] if marks_may_be_lost else [S.SENDING]
        letters = list(
            Letter.objects.filter(claim=claim, state__in=doubtful).select_related("colleague").order_by("pk")
        )
        _doubt(letters, "power_lost" if marks_may_be_lost else "carrier_lost")
        move(Letter.objects.filter(claim=claim), S.QUEUED, among={S.CLAIMED})
    return len(letters)


def _doubt(letters: Sequence[Letter], code: str) -> None:
    move([letter.pk for letter in letters], S.UNKNOWN, among={S.SENDING, S.CLAIMED}, reason=code)
    now = clock.now()
    Attempt.objects.bulk_create(
        Attempt(letter=letter, at=now, phase="unknown", outcome="unknown", code=code) for letter in letters
    )
    for letter in letters:
        ask_about_unknown(letter, phase="unknown", code=code)

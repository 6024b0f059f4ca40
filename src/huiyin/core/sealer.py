"""Chains what the audit trail holds, so that nobody can change it unnoticed, not even with the database.

Each sealed entry's hash covers the hash before it. Sealing happens seconds after writing, by one sealer at a
time, so writers never wait for each other. The chain's head is anchored daily in a file outside the database:
a cut tail and a chain that was computed anew both contradict an anchor.

What it cannot show: an entry forged before it was sealed, and a rewrite newer than the last anchor.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.db import connection, transaction

from huiyin.core import clock
from huiyin.core.digests import sha256_letters
from huiyin.core.models import AuditAnchor, AuditEntry
from huiyin.core.numbers import take_numbers

SEQUENCE = "audit.seal"
GENESIS = "a" * 64
BATCH = 1000
ANCHOR_EVERY = timedelta(hours=24)

Problem = Literal["changed", "missing", "rewritten"]


@dataclass(frozen=True)
class Verdict:
    """`first_bad` is the id of the first entry that contradicts the chain; None when none is there to name.

    `changed`: its content is not what was sealed. `missing`: entry number `seal_no` is gone, and `first_bad`
    is the one after it. `rewritten`: the chain is sound but not the one that was anchored at `seal_no`.
    """

    ok: bool
    rows: int
    first_bad: int | None = None
    seal_no: int | None = None
    problem: Problem | None = None


def seal() -> int:
    """Chain every committed entry that is not sealed yet, in the order they are found; returns how many."""
    sealed = 0
    while AuditEntry.objects.filter(seal_no=None).exists():
        sealed += _seal_batch()
    return sealed


def anchor(*, at_least_every: timedelta = timedelta(0)) -> AuditAnchor | None:
    """Note the head of the chain here and in the file, unless it was noted a shorter while ago."""
    now = clock.now()
    last = AuditAnchor.objects.order_by("-at").first()
    if last and now - last.at < at_least_every:
        return None
    head = AuditEntry.objects.filter(seal_no__isnull=False).order_by("-seal_no").first()
    if head is None or head.seal_no is None or (last and last.seal_no == head.seal_no):
        return None
    made = AuditAnchor.objects.create(at=now, seal_no=head.seal_no, hash=head.hash)
    _append_anchor(made)
    return made


def anchor_daily() -> AuditAnchor | None:
    return anchor(at_least_every=ANCHOR_EVERY)


def verify() -> Verdict:
    """Walk the whole chain and hold it against every anchor."""
    anchors = _anchors()
    before, number = GENESIS, 0
    for row in _sealed_rows():
        number += 1
        if row.seal_no != number:
            return Verdict(ok=False, rows=number - 1, first_bad=row.pk, seal_no=number, problem="missing")
        if row.hash != hash_of(row, before):
            return Verdict(ok=False, rows=number, first_bad=row.pk, seal_no=number, problem="changed")
        if anchors.pop(number, row.hash) != row.hash:
            return Verdict(ok=False, rows=number, first_bad=row.pk, seal_no=number, problem="rewritten")
        before = row.hash
    if anchors:
        return Verdict(ok=False, rows=number, seal_no=number + 1, problem="missing")
    return Verdict(ok=True, rows=number)


def hash_of(entry: AuditEntry, before: str) -> str:
    """SHA-256 over the hash before and everything that the entry says, in one fixed spelling."""
    said = [
        entry.seal_no,
        entry.pk,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.actor,
        entry.actor_label,
        entry.verb,
        entry.about,
        entry.detail,
    ]
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256_letters(f"{before}\n{text}".encode())


def anchors_file() -> Path:
    return Path(settings.HUIYIN_HOME) / "audit-anchors.txt"


@transaction.atomic
def _seal_batch() -> int:
    """The number sequence is the lock: it is held to the end of the transaction, so there is one sealer."""
    first = take_numbers(SEQUENCE, 0).stop
    entries = list(AuditEntry.objects.filter(seal_no=None).order_by("id")[:BATCH])
    if not entries:
        return 0
    head = AuditEntry.objects.filter(seal_no__isnull=False).order_by("-seal_no").first()
    before = head.hash if head else GENESIS
    for number, entry in enumerate(entries, start=first):
        entry.seal_no = number
        entry.hash = before = hash_of(entry, before)
    # One prepared statement; `bulk_update` would build a CASE over the whole batch.
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE core_auditentry SET seal_no = %s, hash = %s WHERE id = %s",
            [(entry.seal_no, entry.hash, entry.pk) for entry in entries],
        )
    take_numbers(SEQUENCE, len(entries))
    return len(entries)


def _sealed_rows() -> Iterator[AuditEntry]:
    return AuditEntry.objects.filter(seal_no__isnull=False).order_by("seal_no").iterator(chunk_size=2000)


def _anchors() -> dict[int, str]:
    """By seal number, from the file and the table; where they disagree, the file is believed."""
    known = {one.seal_no: one.hash for one in AuditAnchor.objects.all()}
    if anchors_file().exists():
        for line in anchors_file().read_text().splitlines():
            _at, number, value = line.split()
            known[int(number)] = value
    return known


def _append_anchor(made: AuditAnchor) -> None:
    line = f"{_stamp(made.at)} {made.seal_no} {made.hash}\n"
    file = os.open(anchors_file(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(file, line.encode())
        os.fsync(file)
    finally:
        os.close(file)


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

"""A new key for every encrypted value, while people work.

The new key goes on top of the key file, and every process notices it at its next value. Then all values under
older keys are written again, each only if nobody changed it meanwhile. A line in the key file says that this
is going on, so a rotation that was killed is continued and not started anew. Older keys stay in the file,
because backups need them.
"""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.fernet import InvalidToken
from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from django.utils.translation import gettext as _

from huiyin.core import encryption, sealed_files
from huiyin.core.encryption import EncryptedJSONField, EncryptedTextField, SealedBinaryField
from huiyin.core.errors import DomainError

UNFINISHED = "# rotating: run `huiyin keys rotate` to finish"
BATCH = 200
MOST_PASSES = 20
# A writer gives up after 20 s of waiting for the database.
SETTLE_SECONDS = 25.0
ENCRYPTED = (EncryptedTextField, EncryptedJSONField, SealedBinaryField)

Change = tuple[str | bytes, int, str | bytes]
"""New value, id, old value."""


@dataclass(frozen=True)
class Step:
    """One batch of one column: how many values were written again, and the ids of those no key opens."""

    column: str
    rewritten: int
    unreadable: tuple[int | str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    rewritten: int
    unreadable: tuple[str, ...]


def rotate() -> Outcome:
    """Bring every value under a new key, or finish the rotation that was begun.

    The last pass begins `SETTLE_SECONDS` after the first at the earliest: a value that was encrypted just
    before the new key came may still wait for its turn to be written.
    """
    begin()
    settled_at = time.monotonic() + SETTLE_SECONDS
    rewritten, unreadable = 0, {""}
    for _pass in range(MOST_PASSES):
        unreadable, again = set(), 0
        for step in rewrite_all():
            again += step.rewritten
            unreadable |= {f"{step.column}:{pk}" for pk in step.unreadable}
        rewritten += again
        if not again and time.monotonic() >= settled_at:
            break
        if not again:
            time.sleep(max(0, settled_at - time.monotonic()))
    finish()
    return Outcome(rewritten=rewritten, unreadable=tuple(sorted(unreadable)))


def begin() -> bool:
    """Put a new key on top of the file; False when a rotation is under way already."""
    text = _file().read_text()
    if UNFINISHED in text:
        return False
    new_value_key = encryption.new_key_file_text().splitlines()[0]
    _write(f"{UNFINISHED}\n{new_value_key}\n{text}")
    return True


def finish() -> None:
    _write(_file().read_text().replace(f"{UNFINISHED}\n", ""))


def rewrite_all() -> Iterator[Step]:
    """One pass over every encrypted column, each step committed by itself, and over the sealed files."""
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, ENCRYPTED):
                yield from _rewrite_column(model, str(field.column))
    for path, is_readable in sealed_files.rotate_all():
        yield Step("files", 1) if is_readable else Step("files", 0, (path,))


def _rewrite_column(model: type[models.Model], column: str) -> Iterator[Step]:
    last = 0
    while True:
        step, last = _rewrite_batch(model, column, last)
        if not last:
            return
        yield step


@transaction.atomic
def _rewrite_batch(model: type[models.Model], column: str, after: int) -> tuple[Step, int]:
    """The next values of a column, and the id to go on from; 0 at the end.

    By SQL, because the fields would decrypt what has to be compared as it lies there.
    """
    quoted = [connection.ops.quote_name(name) for name in (model._meta.db_table, _id_column(model), column)]
    table, key, value = quoted
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {key}, {value} FROM {table} WHERE {key} > %s ORDER BY {key} LIMIT {BATCH}",  # noqa: S608 -- our names
            [after],
        )
        rows = cursor.fetchall()
        changes, unreadable = _changes(rows)
        if changes:
            cursor.executemany(
                f"UPDATE {table} SET {value} = %s WHERE {key} = %s AND {value} = %s",  # noqa: S608
                changes,
            )
    name = f"{model._meta.model_name}.{column}"
    return Step(name, len(changes), tuple(unreadable)), rows[-1][0] if rows else 0


def _changes(rows: list[tuple[int, str | bytes | None]]) -> tuple[list[Change], list[int]]:
    """What is under an older key, and the ids of what no key opens."""
    changes: list[Change] = []
    unreadable = []
    for pk, stored in rows:
        sealed = stored.encode() if isinstance(stored, str) else bytes(stored or b"")
        if not sealed or encryption.is_newest(sealed):
            continue
        try:
            fresh = encryption.rotate(sealed)
        except InvalidToken:
            unreadable.append(pk)
            continue
        changes.append((fresh.decode(), pk, stored) if isinstance(stored, str) else (fresh, pk, sealed))
    return changes, unreadable


def _id_column(model: type[models.Model]) -> str:
    return str(model._meta.pk.column)


def _file() -> Path:
    return Path(settings.HUIYIN_KEYS_FILE)


def _write(text: str) -> None:
    """All or nothing: a reader finds the old file or the new one."""
    draft = _file().with_name(f"{_file().name}.new")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(_file())
    except OSError as wrong:
        raise DomainError(
            "keys_file",
            _("The key file cannot be written: %(reason)s.") % {"reason": wrong.strerror},
            _("Let its owner run this command."),
        ) from wrong

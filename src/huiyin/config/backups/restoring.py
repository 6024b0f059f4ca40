"""Putting a backup in its place, without any letter that was sent already going out again.

Everything is opened and compared before anything that lives is touched. What stood there is set aside
under the time of the restore. Then no letter leaves by itself: every channel stands until a person lets
it go on, and each letter that fell due since the backup waits for a look, because it may have been sent
before.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from huiyin import __version__
from huiyin.config.alone import UNFINISHED
from huiyin.config.backups import databases
from huiyin.config.backups.archive import BESIDE, DATABASE, FILES, Manifest, folder_in, unpack
from huiyin.config.environment import Environment
from huiyin.config.init import prepare
from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError
from huiyin.core.sealing import Damaged, NoKey
from huiyin.messaging.standstill import stand_still

WORK = "restore.tmp"


@dataclass(frozen=True)
class Restored:
    """`aside` are the places where what stood there before is now."""

    manifest: Manifest
    aside: list[str]
    held: int


def restore(file: Path, environment: Environment, *, quietly: bool = False) -> Restored:
    """`quietly` when nothing was sent since the backup: a failed upgrade takes its own step back."""
    home = environment.home
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    with folder_in(home, WORK) as work:
        manifest = opened(file, work)
        _refuse_what_cannot_stand(manifest)
        databases.refuse_broken(work / DATABASE, manifest.database)
        if databases.others_connected():
            said = "Other parts of Huiyin, or other programs, are connected to the database."
            raise DomainError("in_use", said, "Stop them first.")
        aside = _swap(work, home, manifest)
    if quietly:
        (home / UNFINISHED).unlink()
        return Restored(manifest, aside, 0)
    prepare(environment)
    held = _let_nothing_leave()
    (home / UNFINISHED).unlink()
    return Restored(manifest, aside, held)


def opened(file: Path, work: Path) -> Manifest:
    """Everything in the file, compared with its list; refuses what is damaged or cannot be opened."""
    try:
        with file.open("rb") as source:
            return unpack(source, work)
    except FileNotFoundError:
        raise DomainError("no_file", f"There is no file {file}.", "Give the path of a backup.") from None
    except Damaged as wrong:
        said = f"{file.name} cannot be restored: {wrong}."
        raise DomainError("damaged", said, "Nothing was changed. Take an earlier backup.") from None
    except NoKey as missing:
        said = f"{file.name} was sealed under the key {missing}, which the key file does not have."
        raise DomainError(
            "no_key", said, "Nothing was changed. Put back the key file of that time."
        ) from None


def _refuse_what_cannot_stand(manifest: Manifest) -> None:
    if manifest.database != databases.vendor():
        said = f"The backup holds a {manifest.database} database, and this home uses {databases.vendor()}."
        raise DomainError("other_database", said, "Choose the same kind with HUIYIN_DATABASE_URL.")
    known = {f"{app}.{name}" for app, name in MigrationExecutor(connection).loader.disk_migrations}
    own = {name.partition(".")[0] for name in known}
    if [name for name in manifest.migrations if name not in known and name.partition(".")[0] in own]:
        said = f"The backup was made by version {manifest.version}, which is newer than {__version__}."
        raise DomainError("newer", said, "Install that version, then restore.")


def _swap(work: Path, home: Path, manifest: Manifest) -> list[str]:
    """From here until the mark goes, no part of Huiyin starts in this home."""
    stamp = f"{clock.now():%Y%m%dT%H%M%S}"
    mark = os.open(home / UNFINISHED, os.O_WRONLY | os.O_CREAT, 0o600)
    os.fsync(mark)
    os.close(mark)
    aside = [place] if (place := databases.put_in_place(work / DATABASE, stamp)) else []
    if databases.count_rows(manifest.rows) != manifest.rows:
        raise DomainError(
            "differs", "The restored database has other rows than the backup's list.", "Run it again."
        )
    if (home / FILES).exists():
        (home / FILES).rename(home / f"{FILES}.before-{stamp}")
        aside.append(str(home / f"{FILES}.before-{stamp}"))
    if (work / FILES).exists():
        (work / FILES).rename(home / FILES)
    for name in BESIDE:
        if (work / name).exists() and not (home / name).exists():
            (work / name).rename(home / name)
            (home / name).chmod(0o600)
    return aside


def _let_nothing_leave() -> int:
    """Also signs everybody out: rights may have been taken away since."""
    with transaction.atomic():
        Session.objects.all().delete()
        held = stand_still()
        audit.record("backup.restored", "company:1", by=Actor.system("restore"), held=held)
    return held

"""The files that backups are: their names, where they lie, and which are old enough to go."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from huiyin import __version__
from huiyin.config.backups.archive import Manifest, folder_in, write
from huiyin.core import clock
from huiyin.core.errors import DomainError

_NAME = re.compile(r"huiyin-(?:before-upgrade-)?\d{8}T\d{6}Z-[\w.+-]+\.backup")
_DAILY = re.compile(r"huiyin-\d{8}T\d{6}Z-[\w.+-]+\.backup")
WORK = "backup.tmp"


@dataclass(frozen=True)
class Backup:
    file: Path
    size: int
    manifest: Manifest


def new_backup(home: Path, folder: Path, *, label: str = "") -> Backup:
    """Write one; it has its name only once it is whole and on the disk."""
    stamp = f"{clock.now():%Y%m%dT%H%M%SZ}"
    file = folder / f"huiyin-{label + '-' if label else ''}{stamp}-{__version__}.backup"
    draft = file.with_suffix(f".{os.getpid()}.new")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with folder_in(home, f"{WORK}.{os.getpid()}") as work, draft.open("wb") as out:
            manifest = write(out, home, work)
            out.flush()
            os.fsync(out.fileno())
        draft.rename(file)
    except OSError as wrong:
        said = f"The backup could not be written to {folder}: {wrong.strerror}."
        raise DomainError("not_written", said, "Make room or choose another folder with --to.") from wrong
    finally:
        draft.unlink(missing_ok=True)
    return Backup(file, file.stat().st_size, manifest)


def drop_old(folder: Path, keep: int) -> list[Path]:
    """Leave the newest `keep` of those made by `huiyin backup`; those before an upgrade are never dropped."""
    found = sorted(path for path in folder.glob("*.backup") if _DAILY.fullmatch(path.name))
    gone = found[:-keep]
    for path in gone:
        path.unlink()
    return gone


def newest(folder: Path) -> Path | None:
    found = sorted(
        (path for path in folder.glob("*.backup") if _NAME.fullmatch(path.name)),
        key=lambda path: path.stat().st_mtime,
    )
    return found[-1] if found else None

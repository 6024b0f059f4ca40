"""From one version to the next: a backup, then the changes, and a step back by itself if they fail."""

from dataclasses import dataclass
from pathlib import Path

from huiyin import __version__
from huiyin.config.backups.files import new_backup
from huiyin.config.backups.restoring import restore
from huiyin.config.check import unapplied
from huiyin.config.environment import Environment
from huiyin.config.init import prepare
from huiyin.config.versions import version_of
from huiyin.core.errors import DomainError


@dataclass(frozen=True)
class Upgraded:
    """`backup` is the way back; None when there was nothing to do."""

    was: str
    changes: int
    backup: Path | None


def upgrade(environment: Environment, folder: Path) -> Upgraded:
    was, changes = version_of(environment.home), unapplied()
    if was == __version__ and not changes:
        return Upgraded(was, 0, None)
    backup = new_backup(environment.home, folder, label="before-upgrade")
    try:
        prepare(environment)
    except Exception as broken:
        restore(backup.file, environment, quietly=True)
        said = f"The upgrade to {__version__} failed: {broken}."
        before = was or "that you had before"
        mend = f"The database is as it was. Install the version {before} again; the backup is {backup.file}."
        raise DomainError("upgrade_failed", said, mend) from broken
    return Upgraded(was, changes, backup.file)

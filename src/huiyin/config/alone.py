"""Who works in a home: any number of parts together, or one that must be alone.

The lock is the kernel's (`flock`), so it ends with the process that held it, however that ends. Children that
`serve` forks hold it too. It guards one machine; databases on a server are asked who else is connected.
"""

import fcntl
import os
from pathlib import Path

from huiyin.core.errors import DomainError

LOCK, UNFINISHED = "lock", "restoring"


def enter(home: Path, *, alone: bool) -> None:
    """Hold the home until this process ends; refuses when that cannot be now, or a restore was cut off."""
    if not home.is_dir():
        return
    handle = os.open(home / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        said = (
            "Huiyin is running in this home."
            if alone
            else "A restore or an upgrade is going on in this home."
        )
        mend = "Stop it first." if alone else "Wait until it has ended."
        raise DomainError("in_use", said, mend) from None
    if not alone and (home / UNFINISHED).exists():
        said = "A restore was cut off half way, so this home is not whole."
        raise DomainError("restoring", said, "Run `huiyin restore` with the same file again.")

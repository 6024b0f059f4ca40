"""Which process is this, on which boot of which machine, and does another one still live? Linux says."""

import os
from functools import lru_cache
from itertools import count
from pathlib import Path

PROC = Path("/proc")
_numbers = count(1)


@lru_cache(maxsize=1)
def boot_id() -> str:
    """Changes when the machine restarts; empty where the system does not tell."""
    try:
        return (PROC / "sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return ""


def new_carrier_name() -> str:
    """`namespace:process:start:number`: never used twice on one boot."""
    pid = os.getpid()
    return f"{_namespace()}:{pid}:{_started(pid)}:{next(_numbers)}"


def is_gone(carrier: str) -> bool | None:
    """Whether the process of a carrier of this boot has ended; None when it cannot be seen from here."""
    namespace, pid, started, _ = carrier.split(":")
    if not namespace or namespace != _namespace() or not pid.isdigit():
        return None
    return _started(int(pid)) != started


def _namespace() -> str:
    try:
        return str((PROC / "self/ns/pid").stat().st_ino)
    except OSError:
        return ""


def _started(pid: int) -> str:
    """When the process started, in ticks since boot; `-` when it has ended or waits to be buried."""
    try:
        fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return "-"
    return "-" if fields[0] in {"Z", "X"} else fields[19]

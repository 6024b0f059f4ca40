"""The clock: work that is found due by looking, again and again.

Rooms fill `SWEEPS` in their `apps.py`. A sweep is idempotent and finds what is due by itself, so it may
run late, twice, or on two machines at once.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from django.db import close_old_connections, connection

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Sweep:
    """`every` is in seconds."""

    name: str
    every: float
    run: Callable[[], object]


SWEEPS: dict[str, Sweep] = {}


def register(sweep: Sweep) -> None:
    if sweep.name in SWEEPS:
        raise ValueError(f"sweep {sweep.name} is registered twice")
    SWEEPS[sweep.name] = sweep


def run_all() -> list[str]:
    """Run every sweep once; returns the names of those that failed. For commands and tests."""
    return [sweep.name for sweep in SWEEPS.values() if not _run(sweep)]


def run_forever(stop: threading.Event) -> None:
    """Run each sweep at its own pace until `stop` is set; all of them at once at the start."""
    due_at = {name: monotonic() for name in SWEEPS}
    while not stop.is_set() and due_at:
        for name in [name for name, at in due_at.items() if at <= monotonic()]:
            close_old_connections()
            _run(SWEEPS[name])
            due_at[name] = monotonic() + SWEEPS[name].every
        stop.wait(max(0.0, min(due_at.values()) - monotonic()))


def _run(sweep: Sweep) -> bool:
    """A broken sweep is logged and tried again at its next turn; the others go on."""
    try:
        sweep.run()
    except Exception:
        log.exception("sweep %s failed", sweep.name)
        connection.close()
        return False
    return True

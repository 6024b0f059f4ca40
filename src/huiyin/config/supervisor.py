"""Keeps child processes running: starts them, starts again what dies, stops all of them together.

Children are forked from this process, which has loaded the application: they start at once and share its
memory. A child dies with the supervisor, however that ends.
"""

import ctypes
import gc
import logging
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from multiprocessing.context import ForkProcess
from time import monotonic

from django.db import connections

STOP_SECONDS = 0.7
FIRST_DELAY, LONGEST_DELAY = 0.5, 30.0
STEADY_AFTER = 60.0
PR_SET_PDEATHSIG = 1

log = logging.getLogger(__name__)


@dataclass
class Part:
    """One child and how often it has died lately."""

    name: str
    run: Callable[[], None]
    process: ForkProcess | None = None
    started: float = 0.0
    delay: float = FIRST_DELAY
    due: float = field(default_factory=monotonic)


class Supervisor:
    """`is_ready` is asked until it answers True; a child that ends before that ends everything."""

    def __init__(self, parts: dict[str, Callable[[], None]], is_ready: Callable[[], bool]) -> None:
        self.parts = [Part(name, run) for name, run in parts.items()]
        self.is_ready: Callable[[], bool] | None = is_ready
        self.stopping = threading.Event()
        self.failed = ""

    def run(self) -> str:
        """Until SIGTERM or SIGINT. Every child has ended when this returns the part that could not start."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stopping.set())
        gc.freeze()
        while not self.stopping.is_set():
            self._start_due()
            if self.is_ready and self.is_ready():
                self.is_ready = None
            self._wait()
        self._stop()
        return self.failed

    def _start_due(self) -> None:
        connections.close_all()
        for part in self.parts:
            if part.process is None and part.due <= monotonic():
                part.process = multiprocessing.get_context("fork").Process(
                    target=_child, args=(part.run, os.getpid()), name=part.name
                )
                part.process.start()
                part.started = monotonic()

    def _wait(self) -> None:
        """Sleep until a child ends, one is due to start again, or it is time to look around."""
        wait(
            [part.process.sentinel for part in self.parts if part.process],
            timeout=0.05 if self.is_ready else 0.2,
        )
        for part in self.parts:
            if part.process and not part.process.is_alive():
                self._schedule(part, part.process)

    def _schedule(self, part: Part, ended: ForkProcess) -> None:
        if self.stopping.is_set():
            return
        if self.is_ready:
            self.failed = part.name
            self.stopping.set()
            return
        part.delay = FIRST_DELAY if monotonic() - part.started > STEADY_AFTER else part.delay
        log.error("%s ended with %s; it starts again in %s s", part.name, ended.exitcode, part.delay)
        part.process, part.due = None, monotonic() + part.delay
        part.delay = min(2 * part.delay, LONGEST_DELAY)

    def _stop(self) -> None:
        living = [part.process for part in self.parts if part.process]
        for process in living:
            process.terminate()
        deadline = monotonic() + STOP_SECONDS
        for process in living:
            process.join(max(0.0, deadline - monotonic()))
        for process in living:
            if process.is_alive():
                process.kill()
                process.join()


def end_with_parent(number: signal.Signals) -> None:
    """Have the kernel send us a signal when our parent dies, however it dies."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, number)


def _child(run: Callable[[], None], supervisor: int) -> None:
    """Die with the supervisor; end with the traceback on stderr if the work breaks."""
    end_with_parent(signal.SIGTERM)
    if os.getppid() != supervisor:
        return
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    run()

"""What `huiyin serve` keeps running, each in a process of its own: web, carrier, and worker with clock.

Worker and clock share a process because both mostly wait, and a process costs memory.
"""

import signal
import threading
from collections.abc import Callable
from functools import partial

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import Server

from huiyin.config.supervisor import end_with_parent
from huiyin.core import background, sweeps

WEB_THREADS = 4


def web(host: str, port: int) -> None:
    server = Server(
        "huiyin.config.parts:web_application",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=WEB_THREADS,
        backpressure=64,
        websockets=False,
        http1_settings=HTTP1Settings(header_read_timeout=15_000),
        log_level=LogLevels.warning,
        workers_kill_timeout=1,
    )
    server.serve()


def web_application() -> WSGIHandler:
    """Called in granian's worker, which must not outlive its main process and keep the port."""
    end_with_parent(signal.SIGKILL)
    return get_wsgi_application()


def carrier() -> None:
    from huiyin.messaging.carrier import run_forever  # noqa: PLC0415 -- not loaded in the web process

    run_forever(_stopped_by_signal())


def worker_and_clock() -> None:
    stop = _stopped_by_signal()
    clock = threading.Thread(target=sweeps.run_forever, args=(stop,), daemon=True)
    clock.start()
    background.run_forever(stop)


def _stopped_by_signal() -> threading.Event:
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


def parts(host: str, port: int) -> dict[str, Callable[[], None]]:
    return {"web": partial(web, host, port), "carrier": carrier, "worker": worker_and_clock}

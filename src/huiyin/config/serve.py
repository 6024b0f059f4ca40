"""`huiyin serve`: web, worker, carrier and clock under one supervisor."""

import argparse
import http.client
import importlib
import json
import socket
import sys
from collections.abc import Callable, Mapping

from django.conf import settings

from huiyin.config.check import unapplied
from huiyin.config.parts import parts
from huiyin.config.static import gather
from huiyin.config.supervisor import Supervisor
from huiyin.core.errors import DomainError


def serve_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=_port, default=settings.ENVIRONMENT.port)
    parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0 to be reached from other machines")


def serve(args: argparse.Namespace) -> None:
    """Refuse what cannot work in one line; then run until told to stop."""
    refuse_taken_port(args.host, args.port)
    if missing := unapplied():
        said = f"The database lacks {missing} changes of this version."
        raise DomainError("unapplied", said, "Run `huiyin init`.")
    gather()
    run(args.host, args.port, as_json=args.json)


def run(host: str, port: int, *, as_json: bool, more: Mapping[str, Callable[[], None]] | None = None) -> None:
    """Serve until told to stop. `more` are parts that only this caller needs."""
    url = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}"  # noqa: S104 -- compared, not bound

    def say_when_ready() -> bool:
        if not answers(port):
            return False
        line = json.dumps({"event": "ready", "url": url}) if as_json else f"Huiyin is ready: {url}"
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
        return True

    # Loaded once, before the fork: a page that cannot be loaded is said at once, and memory is shared.
    importlib.import_module(settings.ROOT_URLCONF)
    failed = Supervisor({**parts(host, port), **(more or {})}, say_when_ready).run()
    if failed:
        raise DomainError("start", f"The {failed} process could not start.", "The lines above say why.")


def answers(port: int) -> bool:
    """Whether the first request would succeed now."""
    probe = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        probe.request("GET", "/healthz")
        return probe.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        probe.close()


def refuse_taken_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as wrong:
            said = f"HUIYIN_PORT {port} on {host} cannot be used: {wrong.strerror}."
            mend = "Stop what listens there, or choose another with --port."
            raise DomainError("port", said, mend) from None


def _port(text: str) -> int:
    if text.isdecimal() and 1 <= int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError("use a number from 1 to 65535")

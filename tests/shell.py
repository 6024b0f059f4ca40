"""The `huiyin` command as a shell sees it: its own process, a home of its own."""

import os
import socket
import subprocess
import sys
from pathlib import Path

COMMAND = [sys.executable, "-m", "huiyin.config.command"]


def environment(home: Path, **settings: str) -> dict[str, str]:
    """This process's, without the tests' settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HUIYIN_", "DJANGO_"))}
    return {**kept, "HUIYIN_HOME": str(home), **settings}


def huiyin(home: Path, *words: str, stdin: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *words],
        env=environment(home, **settings),
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

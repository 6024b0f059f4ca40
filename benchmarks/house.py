"""A throw-away installation to measure: a home, a database on the disk, and `serve`."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.postgresql import Cluster, free_port

ROOT = Path(__file__).resolve().parent.parent
DATABASES = ("sqlite", "postgresql")
PASSWORD = "a long night 83"
COMMAND = (sys.executable, "-m", "huiyin.config.command")


class House:
    """Everything lives in a folder of its own and ends with it."""

    def __init__(self, database: str = "sqlite", *, email_url: str = "memory://") -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="huiyin-bench-"))
        self.cluster = Cluster(fsync=True).start() if database == "postgresql" else None
        self.port = free_port()
        self.home = home = self.folder / "home"
        self.environment = {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "PYTHONWARNINGS": "ignore",
            "DJANGO_SETTINGS_MODULE": "huiyin.config.settings",
            "HUIYIN_HOME": str(home),
            "HUIYIN_DATABASE_URL": self.cluster.url if self.cluster else f"sqlite://{home / 'huiyin.db'}",
            "HUIYIN_EMAIL_URL": email_url,
            "HUIYIN_PORT": str(self.port),
        }
        self.furnish()

    def furnish(self) -> None:
        self._call(*COMMAND, "init")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.cluster:
            self.cluster.remove()
        shutil.rmtree(self.folder, ignore_errors=True)

    def do(self, program: str, *words: str) -> Any:
        """Run one of our programs in this house; what it says last."""
        return json.loads(self._call(sys.executable, "-m", program, *words).splitlines()[-1])

    def call_json(self, *words: str) -> Any:
        """Run a command in this house; the one object that it prints."""
        return json.loads(self._call(*words))

    @contextmanager
    def serving(self) -> Iterator["subprocess.Popen[str]"]:
        """`huiyin serve`, from its first answer until the block ends."""
        process = self.start_serve()
        try:
            self.await_ready(process)
            yield process
        finally:
            stop(process)

    def await_ready(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout
        said = process.stdout.readline()
        if not said.startswith('{"event": "ready"'):
            stop(process)
            raise RuntimeError(
                f"{process.args} did not start: {said}{(self.folder / 'log').read_text()[-2000:]}"
            )

    def start_serve(self) -> "subprocess.Popen[str]":
        return self.begin(*COMMAND, "serve", "--json", "--port", str(self.port))

    def begin(self, *words: str) -> "subprocess.Popen[str]":
        log = (self.folder / "log").open("a")
        return subprocess.Popen(
            words, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=log, text=True
        )

    def _call(self, *words: str) -> str:
        done = subprocess.run(
            words, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, text=True, check=True
        )
        return done.stdout


def stop(process: "subprocess.Popen[str]") -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout:
        process.stdout.close()

"""A world for faults: a home, a database on the disk, a mail server that counts, and processes to kill."""

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.postgresql import Cluster
from tests.sink import SinkProcess

ROOT = Path(__file__).resolve().parent.parent.parent
DATABASES = ("sqlite", "postgresql")
_SEEDS: dict[str, Path] = {}


@atexit.register
def _forget_seeds() -> None:
    for seed in _SEEDS.values():
        shutil.rmtree(seed, ignore_errors=True)


class World:
    """Everything lives in a folder of its own and ends with it. `python` is this interpreter."""

    def __init__(self, database: str = "sqlite", *, sink: tuple[str, ...] = (), fsync: bool = False) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="huiyin-fault-"))
        self.cluster: Cluster | None = None
        if database == "postgresql":
            self.cluster = Cluster(fsync=fsync).start()
        url = self.cluster.url if self.cluster else f"sqlite://{self.folder / 'huiyin.db'}"
        self.sink = SinkProcess(self.folder / "mails.jsonl", *sink)
        self.environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "PYTHONWARNINGS": "ignore",
            "DJANGO_SETTINGS_MODULE": "huiyin.config.settings",
            "HUIYIN_HOME": str(self.folder),
            "HUIYIN_DATABASE_URL": url,
            "HUIYIN_EMAIL_URL": f"smtp://127.0.0.1:{self.sink.port}/?from=hr@example.test",
            "HUIYIN_BASE_URL": "http://hr.example.test",
        }
        self._make_home()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.sink.__exit__(kind, value, trace)
        if self.cluster:
            self.cluster.remove()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _make_home(self) -> None:
        """Migrating takes seconds, so an empty SQLite database is made once and copied."""
        made = _SEEDS.get("sqlite") if self.cluster is None else None
        if made is None:
            self.call("-m", "tests.fault.home")
        if self.cluster is None:
            seed = _SEEDS.setdefault("sqlite", Path(tempfile.mkdtemp(prefix="huiyin-seed-")))
            for name in ("huiyin.db", "keys"):
                source, target = (seed, self.folder) if made else (self.folder, seed)
                shutil.copy(source / name, target / name)

    def call(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, *words],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return done.stdout

    def do(self, *words: str, program: str = "tests.fault.process") -> dict[str, Any]:
        """One verb of a program, to its end."""
        answer: dict[str, Any] = json.loads(self.call("-m", program, *words).splitlines()[-1])
        return answer

    def begin(self, *words: str, program: str = "tests.fault.process") -> "subprocess.Popen[str]":
        """The same, left running once it says that it is ready."""
        process = subprocess.Popen(
            [sys.executable, "-m", program, *words],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stdout
        assert json.loads(process.stdout.readline()) == {"event": "ready"}
        return process

    def states(self) -> Counter[str]:
        return Counter(json.loads(self.call("-m", "tests.fault.home", "states")))

    def stored(self) -> Counter[str]:
        """How often the mail server stored each Message-ID."""
        return self.sink.counts()

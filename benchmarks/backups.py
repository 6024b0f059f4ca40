"""A backup while 200 rows a second are written: its seconds, what the writer waits, what is missing.

    python -m benchmarks.backups [--database sqlite|postgresql] [--rows 50000]

The house is filled with files first. The floor is copying the database's bytes without sealing them.
"""

import argparse
import shutil
import sqlite3
import threading
import time
from contextlib import closing
from typing import Any

import psycopg

from benchmarks.figures import Line, line, p95, say
from benchmarks.house import COMMAND, DATABASES, House

A_SECOND = 200
MISSING, WAIT_MS = 0, 1000


class Writer(threading.Thread):
    """Commits one row at a time at its pace, and remembers when each was committed and how long it took."""

    def __init__(self, house: House) -> None:
        super().__init__()
        self.house, self.ended = house, threading.Event()
        self.committed: list[float] = []
        self.waits: list[float] = []

    def run(self) -> None:
        with closing(connect(self.house)) as connection:
            due = time.monotonic()
            while not self.ended.is_set():
                began = time.monotonic()
                name = f"row{len(self.committed)}"
                connection.execute(
                    f"INSERT INTO candidates_tag (name, is_automatic) VALUES ('{name}', false)"
                )
                connection.commit()
                self.committed.append(time.monotonic())
                self.waits.append((self.committed[-1] - began) * 1000)
                due += 1 / A_SECOND
                time.sleep(max(0.0, due - time.monotonic()))


def connect(house: House) -> Any:
    if house.cluster:
        return psycopg.connect(house.cluster.url)
    connection = sqlite3.connect(house.home / "huiyin.db", timeout=20)
    connection.execute("PRAGMA synchronous=FULL")
    return connection


def measure(database: str, rows: int) -> list[Line]:
    with House(database) as house:
        house.do("benchmarks.fill", "history", str(rows))
        floor = _copy(house) if database == "sqlite" else None
        writer = Writer(house)
        writer.start()
        time.sleep(1)
        quiet = len(writer.waits)
        began = time.monotonic()
        before = len(writer.committed)
        made = house.call_json(*COMMAND, "backup", "--json")
        seconds = time.monotonic() - began
        during = writer.waits[quiet:]
        writer.ended.set()
        writer.join()
        house.call_json(*COMMAND, "restore", made["file"], "--json")
        with closing(connect(house)) as connection:
            kept = {row[0] for row in connection.execute("SELECT name FROM candidates_tag").fetchall()}
        missing = sum(f"row{number}" not in kept for number in range(before))
    waited = p95(during)
    return [
        line(f"backup.seconds.{database}", seconds, "s", made["rows"], floor=floor),
        line(f"backup.size.{database}", made["bytes"] / 1e6, "MB", 1),
        line(f"backup.writes.{database}", len(during) / seconds, "writes/s meanwhile", len(during)),
        line(f"backup.wait.p95.{database}", waited, "ms", len(during), floor=p95(writer.waits[:quiet])),
        line(f"backup.wait.most.{database}", max(during), "ms", len(during), reach=WAIT_MS, at_most=True),
        line(f"backup.missing.{database}", missing, "rows", before, reach=MISSING, at_most=True),
    ]


def _copy(house: House) -> float:
    began = time.monotonic()
    shutil.copyfile(house.home / "huiyin.db", house.folder / "copy")
    return time.monotonic() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", action="append", choices=DATABASES, default=[])
    parser.add_argument("--rows", type=int, default=50_000)
    args = parser.parse_args()
    for database in args.database or ["sqlite"]:
        say(measure(database, args.rows))


if __name__ == "__main__":
    main()

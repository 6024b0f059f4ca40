"""Letters: how fast they are carried, beside a bare smtplib loop that sends the same bytes to the same sink.

    python -m benchmarks.letters [--letters 2000] [--database sqlite|postgresql] [--only NAME]

Each line: {name, value, unit, floor, ratio, reach, ok, n}. The sink is a process of its own that answers the
final dot after 5 ms, or at once. The database is on the disk, with the durability of production.
"""

import argparse
import smtplib
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.figures import line, say
from tests.fault.world import DATABASES, World
from tests.sink import SinkProcess

SENDER, RECIPIENT = "hr@example.test", "floor@example.test"


def floor_of(payload: bytes, number: int, delay: str) -> float:
    """Letters a second of a loop over `sendmail` on one connection: nothing chosen, nothing recorded."""
    with (
        tempfile.TemporaryDirectory() as folder,
        SinkProcess(Path(folder) / "mails.jsonl", "--delay", delay) as sink,
        smtplib.SMTP("127.0.0.1", sink.port, "hr.example.test") as smtp,
    ):
        smtp.ehlo()
        started = time.perf_counter()
        for _ in range(number):
            smtp.sendmail(SENDER, [RECIPIENT], payload)
        return number / (time.perf_counter() - started)


def carry(database: str, number: int, delay: str, connections: int) -> dict[str, Any]:
    with World(database, sink=("--delay", delay), fsync=True) as world:
        world.do("fill", str(number))
        counts = world.do("measure", "--connections", str(connections))
        assert counts["sent"] == number, counts
        assert len(world.stored()) == number
        return counts


def measure(database: str, number: int) -> list[dict[str, Any]]:
    payload = sample_payload()
    lines = [line(f"letters.size.{database}", len(payload) / 1024, "kB", 1)]
    for delay, named in (("5", "5ms"), ("0", "instant")):
        floor = floor_of(payload, min(number, 1000), delay)
        lines.append(line(f"letters.loop.{named}.{database}", floor, "letters/s", min(number, 1000)))
        for connections in (1, 4):
            counts = carry(database, number, delay, connections)
            reach = None
            if delay == "5":
                reach = {"sqlite": 0.8, "postgresql": 0.7}[database] if connections == 1 else 2.5
            lines.append(
                line(
                    f"letters.carry.{named}.{connections}.{database}",
                    number / counts["seconds"],
                    "letters/s",
                    number,
                    floor=floor,
                    reach=reach,
                    by_ratio=True,
                )
            )
            if delay == "0" and connections == 1:
                lines += [
                    line(
                        f"letters.whole.{database}",
                        number / counts["cpu_seconds"],
                        "letters/s per core",
                        number,
                        reach=150,
                    ),
                    line(
                        f"letters.queries.{database}",
                        counts["queries"] / number,
                        "queries/letter besides the marks",
                        number,
                        reach=0.5,
                        at_most=True,
                    ),
                    line(f"letters.marks.{database}", counts["marks"] / number, "marks/letter", number),
                    line(
                        f"letters.statements.{database}",
                        (counts["queries"] + counts["marks"]) / number,
                        "statements/letter",
                        number,
                    ),
                ]
    return lines


def sample_payload() -> bytes:
    """The bytes of one invitation as the carrier makes them."""
    with World("sqlite") as world:
        world.do("fill", "1")
        world.do("carry", "--drain")
        return bytes.fromhex(world.do("payload")["payload"])


def queueing(database: str, number: int) -> list[dict[str, Any]]:
    with World(database, fsync=True) as world:
        seconds = world.do("fill", str(number))["seconds"]
    return [line(f"letters.queue.{number}.{database}", seconds, "s", number, reach=10, at_most=True)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--letters", type=int, default=2000)
    parser.add_argument("--database", choices=DATABASES, action="append")
    options = parser.parse_args()
    fine = True
    for database in options.database or DATABASES:
        for found in [*measure(database, options.letters), *queueing(database, 5000)]:
            say([found])
            fine = fine and found["ok"] is not False
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())

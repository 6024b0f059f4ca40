"""The disk is full while letters are carried: a limit on file sizes lets SQLite's next write fail.

    python -m tests.fault.disk_full [--letters 300]

Promised: the carrier says so, sends nothing that it could not mark, goes when it is told to, and with room
again another one carries the rest: none lost, none twice.
"""

import argparse
import json
import queue
import subprocess
import sys
import threading
import time
from typing import Any

from tests.fault.kill9 import Mails
from tests.fault.world import World

MOST_SECONDS = 120


def play(*, letters: int) -> dict[str, Any]:
    with World("sqlite", sink=("--delay", "5")) as world:
        world.do("fill", str(letters))
        mails = Mails(world)
        carrier = world.begin("carry", "--most-bytes", str(_largest_file(world) + 400_000))
        lines = _Lines(carrier, "the database is away")
        said = lines.wait_for_one()
        stuck = _wait_for_standstill(mails)
        carrier.terminate()
        lines.end()
        in_between = world.states()
        world.do("carry", "--drain")
        mails.close()
        states, stored = world.states(), world.stored()
    return {
        "letters": letters,
        "stored_before_it_was_full": stuck,
        "said": said,
        "in_between": dict(in_between),
        "stored": len(stored),
        "sent_twice": sum(1 for count in stored.values() if count > 1),
        "unknown": states["unknown"],
        "lost": letters - states["sent"] - states["unknown"],
    }


def _largest_file(world: World) -> int:
    return max(file.stat().st_size for file in world.folder.glob("huiyin.db*"))


class _Lines:
    """What a process says on its standard error, read all the time; those with certain words are kept."""

    def __init__(self, process: "subprocess.Popen[str]", words: str) -> None:
        self._process, self._words = process, words
        self._found: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        assert self._process.stderr
        for line in self._process.stderr:
            if self._words in line:
                self._found.put(line.strip())

    def wait_for_one(self) -> str:
        """The first, however long a busy machine takes to come there; empty when none comes."""
        try:
            return self._found.get(timeout=MOST_SECONDS)
        except queue.Empty:
            return ""

    def end(self) -> None:
        """Wait for the process to go, and close what is open to it."""
        self._process.wait()
        self._thread.join()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe:
                pipe.close()


def _wait_for_standstill(mails: Mails) -> int:
    while True:
        seen = mails.look()
        time.sleep(1.5)
        if mails.look() == seen:
            return seen


def is_kept(result: dict[str, Any]) -> bool:
    return (
        0 < result["stored_before_it_was_full"] < result["letters"]
        and result["said"] != ""
        and result["lost"] == 0
        and result["sent_twice"] == 0
        and result["unknown"] <= 1
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--letters", type=int, default=300)
    result = play(letters=parser.parse_args().letters)
    sys.stdout.write(json.dumps(result | {"ok": is_kept(result)}) + "\n")
    return 0 if is_kept(result) else 1


if __name__ == "__main__":
    sys.exit(main())

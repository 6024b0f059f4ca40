"""D4: a carrier killed with -9 at random moments, again and again, while it carries 2,000 letters.

    python -m tests.fault.kill9 [--letters 2000] [--kills 50] [--connections 1] [--database sqlite|postgresql]

Promised: no letter lost, none sent twice by itself, at most one uncertain letter per kill and sender, and
a healthy carrier empties the queue within a minute.
"""

import argparse
import json
import random
import signal
import sys
import time
from typing import Any

from tests.fault.world import DATABASES, World


def play(database: str, *, letters: int, kills: int, connections: int, seed: int = 9) -> dict[str, Any]:
    """Kill, restart, drain; then compare what we believe with what the mail server stored."""
    dice = random.Random(seed)
    with World(database, sink=("--delay", "5")) as world:
        world.do("fill", str(letters))
        mails = Mails(world)
        for killed in range(kills):
            carrier = world.begin("carry", "--connections", str(connections))
            mails.wait_for(int((killed + dice.random()) * (letters - 20) / kills))
            time.sleep(dice.uniform(0, 0.01))
            carrier.send_signal(signal.SIGKILL)
            carrier.wait()
            for pipe in (carrier.stdin, carrier.stdout, carrier.stderr):
                if pipe:
                    pipe.close()
        mails.close()
        left = world.states()["queued"] + world.states()["claimed"]
        started = time.monotonic()
        world.do("carry", "--drain", "--connections", str(connections))
        seconds = time.monotonic() - started
        states, stored = world.states(), world.stored()
    known = states["sent"] + states["unknown"]
    return {
        "database": database,
        "letters": letters,
        "kills": kills,
        "connections": connections,
        "left_after_the_kills": left,
        "stored": len(stored),
        "sent_twice": sum(1 for count in stored.values() if count > 1),
        "unknown": states["unknown"],
        "lost": letters - known,
        "sent_but_not_stored": max(0, states["sent"] - len(stored)),
        "drained_in_seconds": round(seconds, 1),
        "states": dict(states),
    }


class Mails:
    """Counts the lines of the mail server's journal as they come."""

    def __init__(self, world: World) -> None:
        self._file = world.sink.journal.open("rb")
        self.seen = 0

    def look(self) -> int:
        self.seen += self._file.read().count(b"\n")
        return self.seen

    def wait_for(self, number: int) -> None:
        end = time.monotonic() + 120
        while self.look() < number:
            assert time.monotonic() < end, f"only {self.seen} of {number} mails arrived"
            time.sleep(0.001)

    def close(self) -> None:
        self._file.close()


def is_kept(result: dict[str, Any]) -> bool:
    return (
        result["lost"] == 0
        and result["sent_twice"] == 0
        and result["sent_but_not_stored"] == 0
        and result["unknown"] <= result["kills"] * result["connections"]
        and result["drained_in_seconds"] <= 60
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--letters", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--connections", type=int, default=1)
    parser.add_argument("--database", choices=DATABASES, default="sqlite")
    parser.add_argument("--seed", type=int, default=9)
    options = parser.parse_args()
    result = play(
        options.database,
        letters=options.letters,
        kills=options.kills,
        connections=options.connections,
        seed=options.seed,
    )
    sys.stdout.write(json.dumps(result | {"ok": is_kept(result)}) + "\n")
    return 0 if is_kept(result) else 1


if __name__ == "__main__":
    sys.exit(main())

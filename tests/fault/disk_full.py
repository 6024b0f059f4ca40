"""The disk is full while letters are carried: a limit on file sizes lets SQLite's next write fail.

    python -m tests.fault.disk_full [--letters 300]

Promised: the carrier says so, sends nothing that it could not mark, goes when it is told to, and with room
again another one carries the rest: none lost, none twice.
"""

import argparse
import json
import sys
import time
from typing import Any

from tests.fault.kill9 import Mails
from tests.fault.world import World


def play(*, letters: int) -> dict[str, Any]:
    with World("sqlite", sink=("--delay", "5")) as world:
        world.do("fill", str(letters))
        mails = Mails(world)
        carrier = world.begin("carry", "--most-bytes", str(_largest_file(world) + 400_000))
        mails.wait_for(1)
        stuck = _wait_for_standstill(mails)
        carrier.terminate()
        _out, said = carrier.communicate()
        in_between = world.states()
        world.do("carry", "--drain")
        mails.close()
        states, stored = world.states(), world.stored()
    return {
        "letters": letters,
        "stored_before_it_was_full": stuck,
        "said": next((line for line in said.splitlines() if "the database is away" in line), ""),
        "in_between": dict(in_between),
        "stored": len(stored),
        "sent_twice": sum(1 for count in stored.values() if count > 1),
        "unknown": states["unknown"],
        "lost": letters - states["sent"] - states["unknown"],
    }


def _largest_file(world: World) -> int:
    return max(file.stat().st_size for file in world.folder.glob("huiyin.db*"))


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

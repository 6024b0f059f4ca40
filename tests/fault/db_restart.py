"""D9: the database goes away while letters are carried: PostgreSQL crashes and recovers, SQLite is locked.

    python -m tests.fault.db_restart [--letters 1000] [--lock 20] [--database sqlite|postgresql]

Promised: no letter lost, none sent twice, and the carrier works on by itself within 30 seconds.
"""

import argparse
import json
import subprocess
import sys
import time
from typing import Any

from tests.fault.kill9 import Mails
from tests.fault.world import DATABASES, World


def play(database: str, *, letters: int, lock: float) -> dict[str, Any]:
    with World(database, sink=("--delay", "5")) as world:
        world.do("fill", str(letters))
        mails = Mails(world)
        locker = None if world.cluster else world.begin("lock", str(lock))
        carrier = world.begin("carry", "--connections", "2")
        mails.wait_for(letters // 3)
        away = time.monotonic()
        if world.cluster:
            world.cluster.stop(mode="immediate")
            world.cluster.start()
        if locker:
            locker.communicate("go\n")
        back = time.monotonic()
        mails.wait_for(min(mails.look() + 20, letters))
        recovered = time.monotonic() - back
        _wait_until_empty(world)
        carrier.terminate()
        carrier.communicate()
        mails.close()
        states, stored = world.states(), world.stored()
    return {
        "database": database,
        "letters": letters,
        "away_seconds": round(back - away, 1),
        "back_after_seconds": round(recovered, 1),
        "stored": len(stored),
        "sent_twice": sum(1 for count in stored.values() if count > 1),
        "unknown": states["unknown"],
        "lost": letters - states["sent"] - states["unknown"],
        "states": dict(states),
    }


def _wait_until_empty(world: World) -> None:
    for _ in range(60):
        try:
            states = world.states()
        except subprocess.CalledProcessError:
            states = {"queued": 1}
        if not any(states.get(state) for state in ("queued", "claimed", "sending", "retrying")):
            return
        time.sleep(1)


def is_kept(result: dict[str, Any]) -> bool:
    return result["lost"] == 0 and result["sent_twice"] == 0 and result["back_after_seconds"] <= 30


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--letters", type=int, default=1000)
    parser.add_argument("--lock", type=float, default=20)
    parser.add_argument("--database", choices=DATABASES, action="append")
    options = parser.parse_args()
    fine = True
    for database in options.database or DATABASES:
        result = play(database, letters=options.letters, lock=options.lock)
        sys.stdout.write(json.dumps(result | {"ok": is_kept(result)}) + "\n")
        fine = fine and is_kept(result)
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())

"""D3: processes race for the same due letters.

    python -m tests.fault.claim_race [--rows 2000] [--workers 8] [--database sqlite|postgresql]

Promised: no letter is claimed twice, none is left.
"""

import argparse
import json
import sys
from collections import Counter
from typing import Any

from tests.fault.world import DATABASES, World


def play(database: str, *, rows: int, workers: int) -> dict[str, Any]:
    with World(database) as world:
        world.do("fill", str(rows))
        racers = [world.begin("race") for _ in range(workers)]
        for racer in racers:
            assert racer.stdin
            racer.stdin.write("go\n")
            racer.stdin.flush()
        shares = [json.loads(racer.communicate()[0])["got"] for racer in racers]
    got = Counter(letter for share in shares for letter in share)
    return {
        "database": database,
        "rows": rows,
        "shares": [len(share) for share in shares],
        "claimed_twice": sum(1 for times in got.values() if times > 1),
        "never_claimed": rows - len(got),
    }


def is_kept(result: dict[str, Any]) -> bool:
    return result["claimed_twice"] == 0 and result["never_claimed"] == 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--workers", type=int, default=8)
    parser.add_argument("--database", choices=DATABASES, action="append")
    options = parser.parse_args()
    fine = True
    for database in options.database or DATABASES:
        result = play(database, rows=options.rows, workers=options.workers)
        sys.stdout.write(json.dumps(result | {"ok": is_kept(result)}) + "\n")
        fine = fine and is_kept(result)
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())

"""Many are cancelled while their invitations leave; the carrier and the worker are killed half way.

    python -m tests.fault.cancel_many [--interviews 1000] [--database sqlite|postgresql]

Promised: every interview is cancelled once and nothing of it is left; whoever may have read an invitation
gets exactly one letter that calls it off, or one that is uncertain; nobody else gets any; no invitation
leaves after the cancelling, and none arrives behind the letter that calls it off.
"""

import argparse
import json
import random
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from typing import Any

from tests.fault.kill9 import Mails
from tests.fault.world import DATABASES, World

HOUSE = "tests.fault.interviews"
INVITED, CANCELLED = "interview.scheduled", "interview.cancelled"


def play(database: str, *, interviews: int, seed: int = 9) -> dict[str, Any]:
    dice = random.Random(seed)
    with World(database, sink=("--delay", "5")) as world:
        world.do("arrange", str(interviews), program=HOUSE)
        mails = Mails(world)
        carrier = world.begin("carry")
        mails.wait_for(interviews // 3)
        worker = world.begin("cancel", program=HOUSE)
        time.sleep(dice.uniform(0.3, 0.7))
        for process in (carrier, worker):
            _kill(process)
        finished = world.do("finish", program=HOUSE)
        before = len(_stored(world))
        world.do("carry", "--drain")
        left = world.do("look", program=HOUSE)
        stored = _stored(world)
        mails.close()
    letters = left.pop("letters")
    kinds = {mail: kind for _contact, kind, _state, mail in letters if mail}
    return {
        "database": database,
        "interviews": interviews,
        "cancelled_when_killed": finished["found"],
        "refused": finished["failed"],
        **left,
        **_of_people(letters),
        "invited_after_the_cancel": sum(kinds.get(mail) == INVITED for mail in stored[before:]),
        "behind_the_cancel": _behind(letters, stored),
        "sent_twice": sum(count > 1 for count in Counter(stored).values()),
    }


def _kill(process: "subprocess.Popen[str]") -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe:
            pipe.close()


def _stored(world: World) -> list[str]:
    """The mails in the order in which the server stored them."""
    lines = map(json.loads, world.sink.journal.read_text().splitlines())
    return [line["message_id"] for line in lines if line["event"] == "stored"]


def _of_people(letters: list[tuple[int, str, str, str]]) -> dict[str, int]:
    """Who may have read of it, and who of those was not told exactly once."""
    heard: dict[int, set[str]] = defaultdict(set)
    told: Counter[int] = Counter()
    for contact, kind, state, _mail in letters:
        if state in {"sent", "delivered", "unknown"}:
            heard[contact].add(kind)
            told[contact] += kind == CANCELLED
    invited = {contact for contact, kinds in heard.items() if INVITED in kinds}
    return {
        "invited": len(invited),
        "not_told_once": sum(told[contact] != 1 for contact in invited),
        "told_of_nothing": sum(told[contact] > 0 for contact in heard.keys() - invited),
    }


def _behind(letters: list[tuple[int, str, str, str]], stored: list[str]) -> int:
    """Invitations that arrived after the letter that calls them off."""
    place = {mail: n for n, mail in enumerate(stored)}
    off = {contact: place[mail] for contact, kind, _, mail in letters if kind == CANCELLED and mail in place}
    invitations = [
        (contact, place[mail]) for contact, kind, _, mail in letters if kind == INVITED and mail in place
    ]
    return sum(at > off[contact] for contact, at in invitations if contact in off)


def is_kept(result: dict[str, Any]) -> bool:
    nothing = (
        "refused",
        "not_cancelled",
        "bookings",
        "todos",
        "unsent",
        "not_told_once",
        "told_of_nothing",
        "invited_after_the_cancel",
        "behind_the_cancel",
        "sent_twice",
    )
    is_clean = not any(result[name] for name in nothing)
    return is_clean and result["versions"] == result["interviews"] and result["invited"] > 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--interviews", type=int, default=1000)
    parser.add_argument("--database", choices=DATABASES, default="sqlite")
    parser.add_argument("--seed", type=int, default=9)
    options = parser.parse_args()
    result = play(options.database, interviews=options.interviews, seed=options.seed)
    sys.stdout.write(json.dumps(result | {"ok": is_kept(result)}) + "\n")
    return 0 if is_kept(result) else 1


if __name__ == "__main__":
    sys.exit(main())

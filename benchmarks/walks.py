"""Walkthroughs that count: the jobs of `experience.md` §3.1 over demo data, in a real browser.

    python -m benchmarks.walks [--demo HOME] [NAME…]

Each walk begins where the person stands, uses the pages' links and buttons, and ends when what was to be done
is done: letters written, states changed. One that stops says where, and the next goes on. `--demo` names
a demo home to copy, built by `huiyin demo --no-serve` and never served; without it one is built, which takes
some minutes.
"""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Error

from benchmarks import walks_admin, walks_leaders, walks_manager, walks_others, walks_recruiter
from benchmarks.demo_house import DemoHouse
from benchmarks.figures import Line, line, say
from benchmarks.scene import Scene, Walk
from benchmarks.walker import Effort, windows
from tests.sink import SinkProcess

WALKS = (
    *walks_recruiter.MORNING,
    *walks_leaders.WALKS,
    *walks_admin.WALKS,
    *walks_others.WALKS,
    *walks_manager.WALKS,
    *walks_recruiter.WALKS,
)
NOTIFY_MINUTES = 10


def measure(walks: list[Walk], base: Path | None) -> None:
    with TemporaryDirectory(prefix="huiyin-bench-") as folder:
        sink = SinkProcess(Path(folder) / "mails.jsonl")
        url = f"smtp://127.0.0.1:{sink.port}/?from=hr@nanzhi.example"
        with sink, DemoHouse(email_url=url, base=base) as house:
            cast = house.do("benchmarks.cast", "ready", str(walks_recruiter.PEOPLE_OF_A_LIST))
            with house.serving(), windows(f"http://127.0.0.1:{house.port}") as opened:
                scene = Scene(house, opened, cast)
                failed = sum(not walked(walk, scene) for walk in walks)
                say(notified(scene.lists))
                say([line("walk.stopped", failed, "walks", len(walks), reach=0, at_most=True)])


def walked(walk: Walk, scene: Scene) -> bool:
    try:
        hands = walk.play(scene)
    except (AssertionError, Error, KeyError, IndexError, StopIteration) as stopped:
        sys.stderr.write(f"walk.{walk.name} stopped: {str(stopped)[:600]}\n")
        return False
    number = len(scene.lists) if walk.name == "invite_30" else 1
    say(hands.effort.lines(walk.name, walk.budget, number))
    return True


def notified(lists: list[Effort]) -> list[Line]:
    """Four lists of thirty, and not one of 120, because nobody hires 120 people for one job; every name on
    the pages of checking is read, a thought each.
    """
    if len(lists) < 4:
        return []
    minutes = sum(one.seconds for one in lists) / 60
    clicks = sum(one.clicks for one in lists)
    number = 4 * walks_recruiter.PEOPLE_OF_A_LIST
    return [
        line("walk.notify_120.minutes", minutes, "min", number, reach=NOTIFY_MINUTES, at_most=True),
        line("walk.notify_120.clicks", clicks, "clicks", number),
    ]


def main() -> None:
    names = [one.name for one in WALKS]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--demo", type=Path, metavar="HOME", help="a demo home to copy")
    parser.add_argument("name", nargs="*", choices=[[], *names], metavar="NAME", help=", ".join(names))
    options = parser.parse_args()
    measure([one for one in WALKS if not options.name or one.name in options.name], options.demo)


if __name__ == "__main__":
    main()

"""How soon `huiyin serve` answers, and how much memory it holds after 200 pages.

    python -m benchmarks.serve start | memory

The floor is the least that stands on the same ground: Django with one page, under granian. Memory is the
proportional set size from /proc, so that pages shared between the processes are counted once.
"""

import argparse
import json
import re
import sys
import time
from pathlib import Path

from benchmarks.figures import Line, line, median, say
from benchmarks.house import PASSWORD, House, stop
from benchmarks.load import Browser

STARTS, PEOPLE, REQUESTS = 5, 200, 200
START_SECONDS, WEB_MIB, ALL_MIB = 3, 160, 450
PAGES = ("/", "/candidates/", "/letters/", "/interviews/", "/jobs/", "/todos/", "/inbox/")


def start() -> list[Line]:
    """From the shell's command to the whole of the first page, in a home that is there."""
    with House() as house:
        ours = [
            started(house, "-m", "huiyin.config.command", "serve", "--json", page="/sign-in/")
            for _ in range(STARTS)
        ]
        least = [started(house, "-m", "benchmarks.least", page="/") for _ in range(STARTS)]
    return [line("start", median(ours), "s", STARTS, floor=median(least), reach=START_SECONDS, at_most=True)]


def started(house: House, *words: str, page: str) -> float:
    begun = time.perf_counter()
    process = house.begin(sys.executable, *words, "--port", str(house.port))
    try:
        house.await_ready(process)
        Browser(house.port).ask(page)
        return time.perf_counter() - begun
    finally:
        stop(process)


def memory() -> list[Line]:
    if not Path("/proc/self/smaps_rollup").exists():
        raise SystemExit("memory: this system has no /proc/PID/smaps_rollup")
    with House() as house:
        house.do("benchmarks.fill", "history", str(PEOPLE))
        house.do("benchmarks.fill", "invite", str(PEOPLE))
        visitors = json.loads((house.home / "visitors.json").read_text())
        floor = memory_of_least(house)
        with house.serving() as serve:
            look_around(house, visitors)
            every = family(serve.pid)
            # Of the parts only the web server has a child of its own: the worker that answers.
            web = max((family(pid) for pid in children(serve.pid)), key=len)
            whole, of_web = sum(map(mib, every)), sum(map(mib, web))
    return [
        line("memory.web", of_web, "MiB PSS", len(web), floor=floor, reach=WEB_MIB, at_most=True),
        line("memory.serve", whole, "MiB PSS", len(every), reach=ALL_MIB, at_most=True),
    ]


def memory_of_least(house: House) -> float:
    process = house.begin(sys.executable, "-m", "benchmarks.least", "--port", str(house.port))
    try:
        house.await_ready(process)
        browser = Browser(house.port)
        for _ in range(REQUESTS):
            browser.ask("/")
        return sum(map(mib, family(process.pid)))
    finally:
        stop(process)


def look_around(house: House, visitors: list[dict[str, str]]) -> None:
    """Half of the pages are the staff's, half the candidates'."""
    staff = Browser(house.port)
    staff.sign_in("lead@example.test", PASSWORD)
    for n in range(REQUESTS // 2):
        staff.ask(PAGES[n % len(PAGES)])
        candidate, one = Browser(house.port), visitors[n]
        name, _, value = one["cookie"].partition("=")
        candidate.cookies[name] = value
        candidate.ask(one["page"])
        candidate.close()


def children(pid: int) -> list[int]:
    threads = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for file in threads for child in file.read_text().split()]


def family(pid: int) -> list[int]:
    """The process and everything that it has started."""
    return [pid, *(one for child in children(pid) for one in family(child))]


def mib(pid: int) -> float:
    found = re.search(r"^Pss:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    assert found
    return int(found[1]) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("verb", choices=("start", "memory"))
    say({"start": start, "memory": memory}[parser.parse_args().verb]())


if __name__ == "__main__":
    main()

"""Search among 200,000 people over HTTP, what its index costs, and whether it misses anybody.

    python -m benchmarks.search [--database sqlite|postgresql] [--rows 200000] [--rounds 60] [--queries 1000]

Each kind of query is asked about other people every time, as somebody who reaches everything and as a
colleague of one branch; beside it, in turns, the same page for a word that nobody has, which is what the
page itself costs. The index is built by `huiyin search rebuild`, as after an upgrade.
"""

import argparse
import json
import random
import resource
import time
from collections.abc import Callable
from urllib.parse import quote

from benchmarks.figures import Line, line, median, p95, say
from benchmarks.house import COMMAND, DATABASES, PASSWORD, House
from benchmarks.invented import SKILLS, invented
from benchmarks.load import Browser
from benchmarks.serve import children, family, mib

ONE_WORD, TWO_WORDS, WARM = 50, 100, 3
BUILD_SECONDS = 60
NOBODY = "无此人名"
ASKED: dict[str, tuple[Callable[[dict[str, str], random.Random], str], int]] = {
    "name": (lambda one, _chance: one["name"], ONE_WORD),
    "two_signs": (lambda one, _chance: one["name"][:2], ONE_WORD),
    "one_sign": (lambda one, _chance: one["name"][0], ONE_WORD),
    "pinyin": (lambda _one, chance: chance.choice(("wangwei", "lm", "chenf", "zhangxq", "zengle")), ONE_WORD),
    "phone": (lambda one, _chance: one["phone"], ONE_WORD),
    "last_four": (lambda one, _chance: one["phone"][-4:], ONE_WORD),
    "number": (lambda one, _chance: one["number"], ONE_WORD),
    "resume": (lambda _one, chance: chance.choice(SKILLS), TWO_WORDS),
    "two_words": (lambda one, _chance: f"{one['name'][:2]} {one['city']}", TWO_WORDS),
    "two_common_words": (lambda one, chance: f"{chance.choice(SKILLS)} {one['city']}", TWO_WORDS),
}


def measure(database: str, rows: int, rounds: int, queries: int) -> None:
    with House(database) as house:
        house.do("benchmarks.fill_search", "people", str(rows))
        say(built(database, house, rows))
        people = list(invented(rows))
        with house.serving() as serve:
            for who in ("manager", "branch"):
                browser = Browser(house.port)
                browser.sign_in(f"{who}@example.test", PASSWORD)
                for page in ("preview/", ""):
                    say(asked(database, browser, who, page, people, rounds))
            web = max((family(pid) for pid in children(serve.pid)), key=len)
            say(
                [line(f"search.web_memory.{database}", sum(map(mib, web)), "MiB", 1, reach=160, at_most=True)]
            )
        found = house.do("benchmarks.fill_search", "recall", str(queries))
        right = 100 * found["right"] / found["of"]
        say([line(f"search.recall.{database}", right, "% of answers as a scan's", queries, reach=100)])


def built(database: str, house: House, rows: int) -> list[Line]:
    started = time.perf_counter()
    state = json.loads(house._call(*COMMAND, "search", "rebuild", "--json"))
    seconds = time.perf_counter() - started
    assert state["ok"], state
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    size = house.do("benchmarks.fill_search", "size")["megabytes"]
    return [
        line(f"search.rebuild.{database}", seconds, "s", rows, reach=BUILD_SECONDS, at_most=True),
        line(f"search.rebuild_memory.{database}", peak, "MiB at most", 1),
        line(f"search.index_size.{database}", size, "MB", rows),
    ]


def asked(
    database: str, browser: Browser, who: str, page: str, people: list[dict[str, str]], rounds: int
) -> list[Line]:
    lines = []
    for name, (query_of, within) in ASKED.items():
        chance = random.Random(name)
        ours, least = [], []
        for _ in range(rounds + WARM):
            query = query_of(chance.choice(people), chance)
            ours.append(browser.ask(f"/search/{page}?q={quote(query)}")[0])
            least.append(browser.ask(f"/search/{page}?q={quote(NOBODY)}")[0])
        ours, least = ours[WARM:], least[WARM:]
        title = f"search.{name}.{'preview' if page else 'page'}.{who}"
        lines.append(
            line(
                f"{title}.p95.{database}",
                p95(ours),
                "ms",
                rounds,
                floor=p95(least),
                reach=within,
                at_most=True,
            )
        )
        lines.append(line(f"{title}.p50.{database}", median(ours), "ms", rounds, floor=median(least)))
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--database", choices=DATABASES, action="append")
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--queries", type=int, default=1_000)
    options = parser.parse_args()
    for database in options.database or ("sqlite",):
        measure(database, options.rows, options.rounds, options.queries)


if __name__ == "__main__":
    main()

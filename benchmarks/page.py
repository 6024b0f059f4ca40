"""The candidate's page: its queries, its view beside a hand-written one, how it answers while letters go out.

    python -m benchmarks.page [--database sqlite|postgresql] [--letters 5000] [--seconds 20]

The letters are invitations to real interviews, queued by the real action and carried by `huiyin serve` to a
sink that answers after 5 ms, while 50 people a second look at their pages and 5 a second follow a link, which
writes a visit. Every request has a connection of its own and is timed from the moment at which it was due.
"""

import argparse
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.figures import Line, line, p95, percentile, say
from benchmarks.house import DATABASES, House
from benchmarks.load import Ask, crowd
from tests.sink import SinkProcess

LOOKS, LINKS = 50, 5
"""A second."""


def measure(database: str, letters: int, seconds: float) -> list[Line]:
    with TemporaryDirectory(prefix="huiyin-bench-") as folder:
        sink = SinkProcess(Path(folder) / "mails.jsonl", "--delay", "5")
        url = f"smtp://127.0.0.1:{sink.port}/?from=hr@example.test"
        with sink, House(database, email_url=url) as house:
            made = house.do("benchmarks.fill", "invite", str(letters))
            visitors = json.loads((house.home / "visitors.json").read_text())
            inside = house.do("benchmarks.inside", "page", visitors[0]["cookie"], visitors[0]["page"])
            lines = [arranging(database, letters, made["seconds"]), *beside_plain(database, inside)]
            return lines + under_load(database, house, sink, visitors, seconds)


def arranging(database: str, number: int, seconds: float) -> Line:
    """Interviews with their invitations and reminders, all written by one act."""
    return line(f"letters.bulk.{number}.{database}", seconds, "s", number, reach=10, at_most=True)


def beside_plain(database: str, inside: dict[str, Any]) -> list[Line]:
    queries = line(
        f"page.queries.{database}",
        inside["queries"],
        "queries",
        1,
        floor=inside["floor_queries"],
        reach=8,
        at_most=True,
    )
    size = line(f"page.size.{database}", inside["bytes"], "bytes", 1, floor=inside["floor_bytes"])
    view = line(
        f"page.view.{database}",
        inside["per_second"],
        "pages/s",
        inside["n"],
        floor=inside["floor_per_second"],
        reach=0.8,
        by_ratio=True,
    )
    return [queries, size, view]


def under_load(
    database: str, house: House, sink: SinkProcess, visitors: list[dict[str, str]], seconds: float
) -> list[Line]:
    """Looks and links in one crowd, told apart by their place in it."""
    looks = [Ask(one["page"], one["cookie"]) for one in visitors]
    links = [Ask(one["link"], status=302) for one in visitors]
    every = (LOOKS + LINKS) // LINKS
    asks = [(links if n % every == 0 else looks)[n % len(visitors)] for n in range(len(visitors) * every)]
    with house.serving():
        before = sum(sink.counts().values())
        answers = crowd(house.port, asks, per_second=LOOKS + LINKS, seconds=seconds)
        carried = sum(sink.counts().values()) - before
        quiet = crowd(house.port, looks, per_second=LOOKS, seconds=min(5, seconds))
    looked = [took for n, took in enumerate(answers.milliseconds) if n % every]
    followed = [took for n, took in enumerate(answers.milliseconds) if n % every == 0]
    return [
        line(
            f"page.p95.{database}",
            p95(looked),
            "ms",
            len(looked),
            floor=p95(quiet.milliseconds),
            reach=60,
            at_most=True,
        ),
        line(f"page.p50.{database}", percentile(looked, 0.5), "ms", len(looked)),
        line(f"page.link.p95.{database}", p95(followed), "ms", len(followed)),
        line(
            f"page.wrong.{database}",
            answers.wrong,
            "answers",
            len(answers.milliseconds),
            reach=0,
            at_most=True,
        ),
        line(f"page.letters.meanwhile.{database}", carried / answers.seconds, "letters/s", carried),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--database", choices=DATABASES, action="append")
    parser.add_argument("--letters", type=int, default=5000)
    parser.add_argument("--seconds", type=float, default=20)
    options = parser.parse_args()
    for database in options.database or ("sqlite",):
        say(measure(database, options.letters, options.seconds))


if __name__ == "__main__":
    main()

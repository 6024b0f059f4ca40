"""Sending to 1,000 people while candidates look at their pages.

    python -m benchmarks.bulk [--database sqlite|postgresql] [--people 1000] [--seconds 30]

A recruiter who has signed in posts the batch's form as the page does. Measured are the answer to that post,
the time by the operation's own clock until the worker of `huiyin serve` has written every invitation, and how
50 candidates a second fare at their pages from one second before the post on, while invitations are written
and carried to a sink that answers after 5 ms. Nobody may be invited twice, and nothing may find the database
locked.
"""

import argparse
import json
import re
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.figures import Line, line, p95, percentile, say
from benchmarks.house import DATABASES, PASSWORD, House
from benchmarks.load import Ask, Browser, Crowd, crowd
from tests.sink import SinkProcess

LOOKS, VISITORS = 50, 300
ANSWER_SECONDS, QUEUED_SECONDS = 1, 10
LOOK_MS, SLOWEST_LOOK_MS = 60, 800


def measure(database: str, people: int, seconds: float) -> list[Line]:
    with TemporaryDirectory(prefix="huiyin-bench-") as folder:
        sink = SinkProcess(Path(folder) / "mails.jsonl", "--delay", "5")
        url = f"smtp://127.0.0.1:{sink.port}/?from=hr@example.test"
        with sink, House(database, email_url=url) as house:
            house.environment["HUIYIN_HOLD_SECONDS"] = "0"
            house.do("benchmarks.fill", "invite", str(VISITORS))
            batch = house.do("benchmarks.batch", "make", str(people))["batch"]
            visitors = json.loads((house.home / "visitors.json").read_text())
            asks = [Ask(one["page"], one["cookie"]) for one in visitors]
            with house.serving():
                lines = sent(database, house, sink, batch, asks, seconds)
            return [*lines, *afterwards(database, house, sink, batch, people)]


def rested(sink: SinkProcess) -> None:
    """The visitors' own invitations have gone out, so that only the batch is under way."""
    until = time.monotonic() + 60
    while sum(sink.counts().values()) < VISITORS and time.monotonic() < until:
        time.sleep(0.5)


def sent(
    database: str, house: House, sink: SinkProcess, batch: int, asks: list[Ask], seconds: float
) -> list[Line]:
    rested(sink)
    staff = Browser(house.port)
    staff.sign_in("lead@example.test", PASSWORD)
    form = form_of(staff.ask(f"/interviews/batches/{batch}/check/")[1])
    quiet = crowd(house.port, asks, per_second=LOOKS, seconds=5)
    found: list[Crowd] = []
    looking = threading.Thread(
        target=lambda: found.append(crowd(house.port, asks, per_second=LOOKS, seconds=seconds))
    )
    looking.start()
    time.sleep(1)
    took = staff.post(f"/interviews/batches/{batch}/send/", form, expect=302)
    looking.join()  # nothing else is asked meanwhile: a look into the database would be load of its own
    known = house.do("benchmarks.batch", "sent", str(batch))
    looks = found[0]
    of = f"bulk.{{}}.{database}".format
    people = known["rows"]
    return [
        line(of("answer"), took / 1000, "s", people, reach=ANSWER_SECONDS, at_most=True),
        line(of("queued"), known["seconds"], "s", people, reach=QUEUED_SECONDS, at_most=True),
        line(
            of("look.p95"),
            p95(looks.milliseconds),
            "ms",
            len(looks.milliseconds),
            floor=p95(quiet.milliseconds),
            reach=LOOK_MS,
            at_most=True,
        ),
        line(of("look.most"), max(looks.milliseconds), "ms", len(looks.milliseconds)),
        line(of("look.p50"), percentile(looks.milliseconds, 0.5), "ms", len(looks.milliseconds)),
        line(of("look.wrong"), looks.wrong, "answers", len(looks.milliseconds), reach=0, at_most=True),
    ]


def afterwards(database: str, house: House, sink: SinkProcess, batch: int, people: int) -> list[Line]:
    known = house.do("benchmarks.batch", "sent", str(batch))
    twice = known["twice"] + sum(count - 1 for count in sink.counts().values())
    log = (house.folder / "log").read_text(errors="replace")
    locked = len(re.findall(r"database is locked|deadlock detected", log))
    of = f"bulk.{{}}.{database}".format
    return [
        line(of("invited"), known["invited"], "people", people, reach=people),
        line(of("twice"), twice, "letters", people, reach=0, at_most=True),
        line(of("locked"), locked, "errors", people, reach=0, at_most=True),
        line(of("carried"), sum(sink.counts().values()) - VISITORS, "letters while looking", people),
    ]


def form_of(page: str) -> dict[str, Any]:
    """What the page's own form would post."""
    fields = re.findall(r'name="(csrfmiddlewaretoken|version)" value="([^"]*)"', page)
    assert {name for name, _value in fields} == {"csrfmiddlewaretoken", "version"}, page[:500]
    return dict(fields)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--database", choices=DATABASES, action="append")
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=30)
    options = parser.parse_args()
    for database in options.database or ("sqlite",):
        say(measure(database, options.people, options.seconds))


if __name__ == "__main__":
    main()

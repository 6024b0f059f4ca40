"""The staff's lists: what a page of 50 costs over 200,000 rows, beside the same page over 1,000.

    python -m benchmarks.lists [--database sqlite|postgresql] [--rows 200000] [--rounds 60]

Two houses serve at once and are asked in turns over kept connections, so that a busy moment of the machine
meets both. Asked as somebody who reaches everything, as somebody of one of four branches, as a newcomer whose
branch has no more than twenty people, about rules and texts as an HR manager, about colleagues as an
administrator, and about the trail as an auditor.
"""

import argparse
from dataclasses import dataclass
from typing import Any

from benchmarks.figures import Line, line, median, p95, say
from benchmarks.house import DATABASES, PASSWORD, House
from benchmarks.load import Browser

FEW, WARM = 1000, 3
QUERIES, GROWTH, MILLISECONDS, SEARCH_MILLISECONDS = 12, 1.3, 150, 50
FILE, FILE_QUERIES = "/candidates/C-202400-00900/", 16
"""One that is in every house."""
DAY_MILLISECONDS = 400
"""300 interviews on one page."""


@dataclass(frozen=True)
class Page:
    """One page, who asks for it, and within how many milliseconds it is to answer."""

    name: str
    path: str
    who: str = "lead"
    within: int = MILLISECONDS
    queries: int = QUERIES
    grows: bool = False
    """What it shows grows with the house, as a day's interviews do: the small one's time says nothing."""


PAGES = (
    Page("candidates", "/candidates/"),
    Page("candidates.further", "/candidates/?after=900"),
    Page("candidates.branch", "/candidates/", "branch"),
    Page("letters", "/letters/"),
    Page("letters.arrived", "/letters/?state=arrived"),
    Page("letters.need_you", "/letters/?state=todo", grows=True),
    Page("letters.branch", "/letters/", "branch"),
    Page("candidates.newcomer", "/candidates/", "newcomer"),
    Page("letters.newcomer", "/letters/", "newcomer"),
    Page("interviews", "/interviews/", within=DAY_MILLISECONDS),
    Page("interviews.branch", "/interviews/", "branch"),
    Page("interviews.time", "/interviews/?view=time", within=DAY_MILLISECONDS),
    Page("reception", "/interviews/reception/"),
    Page("history", "/interviews/history/"),
    Page("history.cancelled", "/interviews/history/?state=cancelled"),
    Page("history.branch", "/interviews/history/", "branch"),
    Page("todos", "/todos/"),
    Page("operations", "/operations/"),
    Page("approvals", "/approvals/"),
    Page("imports", "/imports/"),
    Page("rules", "/settings/rules/", "manager"),
    Page("rules.past", "/settings/rules/past/", "manager", grows=True),
    Page("templates", "/settings/templates/", "manager"),
    Page("people", "/settings/people/", "admin"),
    Page("audit", "/settings/audit/", "auditor", grows=True),
    Page("file", FILE, queries=FILE_QUERIES),
    Page("file.facts", f"{FILE}facts/", queries=FILE_QUERIES),
    Page("file.contact", f"{FILE}contact/", queries=FILE_QUERIES),
    Page("file.documents", f"{FILE}documents/", queries=FILE_QUERIES),
    Page("file.log", f"{FILE}log/", queries=FILE_QUERIES),
    Page("jobs", "/jobs/"),
    Page("job", "/jobs/1/", grows=True),
    Page("job.board", "/jobs/1/?view=board", grows=True),
    Page("job.funnel", "/jobs/1/?view=funnel", grows=True),
    Page("job.late", "/jobs/1/?dwell=late&sort=next", grows=True),
    Page("overview", "/overview/", grows=True),
    Page("search.name", "/candidates/?q=%E8%B5%B5%E6%99%93", within=SEARCH_MILLISECONDS, grows=True),
    Page("search.phone", "/candidates/?q=13000000777", within=SEARCH_MILLISECONDS, grows=True),
    Page("search.last_four", "/candidates/?q=0777", within=SEARCH_MILLISECONDS, grows=True),
)


def measure(database: str, rows: int, rounds: int, pages: list[Page]) -> list[Line]:
    with House(database) as small, House(database) as large:
        small.do("benchmarks.fill", "history", str(FEW))
        filled = large.do("benchmarks.fill", "history", str(rows))
        with small.serving(), large.serving():
            asked = {who: (signed_in(small, who), signed_in(large, who)) for who in {p.who for p in pages}}
            lines = [line(f"lists.fill.{database}", rows / filled["seconds"], "files/s", rows)]
            for page in pages:
                few, many = asked[page.who]
                lines += figures(database, page, *times(few, many, page.path, rounds))
            cookies = {who: cookie_header(many) for who, (_few, many) in asked.items()}
        for page in pages:
            counted = large.do("benchmarks.inside", "queries", cookies[page.who], page.path)
            lines.append(queries(database, page, counted[page.path]))
        return lines


def signed_in(house: House, who: str) -> Browser:
    browser = Browser(house.port)
    browser.sign_in(f"{who}@example.test", PASSWORD)
    return browser


def cookie_header(browser: Browser) -> str:
    return "; ".join(f"{name}={value}" for name, value in browser.cookies.items())


def times(few: Browser, many: Browser, path: str, rounds: int) -> tuple[list[float], list[float]]:
    """In turns; the first answers are left out."""
    pairs = [(few.ask(path)[0], many.ask(path)[0]) for _ in range(rounds + WARM)][WARM:]
    return [ours for ours, _ in pairs], [theirs for _, theirs in pairs]


def figures(database: str, page: Page, few: list[float], many: list[float]) -> list[Line]:
    name = f"lists.{page.name}"
    growth: dict[str, Any] = {"reach": GROWTH, "by_ratio": True, "at_most": True}
    limit: dict[str, Any] = {"reach": page.within, "at_most": True}
    lines = [line(f"{name}.p95.{database}", p95(many), "ms", len(many), **limit)]
    if not page.grows:
        lines.append(
            line(f"{name}.growth.{database}", p95(many), "ms (p95)", len(many), floor=p95(few), **growth)
        )
        lines.append(line(f"{name}.p50.{database}", median(many), "ms", len(many), floor=median(few)))
    return lines


def queries(database: str, page: Page, number: int) -> Line:
    return line(
        f"lists.{page.name}.queries.{database}", number, "queries", 1, reach=page.queries, at_most=True
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--database", choices=DATABASES, action="append")
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--page", action="append", choices=[page.name for page in PAGES])
    options = parser.parse_args()
    pages = [page for page in PAGES if not options.page or page.name in options.page]
    for database in options.database or ("sqlite",):
        say(measure(database, options.rows, options.rounds, pages))


if __name__ == "__main__":
    main()

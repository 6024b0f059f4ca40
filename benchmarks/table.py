"""Puts figures into README.md, with machine and date: `huiyin bench --json | python -m benchmarks.table`.

Figures of programs that were not run stay as they are, with a word that they are older.
"""

import json
import os
import platform
import re
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figures import Line
from benchmarks.house import DATABASES

README = Path(__file__).parent / "README.md"
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"
HEAD = "| figure | value | floor | ratio | reach | | n |\n| --- | ---: | ---: | ---: | ---: | --- | ---: |"
MARKS = {True: "✓", False: "✗", None: ""}


def table(lines: Iterable[Line]) -> str:
    return "\n".join([HEAD, *(row(line) for line in lines)])


def row(line: Line) -> str:
    cells = [
        f"`{line['name']}`",
        f"{number(line['value'])} {line['unit']}",
        number(line["floor"]),
        number(line["ratio"]),
        number(line["reach"]),
        MARKS[line["ok"]],
        str(line["n"]),
    ]
    return f"| {' | '.join(cells)} |"


def number(value: float | None) -> str:
    """Three digits that matter, and no more than were measured."""
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def merged(readme: str, lines: Sequence[Line]) -> list[str]:
    """The rows that were there, each with what is new about it, and then what is new altogether. A family of
    figures (`walk.`, `start`) that was measured again loses the rows that it no longer says.
    """
    fresh = {one["name"]: row(one) for one in lines}
    families = {family(name) for name in fresh}
    kept: list[str] = []
    for known, name in re.findall(r"^(\| `([^`]+)` \|.*)$", between(readme), re.MULTILINE):
        if name in fresh:
            kept.append(fresh.pop(name))
        elif family(name) not in families:
            kept.append(known)
    return [*kept, *fresh.values()]


def family(name: str) -> tuple[str, str]:
    """What one program says at once: its first word, and its database if it is one of those."""
    words = name.split(".")
    return words[0], words[-1] if words[-1] in DATABASES else ""


def between(readme: str) -> str:
    return readme.partition(BEGIN)[2].partition(END)[0]


def stays(readme: str, lines: Sequence[Line]) -> str:
    """When the rows that stay were measured."""
    families = {family(one["name"]) for one in lines}
    names = re.findall(r"^\| `([^`]+)` \|", between(readme), re.MULTILINE)
    old = sorted({family(name)[0] for name in names if family(name) not in families})
    found = re.search(r"^Measured (.+)$", between(readme), re.MULTILINE)
    if not old or not found:
        return ""
    return f"\n\nNot measured again ({', '.join(old)}): {found[1]}"


def placed(readme: str, figures: str) -> str:
    before, _, rest = readme.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{figures}\n{END}{after}"


def machine() -> str:
    """What it was measured on."""
    from huiyin.config.database import use_sound_sqlite  # noqa: PLC0415 -- swaps the library, so here

    use_sound_sqlite()
    import sqlite3  # noqa: PLC0415 -- the one that Huiyin uses

    info = Path("/proc/cpuinfo")
    found = re.search(r"^model name\s*:\s*(.+)$", info.read_text() if info.exists() else "", re.MULTILINE)
    chip = found[1] if found else platform.machine()
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {chip}, {os.cpu_count()} cores, {platform.system()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}; "
        f"load average of the last 15 minutes {os.getloadavg()[2]:.1f}."
    )


def main() -> None:
    lines = [json.loads(text) for text in sys.stdin if text.startswith("{")]
    if not lines:
        raise SystemExit("no figures came in: `huiyin bench --json | python -m benchmarks.table`")
    readme = README.read_text(encoding="utf-8")
    rows = "\n".join([HEAD, *merged(readme, lines)])
    figures = f"Measured {machine()}{stays(readme, lines)}\n\n{rows}"
    README.write_text(placed(readme, figures), encoding="utf-8")


if __name__ == "__main__":
    main()

"""Every benchmark, or those that are named: `huiyin bench [NAME…]`, `python -m benchmarks [--json] [NAME…]`.

Each is a program of its own that prints JSON lines; here they are run one after another and passed on.
Nothing is written but to throw-away folders.
"""

import argparse
import json
import os
import subprocess
import sys

from benchmarks.figures import Line, say, written
from benchmarks.house import ROOT
from tests.postgresql import NoPostgreSQL, binaries

PROGRAMS: dict[str, tuple[str, ...]] = {
    "letters": ("benchmarks.letters",),
    "page": ("benchmarks.page",),
    "bulk": ("benchmarks.bulk",),
    "lists": ("benchmarks.lists",),
    "search": ("benchmarks.search",),
    "export": ("benchmarks.exports",),
    "memory": ("benchmarks.serve", "memory"),
    "start": ("benchmarks.serve", "start"),
    "import": ("benchmarks.imports",),
    "backup": ("benchmarks.backups",),
    "walks": ("benchmarks.walks",),
}
ON_DATABASES = ("letters", "page", "bulk", "lists", "search", "export", "backup")
ON_BOTH = ("letters",)


def databases_of(name: str, asked: list[str], *, has_postgresql: bool) -> list[str]:
    """Where a benchmark runs: on what was asked for, else letters on both and the others on SQLite."""
    if name not in ON_DATABASES:
        return []
    wanted = asked or (["sqlite", "postgresql"] if name in ON_BOTH else ["sqlite"])
    return [one for one in wanted if one == "sqlite" or has_postgresql]


def has_postgresql() -> bool:
    try:
        binaries()
    except NoPostgreSQL as missing:
        sys.stderr.write(f"Without PostgreSQL: {missing}\n")
        return False
    return True


def run(name: str, databases: list[str], *, as_json: bool) -> list[Line]:
    """Pass each line on as it comes. The programs get none of the settings of whoever asks."""
    module, *words = PROGRAMS[name]
    words += [word for one in databases for word in ("--database", one)]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("HUIYIN_")}
    process = subprocess.Popen(
        [sys.executable, "-m", module, *words], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    lines = []
    with process:
        for text in process.stdout:
            found: Line = json.loads(text)
            lines.append(found)
            if as_json:
                say([found])
            else:
                sys.stdout.write(written(found) + "\n")
                sys.stdout.flush()
    if not lines:
        sys.stderr.write(f"{name} measured nothing; the lines above say why.\n")
    return lines


def main() -> int:
    """0 when everything was measured, reached or not: the lines say which; 1 when something broke."""
    parser = argparse.ArgumentParser(
        prog="huiyin bench", description="measure, beside floors of the same run"
    )
    parser.add_argument("name", nargs="*", metavar="NAME", help=", ".join(PROGRAMS))
    parser.add_argument("--json", action="store_true", help="one object a line")
    parser.add_argument("--database", action="append", choices=("sqlite", "postgresql"), default=[])
    options = parser.parse_args()
    unknown = [name for name in options.name if name not in PROGRAMS]
    if unknown:
        parser.error(f"there is no benchmark {unknown[0]!r}: choose from {', '.join(PROGRAMS)}")
    names = options.name or list(PROGRAMS)
    postgresql = any(name in ON_DATABASES for name in names) and has_postgresql()
    broken, missed = [], []
    for name in names:
        databases = databases_of(name, options.database, has_postgresql=postgresql)
        lines = run(name, databases, as_json=options.json)
        broken += [] if lines else [name]
        missed += [one["name"] for one in lines if one["ok"] is False]
    if missed:
        sys.stderr.write(f"Not reached: {', '.join(missed)}\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())

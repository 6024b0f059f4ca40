"""`huiyin bench`: the measurements of a source checkout, which lie beside `src` and are not installed."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from huiyin.core.errors import DomainError


def bench_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="*", metavar="NAME", help="which ones; all without a name")
    parser.add_argument("--database", action="append", default=[], help="sqlite or postgresql")


def bench(args: argparse.Namespace) -> None:
    """Run them in a process of its own: each makes a home of its own, and this one's stays out of it."""
    checkout = settings.PACKAGE.parents[1]
    require_benchmarks(checkout)
    words = [*args.name, *(word for one in args.database for word in ("--database", one))]
    words += ["--json"] if args.json else []
    path = os.pathsep.join([str(checkout), str(checkout / "src")])
    environment = {**os.environ, "PYTHONPATH": path}
    command = [sys.executable, "-m", "benchmarks", *words]
    done = subprocess.run(command, cwd=checkout, env=environment, check=False)  # noqa: S603 -- our own program
    if done.returncode:
        raise SystemExit(done.returncode)


def require_benchmarks(checkout: Path) -> None:
    if not (checkout / "benchmarks" / "__main__.py").is_file():
        raise DomainError(
            "no_benchmarks",
            "The benchmarks are not part of an installed Huiyin.",
            "Clone the source and run `make bench` there.",
        )

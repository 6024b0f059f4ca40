import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import figures, table
from benchmarks.__main__ import databases_of
from huiyin.config.bench import require_benchmarks
from huiyin.core.errors import DomainError
from tests.tree import ROOT


def test_an_installation_without_source_says_where_the_benchmarks_are(tmp_path: Path):
    with pytest.raises(DomainError) as refusal:
        require_benchmarks(tmp_path)

    assert str(refusal.value) == (
        "The benchmarks are not part of an installed Huiyin. Clone the source and run `make bench` there."
    )


def test_a_checkout_has_them():
    require_benchmarks(ROOT)


@pytest.mark.slow
def test_an_unknown_name_is_wrong_usage():
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "speed"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == (
        "huiyin bench: error: there is no benchmark 'speed': "
        "choose from letters, page, lists, memory, start, import"
    )


@pytest.mark.parametrize(
    ("value", "more", "ratio", "ok"),
    [
        (80, {"floor": 100, "reach": 0.8, "by_ratio": True}, 0.8, True),
        (79, {"floor": 100, "reach": 0.8, "by_ratio": True}, 0.79, False),
        (61, {"reach": 60, "at_most": True}, None, False),
        (60, {"floor": 30, "reach": 60, "at_most": True}, 2.0, True),
        (60, {}, None, None),
    ],
)
def test_a_figure_is_judged_by_what_is_to_be_reached(value, more, ratio, ok):
    found = figures.line("one", value, "s", 3, **more)

    assert (found["ratio"], found["ok"]) == (ratio, ok)


def test_a_percentile_is_one_of_the_measured_values():
    assert figures.p95([float(n) for n in range(1, 21)]) == 19
    assert figures.p95([7.0]) == 7


@pytest.mark.parametrize(
    ("name", "asked", "has_postgresql", "databases"),
    [
        ("letters", [], True, ["sqlite", "postgresql"]),
        ("letters", [], False, ["sqlite"]),
        ("lists", [], True, ["sqlite"]),
        ("lists", ["postgresql"], True, ["postgresql"]),
        ("start", ["postgresql"], True, []),
    ],
)
def test_a_benchmark_runs_on_the_databases_that_it_is_for(name, asked, has_postgresql, databases):
    assert databases_of(name, asked, has_postgresql=has_postgresql) == databases


def test_the_table_takes_the_place_of_the_one_before():
    line = figures.line("start", 1.25, "s", 5, floor=0.5, reach=3, at_most=True)

    placed = table.placed(f"# Figures\n{table.BEGIN}\nold\n{table.END}\nMore.\n", table.table([line]))

    figures_of = f"{table.HEAD}\n| `start` | 1.25 s | 0.5 | 2.5 | 3 | ✓ | 5 |"
    assert placed == f"# Figures\n{table.BEGIN}\n{figures_of}\n{table.END}\nMore.\n"

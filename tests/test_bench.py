import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import figures, table, walker
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
        "choose from letters, page, bulk, lists, search, export, memory, start, import, backup, walks"
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


def test_figures_of_programs_that_were_not_run_stay():
    before = table.table(
        [figures.line("start", 2, "s", 5), figures.line("walk.one.clicks", 4, "clicks", 1, reach=5)]
    )
    again = figures.line("walk.one.clicks", 3, "clicks", 1, reach=5, at_most=True)

    assert table.merged(f"# Figures\n{table.BEGIN}\n{before}\n{table.END}\n", [again]) == [
        "| `start` | 2 s |  |  |  |  | 5 |",
        "| `walk.one.clicks` | 3 clicks |  |  | 5 | ✓ | 1 |",
    ]


def test_the_table_takes_the_place_of_the_one_before():
    line = figures.line("start", 1.25, "s", 5, floor=0.5, reach=3, at_most=True)

    placed = table.placed(f"# Figures\n{table.BEGIN}\nold\n{table.END}\nMore.\n", table.table([line]))

    figures_of = f"{table.HEAD}\n| `start` | 1.25 s | 0.5 | 2.5 | 3 | ✓ | 5 |"
    assert placed == f"# Figures\n{table.BEGIN}\n{figures_of}\n{table.END}\nMore.\n"


def test_a_click_is_a_thought_a_way_and_a_press_and_typing_begins_with_the_keyboard():
    effort = walker.Effort(clicks=2, keys=10, typings=1, thoughts=1, machine=0.5)

    assert round(effort.seconds, 2) == round(2 * (1.35 + 1.1 + 0.2) + 0.4 + 10 * 0.28 + 1.35 + 0.5, 2)


def test_a_chinese_character_is_three_keys():
    assert walker.keys_of("ok 好") == 6


def test_a_walk_is_judged_by_its_budget_and_without_one_by_nobody():
    effort = walker.Effort(clicks=3)

    judged = effort.lines("one", walker.Budget(2, 20))
    free = effort.lines("two", walker.Budget())

    assert [(one["name"], one["ok"]) for one in judged] == [
        ("walk.one.clicks", False),
        ("walk.one.seconds", True),
        ("walk.one.machine", None),
    ]
    assert [one["ok"] for one in free] == [None, None, None]


@pytest.mark.slow
def test_hands_count_what_they_do_in_a_page():
    with walker.windows("http://127.0.0.1:1") as opened:
        hands = walker.Hands(opened.desk())
        hands.page.set_content(
            "<input type=checkbox aria-label=Box><select aria-label=Which><option value=a>A</select>"
            "<input aria-label=Words><button>Go</button>"
        )
        hands.check(hands.page.get_by_label("Box"))
        hands.choose(hands.page.get_by_label("Which"), value="a")
        hands.type(hands.page.get_by_label("Words"), "两 ab")
        hands.click(hands.page.get_by_role("button"))
        hands.read(hands.page.get_by_role("button"))

    effort = hands.effort
    assert (effort.clicks, effort.keys, effort.typings, effort.thoughts) == (4, 6, 1, 1)
    assert hands.steps == ["check Box", "choose Which", "type Words", "click Go"]

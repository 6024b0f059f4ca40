"""A figure as `huiyin bench` prints it, and the little arithmetic that figures need."""

import json
import math
import statistics
import sys
from collections.abc import Iterable, Sequence
from typing import Any

Line = dict[str, Any]


def line(name: str, value: float, unit: str, n: int, **more: Any) -> Line:
    """One figure; `ok` compares it with what is to be reached, which may be a most or a least.

    `by_ratio` judges the ratio to the floor instead of the value, `at_most` says that less is better.
    """
    found: Line = {"name": name, "value": round(value, 3), "unit": unit}
    floor, reach, at_most = more.get("floor"), more.get("reach"), more.get("at_most", False)
    ratio = value / floor if floor else None
    judged = ratio if more.get("by_ratio") and ratio is not None else value
    found["floor"] = round(floor, 3) if floor else None
    found["ratio"] = round(ratio, 3) if ratio is not None else None
    found["reach"] = reach
    found["ok"] = None if reach is None else (judged <= reach if at_most else judged >= reach)
    found["n"] = n
    return found


def say(lines: Iterable[Line]) -> None:
    """One JSON object a line, as soon as it is known."""
    for one in lines:
        sys.stdout.write(json.dumps(one, ensure_ascii=False) + "\n")
        sys.stdout.flush()


def percentile(values: Sequence[float], share: float) -> float:
    """The nearest rank: a value that was truly measured."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def p95(values: Sequence[float]) -> float:
    return percentile(values, 0.95)


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def written(found: Line) -> str:
    """A figure for people, in one line of a terminal."""
    floor = f"floor {found['floor']:g} ({found['ratio']:g}×)" if found["floor"] else ""
    reach = f"reach {found['reach']:g}" if found["reach"] is not None else ""
    word = {True: "ok", False: "NOT REACHED", None: ""}[found["ok"]]
    value = f"{found['value']:g} {found['unit']}"
    return f"{found['name']:<34} {value:<34} {floor:<26} {reach:<11} n={found['n']:<6} {word}".rstrip()

"""Rows in portions, each written in one short transaction, so that nobody else waits long. Pure.

Rows that hang together stay together: those of one person, and interviews that could clash.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from huiyin.imports.huiyin_sheet import HuiyinRow

PORTION = 300


def portions(rows: Sequence[Any], size: int = PORTION) -> list[list[Any]]:
    """All rows, in portions of about `size`, in the order of the sheet within each. Rows for one job follow
    each other, so that what a job needs is looked up, or made, in few portions.
    """
    found: list[list[Any]] = []
    for group in sorted(_groups(rows), key=lambda group: str(getattr(group[0], "job", ""))):
        if not found or len(found[-1]) + len(group) > size:
            found.append([])
        found[-1] += group
    return [sorted(part, key=lambda row: row.at) for part in found]


def _groups(rows: Sequence[Any]) -> list[list[Any]]:
    """Joined by whatever two rows share, in the order of their first rows."""
    parent = list(range(len(rows)))
    owner: dict[str, int] = {}

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for at, row in enumerate(rows):
        for tie in _ties(row):
            first = root(owner.setdefault(tie, at))
            parent[max(first, root(at))] = min(first, root(at))
    groups: dict[int, list[Any]] = {}
    for at, row in enumerate(rows):
        groups.setdefault(root(at), []).append(row)
    return list(groups.values())


def _ties(row: Any) -> Iterator[str]:
    if not isinstance(row, HuiyinRow):
        return
    yield from (f"person {address}" for address in (row.phone, row.email) if address)
    if row.start:
        yield from (f"colleague {email}" for email in row.interviewers)
        if row.place:
            yield f"place {row.place}"

"""What an import did or would do, as the contract has it, and in words."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiyin.imports.gates import Checked
from huiyin.imports.loading import CREATED, UNCHANGED, UPDATED, Loaded
from huiyin.imports.problems import Problem

NOUNS = {
    "candidates": "candidate",
    "jobs": "job",
    "applications": "application",
    "interviews": "interview",
    "places": "place",
    "interviewers": "employee",
}
SHOWN = 20


@dataclass
class Report:
    """`batch` is set once it was written."""

    preset: str
    rows_in: int
    rows: dict[str, int]
    made: dict[str, int]
    left_out: list[str]
    protected: list[str]
    gates: list[dict[str, Any]]
    problems: list[Problem] = field(default_factory=list)
    batch: int | None = None
    refused: bool = False

    def shown(self) -> dict[str, Any]:
        """For the person who holds the file."""
        return self._with([one.shown() for one in self.problems])

    def kept(self) -> dict[str, Any]:
        """What stays in the database: no personal value."""
        return self._with([one.kept() for one in self.problems])

    def _with(self, problems: list[dict[str, Any]]) -> dict[str, Any]:
        return {
            "batch": None if self.batch is None else str(self.batch),
            "rows_in": self.rows_in,
            "rows": self.rows,
            "made": self.made,
            "columns_left_out": self.left_out,
            "columns_protected": self.protected,
            "gates": self.gates,
            "problems": problems,
        }

    def text(self) -> str:
        return "\n".join(_lines(self))


def make_report(preset: str, checked: Checked, loaded: Loaded) -> Report:
    rejected = checked.rejected
    kept = Loaded({at: one for at, one in loaded.outcomes.items() if at not in rejected})
    return Report(
        preset=preset,
        rows_in=len(checked.readers),
        rows={
            "created": kept.count(CREATED),
            "updated": kept.count(UPDATED),
            "unchanged": kept.count(UNCHANGED),
            "rejected": len(rejected),
        },
        made={name: loaded.made(noun) for name, noun in NOUNS.items()},
        left_out=checked.left_out,
        protected=checked.protected,
        gates=[{"gate": gate, "problems": count} for gate, count in checked.found.items()],
        problems=checked.problems,
    )


def _lines(report: Report) -> list[str]:
    rows = report.rows
    head = _(
        "%(rows_in)s rows: %(created)s new, %(updated)s updated, %(unchanged)s unchanged,"
        " %(rejected)s rejected."
    ) % {"rows_in": report.rows_in, **rows}
    lines = [head]
    if report.protected:
        names = ", ".join(report.protected)
        lines.append(_("Left out because they must not decide about anybody: %(names)s.") % {"names": names})
    others = [name for name in report.left_out if name not in report.protected]
    if others:
        lines.append(
            _("Left out because their header is not known: %(names)s.") % {"names": ", ".join(others)}
        )
    lines += [_problem_line(one) for one in report.problems[:SHOWN]]
    more = len(report.problems) - SHOWN
    if more > 0:
        lines.append(
            ngettext("and %(count)s more problem", "and %(count)s more problems", more) % {"count": more}
        )
    return [*lines, _closing(report)]


def _problem_line(one: Problem) -> str:
    where = f"{one.sheet} " if one.sheet else ""
    return _("%(where)srow %(row)s, %(column)s “%(value)s”: %(problem)s Accepted: %(accepts)s.") % {
        "where": where,
        **one.shown(),
    }


def _closing(report: Report) -> str:
    if report.batch is not None:
        return _("Written as batch %(batch)s. Take it back with: huiyin import --undo %(batch)s") % {
            "batch": report.batch
        }
    if report.refused:
        return _("Nothing was written. Mend these rows, or leave them out with --skip-bad.")
    return _("Nothing was written: this was a dry run. Write it with --commit.")

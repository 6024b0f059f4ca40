"""Exchanging interviewers of many: who goes, who comes, and where that cannot be."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from huiyin.core.errors import DomainError
from huiyin.core.references import ref
from huiyin.interviews.actions.guards import clash_of
from huiyin.interviews.models import Interview
from huiyin.interviews.states import OPEN
from huiyin.people.models import Employee
from huiyin.workforce.queries import Busy, busy_times


@dataclass(frozen=True)
class Exchange:
    """`gone` alone takes somebody off, `comes` alone adds somebody, both put one in the other's place."""

    gone: Employee | None = None
    comes: Employee | None = None

    def people_of(self, row: Interview) -> list[Employee]:
        """Who holds it afterwards; raises a DomainError where nothing would change or nobody be left."""
        before = [one.employee for one in row.participants.all()]
        if self.gone and self.gone not in before:
            raise DomainError(
                "not_taking_part",
                _("%(name)s does not interview here.") % {"name": self.gone.name},
                _("Nothing changes for it."),
            )
        after = [one for one in before if one != self.gone]
        if self.comes and self.comes not in after:
            after.append(self.comes)
        if not after:
            raise DomainError(
                "interviewers_missing", _("Nobody would interview."), _("Put somebody in that place.")
            )
        if after == before:
            raise DomainError(
                "nothing_changes",
                _("%(name)s interviews here already.") % {"name": self.comes.name if self.comes else ""},
                _("Nothing changes for it."),
            )
        return after


@dataclass
class Exchanges:
    changing: list[Interview]
    stuck: list[tuple[Interview, DomainError]]


def plan_exchange(rows: Sequence[Interview], exchange: Exchange) -> Exchanges:
    """In order of time: whoever comes cannot be at two of them at once."""
    plan = Exchanges([], [])
    taken = _busy(rows, exchange.comes)
    for row in rows:
        try:
            exchange.people_of(row)
            _check_state(row)
            _check_free(row, exchange.comes, taken)
        except DomainError as refused:
            plan.stuck.append((row, refused))
            continue
        plan.changing.append(row)
        if exchange.comes:
            key = ref(exchange.comes)
            taken[key].append(Busy(key, row.start, row.end, ref(row)))
    return plan


def _busy(rows: Sequence[Interview], comes: Employee | None) -> dict[str, list[Busy]]:
    taken: dict[str, list[Busy]] = defaultdict(list)
    if comes and rows:
        key = ref(comes)
        taken[key] = busy_times([key], min(one.start for one in rows), max(one.end for one in rows))
    return taken


def _check_state(row: Interview) -> None:
    if row.state not in OPEN:
        raise DomainError(
            "wrong_state",
            _("The candidate cannot come to it."),
            _("Move it or cancel it; then ask for interviewers."),
        )


def _check_free(row: Interview, comes: Employee | None, taken: dict[str, list[Busy]]) -> None:
    if comes is None or any(one.employee_id == comes.pk for one in row.participants.all()):
        return
    in_the_way = [
        one
        for one in taken[ref(comes)]
        if one.about != ref(row) and one.start < row.end and row.start < one.end
    ]
    if in_the_way:
        raise clash_of(in_the_way, {ref(comes): comes.name}, [], row.time_zone)

"""Many colleagues at once, from lines as somebody pastes them. All of them or, with one bad line, none."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.company.models import OrgUnit
from huiyin.company.queries import active_units
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError, FieldProblem
from huiyin.messaging.contacts import EMAIL, find_contacts
from huiyin.people.actions import NewEmployee, add_employee

MOST = 500


@dataclass(frozen=True)
class Pasted:
    added: int
    known: int


@transaction.atomic
def add_pasted(text: str, *, unit: OrgUnit, by: Actor) -> Pasted:
    """Who is known by her address already is left as she is."""
    units = {one.name: one for one in active_units()}
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > MOST:
        raise _bad(_("More than %(most)s lines.") % {"most": MOST})
    added = known = 0
    for number, line in enumerate(lines, start=1):
        cells = _cells(line)
        where = units.get(cells[3]) if cells[3] else unit
        if where is None:
            raise _bad(_("Line %(line)s: there is no unit %(unit)s.") % {"line": number, "unit": cells[3]})
        if cells[2] and find_contacts(EMAIL, cells[2]).filter(employee__isnull=False).exists():
            known += 1
            continue
        try:
            add_employee(NewEmployee(cells[0], where, title=cells[1], email=cells[2]), by=by)
        except DomainError as refused:
            raise _bad(
                _("Line %(line)s: %(problem)s") % {"line": number, "problem": refused.problem}
            ) from refused
        added += 1
    return Pasted(added, known)


def _cells(line: str) -> Sequence[str]:
    parts = [part.strip() for part in line.replace("，", ",").replace("\t", ",").split(",")]
    return [*parts, "", "", "", ""][:4]


def _bad(problem: str) -> DomainError:
    mend = _("Nobody is added. Correct the line and paste again.")
    return DomainError("bad_lines", problem, mend, [FieldProblem("lines", problem, mend)])

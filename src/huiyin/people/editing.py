"""Changing what is kept about a colleague, and taking somebody who left in again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.accounts.doors import reach
from huiyin.company.models import OrgUnit
from huiyin.core import audit
from huiyin.core.actor import Actor
from huiyin.core.editing import require_unchanged
from huiyin.core.errors import DomainError, FieldProblem
from huiyin.messaging.contacts import EMAIL, PHONE, current_address, set_address
from huiyin.people.actions import set_manager
from huiyin.people.models import Employee


@dataclass(frozen=True)
class EmployeeEdit:
    name: str
    title: str
    org_unit: OrgUnit
    manager: Employee | None
    email: str
    phone: str
    desk_phone: str
    language: str


def employee_values(employee: Employee) -> dict[str, Any]:
    """What the form of a colleague begins with."""
    email, phone = (current_address(employee.contact, kind) for kind in (EMAIL, PHONE))
    return {
        "name": employee.name,
        "title": employee.title,
        "org_unit": employee.org_unit_id,
        "manager": employee.manager_id,
        "email": email.value if email else "",
        "phone": phone.value if phone else "",
        "desk_phone": employee.desk_phone,
        "language": employee.contact.language,
    }


@transaction.atomic
def edit_employee(
    employee: Employee,
    to: EmployeeEdit,
    *,
    by: Actor,
    seen: str = "",
    labels: Mapping[str, str] | None = None,
) -> Employee:
    """Letters that wait go to the new address; the old one still finds her. Sign-in codes go there too: of
    somebody with an account it is changed by who looks after accounts, or by herself.
    """
    row = Employee.objects.select_for_update(of=("self",)).select_related("contact").get(pk=employee.pk)
    was = employee_values(row)
    require_unchanged(seen, was, labels or {})
    name = " ".join(to.name.split())
    if not name:
        problem, mend = _("The name is missing."), _("Write the name as colleagues say it.")
        raise DomainError("bad_name", problem, mend, [FieldProblem("name", problem, mend)])
    new = [(k, v) for k, v in ((EMAIL, to.email), (PHONE, to.phone)) if v.strip() and v.strip() != was[k]]
    if new and not _may_move_addresses(row, by):
        raise _not_her_address(new[0][0])
    row.name, row.title, row.org_unit = name, to.title.strip(), to.org_unit
    row.desk_phone = to.desk_phone.strip()
    row.save(update_fields=["name", "title", "org_unit", "desk_phone"])
    row.contact.name, row.contact.language = name, to.language or row.contact.language
    row.contact.save(update_fields=["name", "language"])
    for kind, value in new:
        set_address(row.contact, kind, value)
    changed = sorted(field for field, value in employee_values(row).items() if was[field] != value)
    if changed:
        audit.record("employee.edited", row, by=by, changed=changed)
    if (to.manager.pk if to.manager else None) != row.manager_id:
        row = set_manager(row, to.manager, by=by)
    return row


def _may_move_addresses(employee: Employee, by: Actor) -> bool:
    if employee.user_id is None or employee.user_id == by.user_id:
        return True
    return reach(by, "users:edit").everything


def _not_her_address(kind: str) -> DomainError:
    problem = _("She signs in by this address, so only who looks after accounts changes it.")
    mend = _("Ask an administrator of accounts.")
    return DomainError("account_address", problem, mend, [FieldProblem(kind, problem, mend)])


@transaction.atomic
def return_employee(employee: Employee, *, by: Actor) -> Employee:
    """She is back: offered again. Her account is opened apart, by who looks after accounts."""
    employee.is_active = True
    employee.save(update_fields=["is_active"])
    audit.record("employee.returned", employee, by=by)
    return employee

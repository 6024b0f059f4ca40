"""Taking colleagues in, saying who manages whom, and giving one a user."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.accounts.models import SignInCode, User
from huiyin.company.models import OrgUnit
from huiyin.company.queries import the_company, zone_of
from huiyin.core import audit
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError, FieldProblem
from huiyin.core.models import AuditEntry
from huiyin.core.numbers import take_numbers
from huiyin.messaging.contacts import EMAIL, LAST_RUNG, PHONE, ladder_of, set_address
from huiyin.messaging.models import Contact
from huiyin.people import notices
from huiyin.people.models import Employee

LONGEST = 80


@dataclass(frozen=True)
class NewEmployee:
    """A colleague as HR writes her down. Without a number she gets the next one."""

    name: str
    org_unit: OrgUnit
    title: str = ""
    number: str = ""
    email: str = ""
    phone: str = ""
    desk_phone: str = ""
    language: str = ""


@transaction.atomic
def add_employee(
    person: NewEmployee, *, by: Actor, manager: Employee | None = None, user: User | None = None
) -> Employee:
    name = " ".join(person.name.split())
    if not name:
        raise _refusal("name", _("The name is missing."), _("Write the name as colleagues say it."))
    for field, value in (("name", name), ("title", person.title.strip())):
        if len(value) > LONGEST:
            raise _refusal(field, _("It is longer than 80 characters."), _("Write it shorter."))
    number = person.number.strip() or f"E{take_numbers('employee')[0]:05d}"
    if Employee.objects.filter(number=number).exists():
        raise _refusal(
            "number", _("Another colleague has this number."), _("Leave it empty to get the next free one.")
        )
    contact = Contact.objects.create(
        name=name,
        language=person.language or the_company().language,
        time_zone=zone_of(person.org_unit),
        letters_per_day=0,  # a colleague with a full day of interviews is told of each
    )
    employee = Employee.objects.create(
        number=number,
        name=name,
        title=person.title.strip(),
        org_unit=person.org_unit,
        manager=manager,
        contact=contact,
        desk_phone=person.desk_phone.strip(),
    )
    for kind, value in ((EMAIL, person.email), (PHONE, person.phone)):
        if value.strip():
            set_address(contact, kind, value)
    audit.record("employee.added", employee, by=by, org_unit=person.org_unit.pk)
    return link_user(employee, user, by=by) if user else employee


@transaction.atomic
def set_manager(employee: Employee, manager: Employee | None, *, by: Actor) -> Employee:
    """Say who manages whom. Nobody manages herself, however long the chain."""
    employee = Employee.objects.select_for_update(of=("self",)).get(pk=employee.pk)
    managers = dict(Employee.objects.values_list("pk", "manager_id"))
    above = manager.pk if manager else None
    while above is not None:
        if above == employee.pk:
            raise _refusal(
                "manager",
                _("This would make the colleague her own manager, directly or through others."),
                _("Choose somebody who does not report to her."),
            )
        above = managers.get(above)
    was, employee.manager = employee.manager_id, manager
    employee.save(update_fields=["manager"])
    audit.record("employee.manager_set", employee, by=by, was=was, manager=manager.pk if manager else None)
    return employee


@transaction.atomic
def link_user(employee: Employee, user: User | None, *, by: Actor) -> Employee:
    """Let a user act as this colleague; one user is one colleague. None parts them."""
    if user and Employee.objects.filter(user=user).exclude(pk=employee.pk).exists():
        raise _refusal(
            "user",
            _("This user already belongs to another colleague."),
            _("Part them first, or choose another user."),
        )
    employee.user = user
    employee.save(update_fields=["user"])
    audit.record("employee.linked", employee, by=by, user=user.pk if user else None)
    return employee


@transaction.atomic
def retire_employee(employee: Employee, *, by: Actor) -> Employee:
    """She left: no longer offered as interviewer or owner. Her past stays hers."""
    employee.is_active = False
    employee.save(update_fields=["is_active"])
    audit.record("employee.retired", employee, by=by)
    return employee


@transaction.atomic
def write_sign_in_code(wish_id: int, cause_id: int) -> None:
    """Open the letter of a wish for a code. May run twice: the same cause writes the same letter once."""
    wish = SignInCode.objects.select_related("user").filter(pk=wish_id).first()
    if wish is None or wish.user is None:
        return
    employee = Employee.objects.filter(user=wish.user).select_related("contact").first()
    if problem := _unreachable(wish.user, employee):
        audit.record("sign_in_code.not_sent", wish.user, by=Actor.system("people"), reason=problem)
    elif employee:
        notices.send_code(wish, employee.contact, cause=AuditEntry.objects.get(pk=cause_id))


def _unreachable(user: User, employee: Employee | None) -> str:
    """Why no code can be sent, for whoever reads the trail: an administrator can mend each of these."""
    if not user.is_active:
        return "user_disabled"
    if employee is None:
        return "no_employee"
    return "no_address" if ladder_of(employee.contact)[0] == LAST_RUNG else ""


def _refusal(name: str, problem: str, mend: str) -> DomainError:
    return DomainError(f"bad_{name}", problem, mend, [FieldProblem(name, problem, mend)])

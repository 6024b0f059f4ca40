"""Who sees colleagues. Names and titles are known inside the company; addresses are not shown here."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from huiyin.core.actor import Actor
from huiyin.core.errors import NotFound
from huiyin.people.models import Employee


def visible_to(actor: Actor) -> QuerySet[Employee]:
    if actor.kind == "system" or actor.is_staff_member:
        return Employee.objects.select_related("org_unit")
    return Employee.objects.none()


def get_employee(actor: Actor, employee_id: int) -> Employee:
    employee = visible_to(actor).filter(pk=employee_id).first()
    if employee is None:
        raise NotFound("not_found", _("There is no such colleague."))
    return employee

"""Named reads of employees."""

from django.db.models import QuerySet

from huiyin.core.actor import Actor
from huiyin.people.models import Employee


def employee_of(actor: Actor) -> Employee | None:
    """The colleague behind a signed-in user or token; None for links, the system and pure users."""
    if actor.user_id is None:
        return None
    return Employee.objects.filter(user=actor.user_id).select_related("org_unit", "contact").first()


def active_employees() -> QuerySet[Employee]:
    return Employee.objects.filter(is_active=True).select_related("org_unit").order_by("name", "pk")


def employee_by_email_index(index: str) -> Employee | None:
    """The active colleague who has an e-mail address, found by its blind index."""
    return Employee.objects.filter(
        is_active=True, contact__addresses__kind="email", contact__addresses__value_index=index
    ).first()

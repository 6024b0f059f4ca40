"""Whom a step names, and who stands above them. Reads only; who of them may decide is for `seating`."""

from collections.abc import Collection, Iterable

from huiyin.accounts.models import RoleGrant, User
from huiyin.approvals.flow_steps import StepRule
from huiyin.company.models import OrgUnit
from huiyin.company.queries import ancestors
from huiyin.people.models import Employee

LAST_ROLE = "executive"
"""Who is asked when nobody stands above any more."""
HIGHEST = 10


def people_of(rule: StepRule, asker: User, unit: OrgUnit | None) -> list[User]:
    """In a steady order; `unit` is the subject's, or the asker's own."""
    unit = unit or unit_of(asker)
    if rule.who == "role":
        return _holding(rule.role, unit)
    if rule.who == "named":
        return list(User.objects.filter(pk__in=rule.people).order_by("pk"))
    if rule.who == "manager":
        return managers_of([asker])
    return _heads(unit)


def unit_of(user: User) -> OrgUnit | None:
    employee = Employee.objects.filter(user=user).select_related("org_unit").first()
    return employee.org_unit if employee else None


def managers_of(users: Iterable[User]) -> list[User]:
    rows = Employee.objects.filter(user__in=list(users), manager__user__isnull=False)
    return list(User.objects.filter(employee__reports__in=rows).distinct().order_by("pk"))


def above(users: Collection[User], asker: User) -> Iterable[list[User]]:
    """One ring of people after the other: the managers of those, theirs, and at last the executives."""
    ring, seen = list(users) or [asker], {one.pk for one in users}
    for _height in range(HIGHEST):
        ring = [one for one in managers_of(ring) if one.pk not in seen]
        if not ring:
            break
        seen |= {one.pk for one in ring}
        yield ring
    yield _holding(LAST_ROLE, None)


def _holding(role: str, unit: OrgUnit | None) -> list[User]:
    """Who holds a role for a unit; without a unit, who holds it anywhere."""
    granted = RoleGrant.objects.filter(role__key=role).select_related("org_unit", "user").order_by("user")
    found = {
        one.user_id: one.user
        for one in granted
        if one.org_unit is None or unit is None or unit.path.startswith(one.org_unit.path)
    }
    return list(found.values())


def _heads(unit: OrgUnit | None) -> list[User]:
    """Who leads the unit: of its colleagues the one whose manager is not among them. Else of the next
    above.
    """
    for one in ancestors(unit) if unit else []:
        rows = Employee.objects.filter(org_unit=one, is_active=True, user__isnull=False)
        heads = rows.exclude(manager__org_unit=one).select_related("user").order_by("pk")
        found = [head.user for head in heads if head.user is not None]
        if found:
            return found
    return []

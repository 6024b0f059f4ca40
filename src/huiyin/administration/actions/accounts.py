"""Opening an account for a colleague: the account, its first role and the letter, together."""

from django.db import transaction

from huiyin.accounts.actions import invite_user
from huiyin.accounts.models import Role, User
from huiyin.company.models import OrgUnit
from huiyin.core.actor import Actor
from huiyin.people.actions import link_user
from huiyin.people.inviting import send_invitation
from huiyin.people.models import Employee


@transaction.atomic
def open_account(employee: Employee, email: str, *, role: Role, org_unit: OrgUnit | None, by: Actor) -> User:
    """She gets a letter that says where to sign in by a code; nobody ever knows a password of hers."""
    user = invite_user(email, name=employee.name, roles=[role], org_unit=org_unit, by=by)
    link_user(employee, user, by=by)
    send_invitation(user, by=by)
    return user

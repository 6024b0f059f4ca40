"""Somebody must stay who can give rights: a house without one could never be opened again from its pages."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from huiyin.accounts.models import RoleGrant, RowScope
from huiyin.core.errors import DomainError

WHOLE_HOUSE = {RowScope.ALL.value, RowScope.UNIT.value}


def administrators() -> set[int]:
    """The active users who may change users and roles in the whole house."""
    rows = RoleGrant.objects.filter(user__is_active=True, org_unit=None, role__scope__in=WHOLE_HOUSE)
    return {grant.user_id for grant in rows.select_related("role") if "users:edit" in grant.role.permissions}


@contextmanager
def keeping_one() -> Iterator[None]:
    """Around a change, inside its transaction: whatever leaves the house without an administrator is
    undone.
    """
    before = administrators()
    yield
    if before and not administrators():
        raise DomainError(
            "last_administrator",
            _("After this nobody could manage users and roles any more."),
            _("Make somebody else an administrator first."),
        )

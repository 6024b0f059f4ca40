"""Who sits at a step: those whom it names, without the asker, without who has decided before, without who
is gone or away. When nobody is left, the next above.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from huiyin.accounts.models import RoleGrant, User
from huiyin.approvals.access import DECIDE
from huiyin.approvals.deciders import above, people_of
from huiyin.approvals.flow_steps import StepRule
from huiyin.approvals.models import Absence, Approval, Seat, SeatCame
from huiyin.company.models import OrgUnit
from huiyin.core import clock


@dataclass(frozen=True)
class Seating:
    """`came` says whether they are those of the flow or the next above."""

    users: list[User]
    came: SeatCame = SeatCame.FLOW


def seating_of(rule: StepRule, asker: User, unit: OrgUnit | None, decided: Iterable[int] = ()) -> Seating:
    named = people_of(rule, asker, unit)
    barred = {asker.pk} if rule.again else {asker.pk, *decided}
    able = able_of(named, asker, barred)
    return Seating(able) if able else next_above(named, asker, barred)


def next_above(users: Sequence[User], asker: User, barred: set[int]) -> Seating:
    """Nobody at the very top is an empty seating."""
    for ring in above(users, asker):
        able = able_of(ring, asker, barred)
        if able:
            return Seating(able, SeatCame.ABOVE)
    return Seating([], SeatCame.ABOVE)


def able_of(users: Sequence[User], asker: User, barred: set[int]) -> list[User]:
    """Who of them is here and may decide; who is away counts if somebody stands in."""
    known = {one.pk: one for one in users if one.is_active and one.pk not in barred}
    deciding = may_decide(known)
    stand_ins = stand_ins_now(deciding)
    allowed = may_decide({pk for pk in stand_ins.values() if pk is not None})
    away = {
        pk
        for pk, stand_in in stand_ins.items()
        if stand_in is None or stand_in == asker.pk or stand_in in barred or stand_in not in allowed
    }
    return [user for pk, user in known.items() if pk in deciding - away]


def may_decide(user_ids: Iterable[int]) -> set[int]:
    """Those of them with an account that lives and a role that decides."""
    granted = RoleGrant.objects.filter(user__in=list(user_ids), user__is_active=True).filter(
        Q(user__employee=None) | Q(user__employee__is_active=True)
    )
    return {one.user_id for one in granted.select_related("role") if DECIDE in one.role.permissions}


def stand_ins_now(user_ids: Iterable[int]) -> dict[int, int | None]:
    """Who of them is away now, and who decides in her place."""
    now = clock.now()
    rows = Absence.objects.filter(user__in=list(user_ids), starts__lte=now, ends__gt=now, ended_early_at=None)
    return {one.user_id: one.stand_in_id for one in rows.order_by("pk")}


def have_decided(approval: Approval) -> set[int]:
    """Whose hand has already been in it, also for somebody else."""
    rows = Seat.objects.filter(step__approval=approval, decided_by__isnull=False)
    return {pk for pk in rows.values_list("decided_by", flat=True) if pk is not None}


def with_stand_ins_of(seat: Seat) -> set[int]:
    """Who was asked for this seat: she, and who stands in for her."""
    return {seat.user_id, *(pk for pk in stand_ins_now([seat.user_id]).values() if pk is not None)}

"""Being away: for a time somebody else decides in her place, or nobody does."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.accounts.models import User
from huiyin.approvals.models import Absence
from huiyin.approvals.seating import may_decide
from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError, FieldProblem, NotAllowed


@transaction.atomic
def be_away(*, starts: datetime, ends: datetime, stand_in: User | None, by: Actor) -> Absence:
    """Replaces what she had said before. Who already waits for her word is found by who stands in, too."""
    if by.kind != "user" or by.user_id is None:
        raise NotAllowed("sign_in_first", _("Please sign in with your password first."))
    if ends <= starts or ends <= clock.now():
        raise _problem("ends", _("This ends before it begins."), _("Choose a later end."))
    if stand_in is not None and stand_in.pk == by.user_id:
        raise _problem("stand_in", _("You cannot stand in for yourself."), _("Choose a colleague."))
    if stand_in is not None and stand_in.pk not in may_decide([stand_in.pk]):
        raise _problem("stand_in", _("This colleague may not decide approvals."), _("Choose another."))
    _end_all(by.user_id)
    absence = Absence.objects.create(user_id=by.user_id, stand_in=stand_in, starts=starts, ends=ends)
    audit.record(
        "absence.set",
        absence,
        by=by,
        stand_in=stand_in.pk if stand_in else None,
        starts=starts.isoformat(),
        ends=ends.isoformat(),
    )
    return absence


@transaction.atomic
def be_back(*, by: Actor) -> bool:
    if by.kind != "user" or by.user_id is None:
        raise NotAllowed("sign_in_first", _("Please sign in with your password first."))
    ended = _end_all(by.user_id)
    if ended:
        audit.record("absence.ended", f"user:{by.user_id}", by=by)
    return bool(ended)


def _end_all(user_id: int) -> int:
    now = clock.now()
    rows = Absence.objects.filter(user=user_id, ends__gt=now, ended_early_at=None)
    return rows.update(ended_early_at=now)


def _problem(field: str, problem: str, mend: str) -> DomainError:
    return DomainError("absence", problem, mend, [FieldProblem(field, problem, mend)])

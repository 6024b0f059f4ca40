"""Who sees an approval: who asked, whose word it asks for or asked for, and who stands in for them now. A
letter's link opens the one that it was written about.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from huiyin.accounts.doors import reach, require
from huiyin.approvals.models import Absence, Approval, Seat
from huiyin.company.models import OrgUnit
from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.core.errors import NotAllowed, NotFound
from huiyin.core.references import ref_id

DECIDE = "approvals:decide"


def visible_to(actor: Actor) -> QuerySet[Approval]:
    if actor.kind == "system":
        return Approval.objects.all()
    if actor.user_id is None or (actor.kind != "user" and DECIDE not in actor.verbs):
        return Approval.objects.none()
    seats = Seat.objects.filter(step__approval=OuterRef("pk")).filter(theirs(actor.user_id))
    rows = Approval.objects.filter(Q(asked_by=actor.user_id) | Exists(seats))
    return rows.filter(pk=ref_id(actor.subject, "approval") or 0) if actor.kind == "staff_link" else rows


def may_edit_flows(actor: Actor) -> bool:
    """How the whole house decides is changed by who changes its settings, and not those of a branch alone."""
    within = reach(actor, "settings:edit")
    tops = list(OrgUnit.objects.filter(parent=None).values_list("path", flat=True))
    return within.everything or (bool(tops) and all(within.covers(path) for path in tops))


def require_flows(actor: Actor) -> None:
    require(actor, "settings:edit")
    if not may_edit_flows(actor):
        raise NotAllowed(
            "whole_house",
            _("How the house decides is not changed from a branch."),
            _("If you need it, ask an administrator."),
        )


def few(actor: Actor) -> list[QuerySet[Approval]]:
    """For the list of letters: what finds all that she sees."""
    return [visible_to(actor)]


def theirs(user_id: int) -> Q:
    """Seats of hers, of those for whom she stands in now, and those in which she decided."""
    return Q(user=user_id) | Q(decided_by=user_id) | Q(user__in=stood_in_for(user_id))


def stood_in_for(user_id: int) -> QuerySet[Absence, int]:
    now = clock.now()
    rows = Absence.objects.filter(stand_in=user_id, starts__lte=now, ends__gt=now, ended_early_at=None)
    return rows.values_list("user", flat=True)


def get_approval(actor: Actor, approval_id: int) -> Approval:
    rows = visible_to(actor).select_related("asked_by", "flow")
    approval = rows.filter(pk=approval_id).first()
    if approval is None:
        raise NotFound("not_found", _("There is no such approval."))
    return approval

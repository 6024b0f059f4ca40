"""Named reads of approvals: what waits for whom, what she asked, what she decided."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from huiyin.accounts.doors import may
from huiyin.approvals.access import DECIDE, stood_in_for, visible_to
from huiyin.approvals.models import Approval, Seat
from huiyin.approvals.states import ApprovalState, StepState
from huiyin.core.actor import Actor


def waiting_for(actor: Actor) -> QuerySet[Approval]:
    """What she may decide now, the longest waiting first."""
    if actor.user_id is None or not may(actor, DECIDE):
        return Approval.objects.none()
    mine = Q(user=actor.user_id) | Q(user__in=stood_in_for(actor.user_id))
    seats = Seat.objects.filter(mine, step__approval=OuterRef("pk"), step__state=StepState.OPEN, choice="")
    decided = Seat.objects.filter(step__approval=OuterRef("pk"), decided_by=actor.user_id)
    return (
        visible_to(actor)
        .filter(
            Exists(seats),
            ~Exists(decided) | Exists(seats.filter(step__rule__again=True)),
            state=ApprovalState.ASKED,
        )
        .exclude(asked_by=actor.user_id)
        .order_by("asked_at", "pk")
    )


def asked_by(actor: Actor) -> QuerySet[Approval]:
    """What she asked, what is still open first."""
    return visible_to(actor).filter(asked_by=actor.user_id).order_by("-asked_at", "-pk")


def decided_by(actor: Actor) -> QuerySet[Approval]:
    """What she has had a word in, the latest first."""
    seats = Seat.objects.filter(step__approval=OuterRef("pk"), decided_by=actor.user_id)
    return visible_to(actor).filter(Exists(seats)).order_by("-asked_at", "-pk")

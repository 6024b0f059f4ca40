"""Where an approval may stand and where it may go from there."""

from django.db import models


class ApprovalState(models.TextChoices):
    """`granted` is decided and not done yet; the rest of the second line is how it ends."""

    ASKED = "asked"
    GRANTED = "granted"
    CARRIED_OUT = "carried_out"
    COULD_NOT = "could_not"
    REFUSED = "refused"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    VOID = "void"
    EXPIRED = "expired"


class StepState(models.TextChoices):
    WAITING = "waiting"
    OPEN = "open"
    PASSED = "passed"
    CLOSED = "closed", "it ended before everybody had decided"


class Choice(models.TextChoices):
    APPROVE = "approve"
    REFUSE = "refuse"
    RETURN = "return"


S = ApprovalState
MOVES: dict[ApprovalState, frozenset[ApprovalState]] = {
    S.ASKED: frozenset({S.GRANTED, S.REFUSED, S.RETURNED, S.WITHDRAWN, S.VOID, S.EXPIRED}),
    S.GRANTED: frozenset({S.CARRIED_OUT, S.COULD_NOT, S.VOID}),
    **dict.fromkeys(
        (S.CARRIED_OUT, S.COULD_NOT, S.REFUSED, S.RETURNED, S.WITHDRAWN, S.VOID, S.EXPIRED), frozenset()
    ),
}
LIVE = (S.ASKED, S.GRANTED)
OVER = tuple(state for state, onward in MOVES.items() if not onward)


def may_move(old: str, new: str) -> bool:
    return ApprovalState(new) in MOVES[ApprovalState(old)]

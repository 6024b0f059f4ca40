"""A letter's states and the moves between them: the one table that everything else obeys."""

from django.db import models


class LetterState(models.TextChoices):
    PLANNED = "planned"
    HELD = "held"
    QUEUED = "queued"
    CLAIMED = "claimed"
    SENDING = "sending"
    RETRYING = "retrying"
    SENT = "sent"
    DELIVERED = "delivered"
    OPENED = "opened"
    ANSWERED = "answered"
    UNKNOWN = "unknown"
    FAILED = "failed"
    BOUNCED = "bounced"
    SUPERSEDED = "superseded"
    CANCELLED = "cancelled"
    SUPPRESSED = "suppressed"


S = LetterState

# Not yet with anybody: may still be stopped without a trace outside.
UNSENT = frozenset({S.PLANNED, S.HELD, S.QUEUED, S.CLAIMED, S.RETRYING})
# In somebody's hands, or perhaps.
GONE = frozenset({S.SENDING, S.SENT, S.DELIVERED, S.OPENED, S.ANSWERED, S.UNKNOWN})
# It did reach the other server.
ARRIVED = (S.SENT, S.DELIVERED, S.OPENED, S.ANSWERED)

_STOPPED = {S.SUPERSEDED, S.CANCELLED, S.SUPPRESSED}

MOVES: dict[LetterState, frozenset[LetterState]] = {
    S.PLANNED: frozenset({S.HELD, S.QUEUED, *_STOPPED}),
    # A card in a colleague's hands is held; what she says about it settles it.
    S.HELD: frozenset({S.QUEUED, S.SENT, S.FAILED, *_STOPPED}),
    # Without a try: when its channel was away too long, another way is taken.
    S.QUEUED: frozenset({S.CLAIMED, S.HELD, S.FAILED, *_STOPPED}),
    S.CLAIMED: frozenset({S.SENDING, S.QUEUED, S.HELD, S.FAILED, S.UNKNOWN, *_STOPPED}),
    S.SENDING: frozenset({S.SENT, S.RETRYING, S.UNKNOWN, S.FAILED}),
    S.RETRYING: frozenset({S.CLAIMED, S.HELD, S.FAILED, *_STOPPED}),
    S.SENT: frozenset({S.DELIVERED, S.OPENED, S.ANSWERED, S.BOUNCED}),
    S.DELIVERED: frozenset({S.OPENED, S.ANSWERED, S.BOUNCED}),
    S.OPENED: frozenset({S.ANSWERED}),
    S.ANSWERED: frozenset(),
    # A person, a receipt or an answer settles an unknown one; only a person sends it again.
    S.UNKNOWN: frozenset(
        {S.SENT, S.DELIVERED, S.OPENED, S.ANSWERED, S.BOUNCED, S.QUEUED, S.FAILED, *_STOPPED}
    ),
    S.FAILED: frozenset({S.QUEUED}),
    # A person's hand on the page is better evidence than a mail server's word.
    S.BOUNCED: frozenset({S.QUEUED, S.OPENED, S.ANSWERED}),
    S.SUPERSEDED: frozenset(),
    S.CANCELLED: frozenset(),
    S.SUPPRESSED: frozenset({S.QUEUED}),
}


def may_move(old: str, new: str) -> bool:
    return LetterState(new) in MOVES[LetterState(old)]


SOURCES: dict[LetterState, frozenset[LetterState]] = {
    new: frozenset(old for old in LetterState if new in MOVES[old]) for new in LetterState
}
"""The table read backwards: from which states each may be reached."""

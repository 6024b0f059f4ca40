"""What is heard about a letter later: delivered, opened, bounced. State only ever moves forward.

Copies, disorder and lateness change nothing: each event counts once, whatever its place, and the moves
table lets no letter go back.
"""

from datetime import datetime

from django.db import IntegrityError, transaction

from huiyin.core.actor import Actor
from huiyin.messaging.models import AddressState, Letter, Receipt
from huiyin.messaging.moves import move
from huiyin.messaging.rungs import blame_address, next_rung
from huiyin.messaging.states import LetterState as S
from huiyin.messaging.todo_kinds import UNKNOWN_TODO
from huiyin.todos.actions import close_todos

RECEIPTS = Actor.system("receipts")
# A provider that took a letter and says later that it failed tells what a mailbox calls a bounce.
MOVES = {"delivered": S.DELIVERED, "opened": S.OPENED, "bounced": S.BOUNCED, "failed": S.BOUNCED}
STAMPS = {"delivered": "delivered_at", "opened": "opened_at"}


@transaction.atomic
def record_receipt(
    letter_id: int,
    event: str,
    *,
    event_id: str,
    at: datetime,
    raw: str = "",
    bad_address: bool = False,
) -> bool:
    """Take in one event; False when it was known already or its letter is not.

    `event` is delivered, opened, bounced, failed, or another word that is kept and moves nothing (delayed).
    """
    letter = Letter.objects.select_related("contact", "colleague").filter(pk=letter_id).first()
    if letter is None:
        return False
    try:
        with transaction.atomic():
            Receipt.objects.create(letter=letter, event=event, event_id=event_id, at=at, raw=raw)
    except IntegrityError:
        return False
    stamp = STAMPS.get(event)
    if stamp:
        Letter.objects.filter(pk=letter.pk, **{stamp: None}).update(**{stamp: at})
    if event in MOVES and move([letter.pk], MOVES[event]):
        if letter.state == S.UNKNOWN:
            close_todos(UNKNOWN_TODO, f"letter:{letter.pk}", by=RECEIPTS)
        if MOVES[event] == S.BOUNCED:
            _bounced(letter, blame=bad_address)
    return True


def _bounced(letter: Letter, *, blame: bool) -> None:
    """The next rung takes over; the address is not used again if the report blames it."""
    if blame:
        blame_address(letter, "bounced", state=AddressState.BOUNCED)
    next_rung(letter)

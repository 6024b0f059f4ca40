"""The outbox: rows in, rows stopped. It inserts and updates letters and does nothing else.

Everything here runs in the caller's transaction, beside the change that is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from huiyin.accounts.models import User
from huiyin.core.models import AuditEntry
from huiyin.messaging.models import Contact, Letter


@dataclass(frozen=True)
class Draft:
    """What a notice wants written to one person; the channel is chosen from the person's ladder.

    `kind` is a registered notice kind, `template` a template code. `due_at` None means at once; a later
    one makes a planned letter whose values are frozen only when it is due. `hold` is the undo window in
    seconds, or None for the house's default. `urgent` passes quiet hours and caps. `colleague` is asked when
    the letter needs a person: by hand, unknown, failed. `review` holds it until a colleague has looked.
    `cause` is the draft's own, for batches in which each letter follows from another row.
    """

    contact: Contact
    colleague: User | None
    kind: str
    template: str
    about: str
    version: int = 1
    due_at: datetime | None = None
    hold: int | None = None
    urgent: bool = False
    priority: int = 5
    review: bool = False
    cause: AuditEntry | None = None


def queue(
    drafts: Sequence[Draft], *, cause: AuditEntry | None = None, operation: str = ""
) -> list[Letter]:
    """Write the letters of one cause; the same cause never writes the same letter twice.

    A draft with a cause of its own follows that one; the others need `cause`.
    """
    raise NotImplementedError


def supersede(about: str, *, reason: str, kinds: Sequence[str] = ()) -> int:
    """Stop every unsent letter about a row (reminders too); returns how many."""
    raise NotImplementedError

"""Failing with certainty, and handing a letter to the next rung of its recipient's ladder."""

from huiyin.core import clock
from huiyin.messaging.contacts import ADDRESS_KINDS, LAST_RUNG
from huiyin.messaging.kinds import is_secret
from huiyin.messaging.models import AddressState, Letter
from huiyin.messaging.moves import move
from huiyin.messaging.states import LetterState as S
from huiyin.messaging.todo_kinds import ask_about_failed


def fail(letter: Letter, *, reason: str, error: str = "", tries: int | None = None) -> bool:
    """The letter certainly will not arrive this way; the next rung takes over, or a person is asked."""
    counted = {} if tries is None else {"tries": tries}
    if not move([letter.pk], S.FAILED, reason=reason, error=error[:300], **counted):  # type: ignore[arg-type]
        return False
    if next_rung(letter) is None:
        ask_about_failed(letter, code=reason)
    return True


def suppress(letter: Letter, *, reason: str, hand_on: bool) -> bool:
    """The letter may not be sent this way; `hand_on` when another way may be tried."""
    if not move([letter.pk], S.SUPPRESSED, reason=reason):
        return False
    if hand_on:
        next_rung(letter)
    return True


def blame_address(letter: Letter, said: str, *, state: AddressState = AddressState.WRONG) -> None:
    """The other side says that there is nobody at the letter's address: write there no more."""
    kind = ADDRESS_KINDS.get(letter.channel, "")
    for address in letter.contact.addresses.filter(kind=kind, state=AddressState.USABLE):
        if address.value == letter.address:
            address.state, address.state_at, address.state_note = state, clock.now(), said[:200]
            address.save(update_fields=["state", "state_at", "state_note"])


def next_rung(letter: Letter) -> Letter | None:
    """The same words, frozen as they are, by the next channel; None after the last one. No colleague
    carries a secret.
    """
    if letter.channel == LAST_RUNG:
        return None
    rung, *ladder = letter.ladder or [LAST_RUNG]
    if rung == LAST_RUNG and is_secret(letter):
        return None
    now = clock.now()
    following, _ = Letter.objects.get_or_create(
        contact=letter.contact,
        cause=letter.cause,
        kind=letter.kind,
        version=letter.version,
        channel=rung,
        defaults={
            "ladder": ladder,
            "previous": letter,
            "about": letter.about,
            "template": letter.template,
            "template_version": letter.template_version,
            "values": letter.values,
            "state": S.QUEUED,
            "priority": letter.priority,
            "due_at": now,
            "next_try_at": now,
            "urgent": letter.urgent,
            "language": letter.language,
            "operation": letter.operation,
            "colleague": letter.colleague,
            "created_at": now,
            "state_at": now,
        },
    )
    return following

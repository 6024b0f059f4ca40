"""Failing with certainty, and handing a letter to the next rung of its recipient's ladder."""

from collections.abc import Collection, Sequence
from typing import Any

from huiyin.core import clock
from huiyin.messaging.better_addresses import ask_for_better
from huiyin.messaging.contacts import ADDRESS_KINDS, LAST_RUNG
from huiyin.messaging.kinds import is_secret
from huiyin.messaging.models import AddressState, Letter
from huiyin.messaging.moves import move
from huiyin.messaging.states import LetterState as S
from huiyin.messaging.todo_kinds import ask_about_failed


def fail(
    letter: Letter,
    *,
    reason: str,
    error: str = "",
    tries: int | None = None,
    among: Collection[S] | None = None,
) -> bool:
    """The letter certainly will not arrive this way; the next rung takes over, or a person is asked."""
    counted: dict[str, Any] = {} if tries is None else {"tries": tries}
    if not move([letter.pk], S.FAILED, among=among, reason=reason, error=error[:300], **counted):
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
            ask_for_better(letter.contact, kind, owner=letter.colleague)


def next_rung(letter: Letter) -> Letter | None:
    """The same words, frozen as they are, by the next channel; None after the last one. No colleague
    carries a secret.
    """
    if letter.channel == LAST_RUNG:
        return None
    rung, *ladder = letter.ladder or [LAST_RUNG]
    if rung == LAST_RUNG and is_secret(letter):
        return None
    [following] = _write_once([_following(letter, rung, ladder)])
    return following


def follow_up(letters: Sequence[Letter]) -> dict[int, Letter]:
    """The same words by the next channel, for letters that arrived and were not opened; those stay.

    By the letter's id. Who can only be reached by a colleague is left out: that is for the caller to ask for.
    Asking again writes nothing and returns what is there.
    """
    fresh = {
        letter.pk: _following(letter, letter.ladder[0], letter.ladder[1:])
        for letter in letters
        if letter.ladder and letter.ladder[0] != LAST_RUNG
    }
    if not fresh:
        return {}
    return dict(zip(fresh, _write_once(list(fresh.values())), strict=True))


def _write_once(fresh: Sequence[Letter]) -> list[Letter]:
    """Insert those that are not there yet; all of them in their order, as they stand."""
    Letter.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=500)
    rows = Letter.objects.filter(
        contact__in={one.contact_id for one in fresh}, cause__in={one.cause for one in fresh}
    )
    found = {_key(row): row for row in rows.select_related("contact")}
    return [found[_key(one)] for one in fresh]


def _key(letter: Letter) -> tuple[int, str, str, int, str]:
    return (letter.contact_id, letter.cause, letter.kind, letter.version, letter.channel)


def _following(letter: Letter, rung: str, ladder: list[str]) -> Letter:
    """The unsaved letter with the same words on another rung."""
    now = clock.now()
    return Letter(
        contact_id=letter.contact_id,
        cause=letter.cause,
        kind=letter.kind,
        version=letter.version,
        channel=rung,
        ladder=ladder,
        previous=letter,
        about=letter.about,
        template=letter.template,
        template_version_id=letter.template_version_id,
        values=letter.values,
        state=S.QUEUED,
        priority=letter.priority,
        due_at=now,
        next_try_at=now,
        urgent=letter.urgent,
        language=letter.language,
        operation=letter.operation,
        colleague_id=letter.colleague_id,
        created_at=now,
        state_at=now,
    )

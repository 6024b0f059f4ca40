"""Freezing: a letter's values, template version, address and message id, fixed before it is shown or sent.

What was previewed is what is sent: a frozen letter stays as it is, whatever changes around it.
"""

import hashlib
import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from huiyin.core.digests import in_letters
from huiyin.core.encryption import EncryptedJSONField, EncryptedTextField
from huiyin.messaging.blocks import fill_blocks
from huiyin.messaging.choosing_texts import chosen_versions
from huiyin.messaging.contacts import ADDRESS_KINDS, current_address
from huiyin.messaging.kinds import KINDS, NoticeKind
from huiyin.messaging.models import AddressState, Letter
from huiyin.messaging.states import UNSENT
from huiyin.messaging.unheard import unheard

log = logging.getLogger(__name__)
T = TypeVar("T")

VALUES: EncryptedJSONField = Letter.values.field
ADDRESS: EncryptedTextField = Letter.address.field
MEDIA_BLOCK = "block_media"
"""What these values are called begins so."""
PORTION = 500


def prepare_freezing(letters: Sequence[Letter]) -> dict[int, str]:
    """Fill in what is not frozen yet, in memory; returns why a letter cannot be, by its id.

    Asks each kind once for all of its letters. A kind that raises is asked letter by letter, so that one
    bad row harms no other.
    """
    problems: dict[int, str] = {}
    for kind, group in by_kind(letters):
        fresh = [letter for letter in group if letter.values is None]
        values = ask_kind(kind.values, fresh, problems) if kind else {}
        for letter in fresh:
            letter.values = dict(values[letter.pk]) if letter.pk in values else None
    chosen = chosen_versions(letters)
    fill_blocks(letters, chosen)
    for letter in letters:
        letter.template_version = chosen.get(letter.pk)
        letter.address = letter.address or _address(letter)
        letter.message_id = letter.message_id or message_id(letter)
        if letter.pk not in problems and (letter.values is None or letter.template_version is None):
            problems[letter.pk] = "no_values" if letter.values is None else "no_template"
    return problems


def write_frozen(letters: Sequence[Letter]) -> None:
    """Keep what `prepare_freezing` filled in, in one round."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE messaging_letter SET {quote('values')} = %s, template_version_id = %s, address = %s,"  # noqa: S608
            " message_id = %s WHERE id = %s",
            [
                (
                    VALUES.get_prep_value(letter.values),
                    letter.template_version_id,
                    ADDRESS.get_prep_value(letter.address),
                    letter.message_id,
                    letter.pk,
                )
                for letter in letters
            ],
        )


def freeze(letters: Sequence[Letter]) -> dict[int, str]:
    """Freeze letters for a preview; returns why some cannot be. A frozen one keeps what it has."""
    loose = [letter for letter in letters if letter.values is None or letter.template_version_id is None]
    problems = prepare_freezing(loose)
    ready = [letter for letter in loose if letter.pk not in problems]
    with transaction.atomic():
        hush(ready)
        write_frozen(ready)
    return problems


def hush(letters: Sequence[Letter]) -> list[Letter]:
    """Take the voices that nobody may hear any more out of letters in memory, inside the transaction that
    writes these; returns which quoted one. Asks nothing where no letter has voices.
    """
    speaking = [letter for letter in letters if letter.values and letter.values.get(MEDIA_BLOCK)]
    if not speaking:
        return []
    sayings = unheard()
    quoting = [letter for letter in speaking if _quotes(letter, sayings)]
    _say_again(quoting)
    return quoting


def take_out(sayings: Collection[str]) -> int:
    """Let frozen letters that have not left say of the house what may be said now, where they quote one of
    these; returns how many did. The one thing of a frozen letter that changes: a consent goes before it.
    """
    waiting = Letter.objects.filter(state__in=UNSENT, values__isnull=False, template_version__isnull=False)
    quoting = [row.pk for row in waiting.only("values").order_by("pk") if _quotes(row, sayings)]
    changed = 0
    for start in range(0, len(quoting), PORTION):
        # Only these are locked; whoever freezes another one meanwhile waits for us in `hush`.
        rows = list(
            waiting.filter(pk__in=quoting[start : start + PORTION])
            .select_for_update(of=("self",))
            .select_related("template_version")
            .order_by("pk")
        )
        _say_again(rows)
        write_frozen(rows)
        changed += len(rows)
    return changed


def _quotes(letter: Letter, sayings: Collection[str]) -> bool:
    said = letter.values.get(MEDIA_BLOCK, "")
    return any(saying in said for saying in sayings)


def _say_again(letters: Sequence[Letter]) -> None:
    """Fill in anew what they say of the house, in memory."""
    for letter in letters:
        letter.values = {
            name: value for name, value in letter.values.items() if not name.startswith(MEDIA_BLOCK)
        }
    fill_blocks(letters, {row.pk: row.template_version for row in letters if row.template_version})


def message_id(letter: Letter) -> str:
    """The same at every try of this letter, and never that of another, not even after a restored backup."""
    born = f"{letter.pk}:{letter.cause}:{letter.created_at.isoformat()}"
    digest = in_letters(hashlib.blake2s(born.encode(), digest_size=8).digest())
    return f"<huiyin.{letter.pk}.{digest}@{urlsplit(settings.HUIYIN_BASE_URL).hostname}>"


def by_kind(letters: Iterable[Letter]) -> list[tuple[NoticeKind | None, list[Letter]]]:
    groups: dict[str, list[Letter]] = defaultdict(list)
    for letter in letters:
        groups[letter.kind].append(letter)
    return [(KINDS.get(key), group) for key, group in groups.items()]


def ask_kind(
    question: Callable[[Sequence[Letter]], Mapping[int, T]],
    letters: Sequence[Letter],
    problems: dict[int, str],
) -> Mapping[int, T]:
    """Ask about all letters at once; after an error one by one, noting those that raise it."""
    if not letters:
        return {}
    try:
        return question(letters)
    except DatabaseError:
        raise
    except Exception as error:
        if len(letters) == 1:
            log.exception("letter %s cannot be filled in", letters[0].pk)
            problems[letters[0].pk] = f"broken_{type(error).__name__}"[:80]
            return {}
    answers: dict[int, T] = {}
    for letter in letters:
        answers |= ask_kind(question, [letter], problems)
    return answers


def _address(letter: Letter) -> str:
    kind = ADDRESS_KINDS.get(letter.channel)
    address = current_address(letter.contact, kind) if kind else None
    return address.value if address else ""


def address_problem(letter: Letter) -> str:
    """Why the letter's address may not be written to now; empty when it may."""
    kind = ADDRESS_KINDS.get(letter.channel)
    if kind is None:
        return ""
    if not letter.address:
        return "" if current_address(letter.contact, kind) else "no_address"
    states = {a.state for a in letter.contact.addresses.all() if a.kind == kind and a.value == letter.address}
    if AddressState.USABLE in states or not states:
        return ""
    return f"address_{min(states)}"

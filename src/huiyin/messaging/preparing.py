"""From frozen letters to parcels: rendered, put into the channel's form, and kept as evidence beforehand.

The exact bytes are written before the first of them is handed over, many letters at a time, so whatever
happens afterwards there is proof of what may have gone out.
"""

import logging
import zlib
from collections.abc import Collection, Mapping, Sequence

from django.db import connection, transaction

from huiyin.core.digests import sha256_letters
from huiyin.core.encryption import decrypt, encrypt
from huiyin.core.errors import DomainError
from huiyin.messaging.channels import get_channel
from huiyin.messaging.channels.base import Channel, Letterhead, NotSent, Parcel
from huiyin.messaging.durability import one_writer
from huiyin.messaging.letterhead import letterheads
from huiyin.messaging.models import Letter, LetterBytes
from huiyin.messaging.render import render
from huiyin.messaging.rungs import blame_address, fail

log = logging.getLogger(__name__)
# A third of the default level's time for nine tenths of its gain on a letter.
COMPRESSION = 3

Prepared = tuple[Letter, Parcel, Channel]


def heads_for(letters: Sequence[Letter]) -> dict[str, Letterhead]:
    """The letterheads of a whole batch, by brand."""
    return letterheads({_brand(letter) for letter in letters})


def prepare(letters: Sequence[Letter], heads: Mapping[str, Letterhead]) -> list[Prepared]:
    """Parcels for those letters that can be made; the others fail and go to their next rung."""
    prepared, failed, blamed = [], [], []
    for letter in letters:
        try:
            prepared.append(_prepare(letter, heads[_brand(letter)]))
        except NotSent as refusal:
            failed.append((letter, "refused", refusal.reply))
            if getattr(refusal, "bad_address", False):
                blamed.append((letter, refusal.reply))
        except DomainError as refusal:
            failed.append((letter, refusal.code, getattr(refusal, "variable", "")))
        except Exception as mistake:
            log.exception("letter %s cannot be made", letter.pk)
            failed.append((letter, "broken", type(mistake).__name__))
    sealed = [(letter.pk, *_seal(parcel.payload)) for letter, parcel, _channel in prepared]
    with one_writer(), transaction.atomic():
        _keep(sealed)
        for letter, said in blamed:
            blame_address(letter, said)
        for letter, reason, error in failed:
            fail(letter, reason=reason, error=error)
    return prepared


def forget_bytes(letter_ids: Collection[int]) -> None:
    """These were prepared and then not handed over."""
    LetterBytes.objects.filter(letter__in=letter_ids).delete()


def exact_bytes(letter: Letter) -> bytes:
    """What was handed over, to the byte; raises when it is not what was sealed."""
    row = LetterBytes.objects.get(letter=letter)
    payload = zlib.decompress(decrypt(bytes(row.sealed)))
    if sha256_letters(payload) != row.sha256:
        raise ValueError(f"the kept bytes of letter {letter.pk} do not match their hash")
    return payload


def kept_hash(letter: Letter) -> str:
    """Of the bytes that were handed over; empty when none are kept."""
    return LetterBytes.objects.filter(letter=letter).values_list("sha256", flat=True).first() or ""


def _prepare(letter: Letter, head: Letterhead) -> Prepared:
    channel = get_channel(letter.channel)
    return letter, channel.prepare(render(letter, letter.values, head)), channel


def _brand(letter: Letter) -> str:
    return str(letter.values.get("brand", ""))


def _seal(payload: bytes) -> tuple[bytes, str]:
    return encrypt(zlib.compress(payload, COMPRESSION)), sha256_letters(payload)


def _keep(sealed: Sequence[tuple[int, bytes, str]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO messaging_letterbytes (letter_id, sealed, sha256) VALUES (%s, %s, %s)"
            " ON CONFLICT (letter_id) DO UPDATE SET sealed = excluded.sealed, sha256 = excluded.sha256",
            sealed,
        )

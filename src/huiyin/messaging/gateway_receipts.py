"""What the company's gateway tells about letters that it carried: each event once, in any order."""

import json
import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction

from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.messaging.channels.webhook.settings import WebhookSettings
from huiyin.messaging.channels.webhook.signing import is_signed
from huiyin.messaging.contacts import ADDRESS_KINDS
from huiyin.messaging.models import AddressState, Letter
from huiyin.messaging.receipts import record_receipt
from huiyin.messaging.states import UNSENT
from huiyin.messaging.states import LetterState as S
from huiyin.messaging.suppression import opt_out

CHANNEL = "webhook"
GATEWAY = Actor.system("gateway")
_TYPE = re.compile(r"letter\.([a-z_]{1,20})", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)


@dataclass(frozen=True)
class Event:
    """`name` is delivered, failed, opted_out and so on; `letter` or `provider_id` say of which letter."""

    name: str
    event_id: str
    letter: str
    provider_id: str
    bad_address: bool
    raw: str


class NotAnEvent(ValueError):
    """The body is signed and yet no event."""


class NotYet(LookupError):
    """There is no such letter, or its sending is not written down yet. Asked again later, it may be."""


def takes_receipts() -> bool:
    chosen: WebhookSettings | None = settings.HUIYIN_WEBHOOK
    return chosen is not None and bool(chosen.receipt_keys)


def is_from_gateway(given: tuple[str, str, str], body: bytes) -> bool:
    """Whether id, timestamp and signatures of a request speak for its body, now."""
    chosen: WebhookSettings | None = settings.HUIYIN_WEBHOOK
    return chosen is not None and is_signed(chosen.receipt_keys, given, body, now=clock.now().timestamp())


def read_event(event_id: str, body: bytes) -> Event:
    """`{"type": "letter.delivered", "data": {"letter": "12"}}`."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        raise NotAnEvent("the body is no JSON") from None
    data = said.get("data") if isinstance(said, dict) else None
    kind = _TYPE.fullmatch(str(said.get("type"))) if isinstance(said, dict) else None
    if kind is None or not isinstance(data, dict):
        raise NotAnEvent("an event has a type such as letter.delivered, and data")
    return Event(
        name=kind[1],
        event_id=event_id,
        letter=_word(data.get("letter")),
        provider_id=_word(data.get("provider_id")),
        bad_address=data.get("bad_address") is True,
        raw=body.decode("utf-8", "replace"),
    )


@transaction.atomic
def take_in(event: Event) -> bool:
    """Record it; False when it was known already."""
    letter = _letter(event)
    if letter is None or letter.state in {*UNSENT, S.SENDING}:
        raise NotYet
    is_new = record_receipt(
        letter.pk,
        event.name,
        event_id=f"{CHANNEL}:{event.event_id}"[:160],
        at=clock.now(),
        raw=event.raw,
        bad_address=event.bad_address,
    )
    if is_new and event.name == "opted_out":
        _opt_out(letter)
    return is_new


def _letter(event: Event) -> Letter | None:
    """A gateway speaks of letters that it was given, and of no others."""
    rows = Letter.objects.filter(channel=CHANNEL).select_related("contact")
    if event.letter:
        return rows.filter(pk=int(event.letter)).first() if _NUMBER.fullmatch(event.letter) else None
    return rows.filter(provider_id=event.provider_id).order_by("-pk").first() if event.provider_id else None


def _opt_out(letter: Letter) -> None:
    usable = letter.contact.addresses.filter(kind=ADDRESS_KINDS[CHANNEL], state=AddressState.USABLE)
    for address in usable:
        if address.value == letter.address:
            opt_out(address, source=f"letter:{letter.pk}", by=GATEWAY)


def _word(value: Any) -> str:
    """Empty for what is no name of anything: half a character from JSON, or a sign no database keeps."""
    word = str(value)[:120] if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return word if word.isprintable() else ""

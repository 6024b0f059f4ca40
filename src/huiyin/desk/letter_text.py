"""What a letter says and what happened to it, read from what was frozen and kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from huiyin.core.wording import moment
from huiyin.desk.letter_card import is_card
from huiyin.messaging.channels.base import Rendered
from huiyin.messaging.freeze import prepare_freezing
from huiyin.messaging.kinds import is_secret
from huiyin.messaging.letterhead import letterheads
from huiyin.messaging.models import Letter
from huiyin.messaging.queries import mask_addresses
from huiyin.messaging.render import CannotRender, render
from huiyin.messaging.states import UNSENT

LINK_TO_COME = "https://…"


@dataclass(frozen=True)
class Evidence:
    """One line of what was heard from the other side."""

    at: str
    phase: str
    said: str
    is_bad: bool


def text_of(letter: Letter) -> Rendered | None:
    """The letter as it was said, or as it would read now; None of a secret or what cannot be filled in."""
    if is_secret(letter):
        return None
    if letter.values is None or letter.template_version is None:
        return _as_of_now(letter)
    return _rendered(letter, letter.values if is_card(letter) else _without_key(letter.values))


def _without_key(values: Mapping[str, Any]) -> dict[str, Any]:
    """Link and code answer for the candidate, so whoever reads along sees only where they lead."""
    link = values.get("link", "")
    hidden = {"link": f"{link.rpartition('/')[0]}/…"} if link else {}
    return {**values, **hidden, **({"interview_code": "········"} if values.get("interview_code") else {})}


def _as_of_now(letter: Letter) -> Rendered | None:
    """Whoever is asked to look at a letter must be able to read it; nothing remains of the attempt."""
    if letter.state not in UNSENT:
        return None
    with transaction.atomic():
        problems = prepare_freezing([letter])
        transaction.set_rollback(True)
    if problems or not letter.values:
        return None
    return _rendered(letter, {**_without_key(letter.values), "link": LINK_TO_COME})


def _rendered(letter: Letter, values: Mapping[str, Any]) -> Rendered | None:
    brand = values.get("brand", "")
    try:
        return render(letter, values, letterheads([brand])[brand])
    except CannotRender:
        return None


def evidence_of(letter: Letter, language: str, zone: str, *, is_masked: bool) -> list[Evidence]:
    """Every attempt and receipt in the order of time. A server likes to repeat the address, so it is masked
    for who does not read it.
    """
    heard_as = mask_addresses if is_masked else str
    tries = [
        (row.at, row.phase, heard_as(f"{row.code} {row.reply}".strip()), row.outcome != "sent")
        for row in letter.attempts.all()
    ]
    heard = [(row.at, row.event, "", row.event == "failed") for row in letter.receipts.all()]
    return [
        Evidence(moment(at, zone, language), phase, said, is_bad)
        for at, phase, said, is_bad in sorted(tries + heard)
    ]

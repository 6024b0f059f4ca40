"""The card of a letter that a colleague carries herself, as its page shows it: whom to call, what to say,
and the personal page to hand over.
"""

from dataclasses import dataclass

import segno
from django.utils.safestring import SafeString

from huiyin.accounts.doors import shown
from huiyin.core.actor import Actor
from huiyin.messaging.cards import card_of
from huiyin.messaging.contacts import LAST_RUNG
from huiyin.messaging.models import Letter
from huiyin.messaging.states import LetterState


@dataclass(frozen=True)
class CardPage:
    """`phone` follows the reader's field rule; `qr` is an SVG of `link`, for a phone held to the screen."""

    phone: str
    script: tuple[str, ...]
    link: str
    code: str
    code_page: str
    qr: str


def is_card(letter: Letter) -> bool:
    return letter.channel == LAST_RUNG and letter.state == LetterState.HELD


def card_page(letter: Letter, actor: Actor) -> CardPage | None:
    """None for a letter that no colleague has to carry."""
    if not is_card(letter):
        return None
    card = card_of(letter)
    values = letter.values or {}
    return CardPage(
        phone=shown(actor, "candidate.phone", card.phone),
        script=card.script,
        link=card.link,
        code=values.get("interview_code", ""),
        code_page=values.get("code_page", ""),
        qr=_qr(card.link) if card.link else "",
    )


def _qr(link: str) -> str:
    svg = segno.make(link, error="m").svg_inline(scale=4, border=2, svgclass="hy-qr", lineclass=None)
    return SafeString(svg)

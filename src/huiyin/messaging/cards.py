"""The card of a letter that a colleague carries herself: words to copy, link, number and what to say."""

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from huiyin.messaging.contacts import PHONE, current_address
from huiyin.messaging.letterhead import letterheads
from huiyin.messaging.models import Letter
from huiyin.messaging.render import CannotRender, render


@dataclass(frozen=True)
class Card:
    """`link` is the recipient's personal page, short enough for a QR code; `phone` is in clear, for the page
    to mask. Without frozen words (their room could not say them) `subject` and `text` are empty.
    """

    letter: Letter
    subject: str
    text: str
    link: str
    phone: str
    script: tuple[str, ...]


def card_of(letter: Letter) -> Card:
    """Everything that the colleague needs. Reads only."""
    values: dict[str, str] = letter.values or {}
    address = current_address(letter.contact, PHONE)
    subject, text = _words(letter, values)
    return Card(
        letter=letter,
        subject=subject,
        text=text,
        link=values.get("link", ""),
        phone=address.value if address else "",
        script=_script(letter, values),
    )


def _words(letter: Letter, values: dict[str, str]) -> tuple[str, str]:
    if not values or letter.template_version is None:
        return "", ""
    brand = values.get("brand", "")
    try:
        rendered = render(letter, values, letterheads([brand])[brand])
    except CannotRender:
        return "", ""
    return rendered.subject, rendered.text


def _script(letter: Letter, values: dict[str, str]) -> tuple[str, ...]:
    """What to say on the phone, in the recipient's language."""
    with translation.override(letter.language):
        lines = [
            _("Hello, is this %(name)s?") % {"name": letter.contact.name},
            _("This is %(company)s calling about your application.")
            % {"company": values.get("company") or _("our company")},
            _("Read out what the letter says, and ask whether it suits."),
            _("Offer to send the personal page by message; it shows the same."),
        ]
    return tuple(lines)

"""What a letter says and what happened to it, read from what was frozen and kept."""

from dataclasses import dataclass

from huiyin.core.wording import moment
from huiyin.messaging.channels.base import Rendered
from huiyin.messaging.kinds import is_secret
from huiyin.messaging.letterhead import letterheads
from huiyin.messaging.models import Letter
from huiyin.messaging.render import CannotRender, render


@dataclass(frozen=True)
class Evidence:
    """One line of what was heard from the other side."""

    at: str
    phase: str
    said: str
    is_bad: bool


def text_of(letter: Letter) -> Rendered | None:
    """The letter as it was or will be said; None while its values are not frozen, and of a secret."""
    if is_secret(letter) or letter.values is None or letter.template_version is None:
        return None
    brand = letter.values.get("brand", "")
    try:
        return render(letter, letter.values, letterheads([brand])[brand])
    except CannotRender:
        return None


def evidence_of(letter: Letter, language: str, zone: str) -> list[Evidence]:
    """Every attempt and receipt in the order of time."""
    tries = [
        (row.at, row.phase, f"{row.code} {row.reply}".strip(), row.outcome != "sent")
        for row in letter.attempts.all()
    ]
    heard = [(row.at, row.event, "", row.event == "failed") for row in letter.receipts.all()]
    return [
        Evidence(moment(at, zone, language), phase, said, is_bad)
        for at, phase, said, is_bad in sorted(tries + heard)
    ]

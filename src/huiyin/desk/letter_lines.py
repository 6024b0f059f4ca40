"""A letter in one line of the list: how far it came as an echo of four dots, and a word."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.core.wording import clock_time
from huiyin.messaging.kinds import KINDS
from huiyin.messaging.models import Letter
from huiyin.messaging.states import LetterState as S

CHANNELS = {
    "email": gettext_lazy("e-mail"),
    "webhook": gettext_lazy("gateway"),
    "by_hand": gettext_lazy("by hand"),
    "console": gettext_lazy("console"),
    "memory": gettext_lazy("memory"),
}
# State: dots, kind of echo, word.
ECHOES: dict[str, tuple[int, str, str | Promise]] = {
    S.PLANNED: (0, "", gettext_lazy("Planned")),
    S.HELD: (0, "", gettext_lazy("Held")),
    S.QUEUED: (0, "", gettext_lazy("Queued")),
    S.CLAIMED: (0, "", gettext_lazy("Queued")),
    S.SENDING: (0, "", gettext_lazy("Sending")),
    S.RETRYING: (1, "", gettext_lazy("Trying again")),
    S.SENT: (1, "", gettext_lazy("Sent")),
    S.DELIVERED: (2, "", gettext_lazy("Delivered")),
    S.OPENED: (3, "", gettext_lazy("Opened")),
    S.ANSWERED: (4, "", gettext_lazy("Answered")),
    S.UNKNOWN: (1, "wait", gettext_lazy("Not certain")),
    S.FAILED: (1, "late", gettext_lazy("Not delivered")),
    S.BOUNCED: (1, "late", gettext_lazy("Came back")),
    S.SUPERSEDED: (0, "", gettext_lazy("Replaced by a newer one")),
    S.CANCELLED: (0, "", gettext_lazy("Taken back")),
    S.SUPPRESSED: (0, "late", gettext_lazy("Not sent")),
}
HELD_WORDS = {
    "undo": gettext_lazy("Goes out at {time}"),
    "quiet": gettext_lazy("Night hours, goes out at {time}"),
    "cap": gettext_lazy("Enough for one day, goes out at {time}"),
    "review": gettext_lazy("Waits for a look"),
    "by_hand": gettext_lazy("Tell by hand"),
    "restored": gettext_lazy("From a backup"),
}


@dataclass(frozen=True)
class LetterLine:
    letter: Letter
    kind: str
    channel: str | Promise
    dots: int
    echo: str
    word: str
    at: datetime
    may_undo: bool


def channel_name(channel: str) -> str:
    return str(CHANNELS.get(channel, channel))


def letter_lines(letters: Sequence[Letter], *, language: str, zone: str) -> list[LetterLine]:
    return [letter_line(letter, language=language, zone=zone) for letter in letters]


def letter_line(letter: Letter, *, language: str, zone: str) -> LetterLine:
    dots, echo, word = ECHOES[letter.state]
    may_undo = letter.state == S.HELD and letter.reason == "undo"
    return LetterLine(
        letter=letter,
        kind=kind_label(letter.kind, language),
        channel=CHANNELS.get(letter.channel, letter.channel),
        dots=dots,
        echo=echo,
        word=_word(letter, str(word), zone),
        at=letter.state_at,
        may_undo=may_undo,
    )


def kind_label(key: str, language: str) -> str:
    kind = KINDS.get(key)
    if kind is None:
        return key
    return kind.label_zh if language.startswith("zh") else kind.label_en


def _word(letter: Letter, word: str, zone: str) -> str:
    if letter.state == S.HELD and letter.reason in HELD_WORDS:
        return str(HELD_WORDS[letter.reason]).format(time=clock_time(letter.next_try_at, zone))
    if letter.state == S.RETRYING:
        return _("Try {n} at {time}").format(n=letter.tries + 1, time=clock_time(letter.next_try_at, zone))
    return word

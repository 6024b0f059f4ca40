"""What may be done about a letter now, each with its consequence, and doing it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huiyin.core.actor import Actor
from huiyin.messaging import actions, outbox
from huiyin.messaging.models import Letter
from huiyin.messaging.states import LetterState as S


@dataclass(frozen=True)
class Choice:
    """`verb` is the word in the address; `do` carries it out."""

    verb: str
    title: str | Promise
    text: str | Promise
    button: str | Promise
    do: Callable[[Letter, Actor], object]
    is_first: bool = False


UNDO = Choice(
    "undo",
    _("Take it back"),
    _("It has not left yet; nobody will notice."),
    _("Take back"),
    lambda letter, by: outbox.undo([letter], by=by),
    is_first=True,
)
WITHDRAW = Choice(
    "withdraw",
    _("Take it back"),
    _("It has not left yet; nobody will notice."),
    _("Take back"),
    lambda letter, by: actions.withdraw(letter, by=by),
)
RELEASE = Choice(
    "release",
    _("Send it now"),
    _("It waits for a look; this is the look."),
    _("Send now"),
    lambda letter, by: outbox.release([letter], by=by),
    is_first=True,
)
GIVE_UP = Choice(
    "give_up",
    _("It did not arrive"),
    _("The person has said so. The next way of reaching her is tried at once."),
    _("Try another way"),
    lambda letter, by: actions.give_up(letter, reason="not_arrived", by=by),
    is_first=True,
)
AGAIN = Choice(
    "send_again",
    _("Send the same letter again"),
    _("It carries the same Message-ID, so most mailboxes show it once."),
    _("Send again"),
    lambda letter, by: actions.send_again(letter, reason="decided", by=by),
)
ARRIVED = Choice(
    "confirm_arrival",
    _("It did arrive"),
    _("For example, the person called about it. Who confirmed it is kept."),
    _("Mark as sent"),
    lambda letter, by: actions.confirm_arrival(letter, reason="confirmed", by=by),
)
TOLD = Choice(
    "done_by_hand",
    _("I have told the person"),
    _("By phone or in a chat, with the text and the link above."),
    _("Told"),
    lambda letter, by: actions.done_by_hand(letter, how="phone", by=by),
    is_first=True,
)
NOT_TOLD = Choice(
    "could_not_be_told",
    _("I could not reach the person"),
    _("It stays on the list of letters that did not arrive."),
    _("Not reached"),
    lambda letter, by: actions.could_not_be_told(letter, reason="no_answer", by=by),
)


def choices_for(letter: Letter) -> list[Choice]:
    if letter.state == S.HELD:
        held = {
            "undo": [UNDO],
            "review": [RELEASE, replace(UNDO, is_first=False)],
            "restored": [
                WITHDRAW,
                replace(
                    RELEASE, text=_("Only when you are sure that it was not sent before."), is_first=False
                ),
            ],
            "by_hand": [TOLD, NOT_TOLD],
            "quiet": [WITHDRAW],
            "cap": [WITHDRAW],
        }
        return held.get(letter.reason, [])
    if letter.state in {S.PLANNED, S.QUEUED, S.RETRYING}:
        return [WITHDRAW]
    if letter.state == S.UNKNOWN:
        return [GIVE_UP, AGAIN, ARRIVED]
    if letter.state in {S.FAILED, S.BOUNCED, S.SUPPRESSED}:
        return [AGAIN]
    return []

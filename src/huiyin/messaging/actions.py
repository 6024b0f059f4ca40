"""What a person decides about letters: send again, it did arrive, told by hand, could not be told."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError
from huiyin.messaging import outbox
from huiyin.messaging.contacts import LAST_RUNG
from huiyin.messaging.models import Letter
from huiyin.messaging.moves import move
from huiyin.messaging.rungs import next_rung
from huiyin.messaging.states import LetterState as S
from huiyin.messaging.todo_kinds import BY_HAND_TODO, FAILED_TODO, UNKNOWN_TODO, settle_together
from huiyin.todos.actions import close_todos

SENDABLE_AGAIN = (S.UNKNOWN, S.FAILED, S.BOUNCED, S.SUPPRESSED)


@transaction.atomic
def send_again(letter: Letter, *, reason: str, by: Actor) -> None:
    """A person decides that the risk of a second copy is worth it; the same letter goes out, id and all."""
    _require(move([letter.pk], S.QUEUED, among=SENDABLE_AGAIN, reason="", tries=0, next_try_at=clock.now()))
    audit.record("letter.sent_again", letter, by=by, was=letter.state, reason=reason)
    _close(letter, by)


@transaction.atomic
def confirm_arrival(letter: Letter, *, reason: str, by: Actor) -> None:
    """A person has found out that an unknown letter arrived."""
    _require(move([letter.pk], S.SENT, among={S.UNKNOWN}, reason="", sent_at=letter.state_at))
    audit.record("letter.arrival_confirmed", letter, by=by, was=letter.state, reason=reason)
    _close(letter, by)


@transaction.atomic
def give_up(letter: Letter, *, reason: str, by: Actor) -> Letter | None:
    """A person has found out that an unknown letter did not arrive; returns the next rung's letter."""
    _require(move([letter.pk], S.FAILED, among={S.UNKNOWN}, reason="given_up"))
    audit.record("letter.given_up", letter, by=by, was=letter.state, reason=reason)
    _close(letter, by)
    return next_rung(letter)


@transaction.atomic
def done_by_hand(letter: Letter, *, how: str, by: Actor) -> None:
    """The colleague has told the person herself; `how` is a word such as `phone` or `wechat`."""
    now = clock.now()
    _require(_move_card(letter, S.SENT, sent_at=now, provider_id=by.key[:120]))
    audit.record("letter.told_by_hand", letter, by=by, how=how)
    _close(letter, by)


@transaction.atomic
def could_not_be_told(letter: Letter, *, reason: str, by: Actor) -> None:
    """The colleague did not reach the person; nothing is left to try but to try again."""
    _require(_move_card(letter, S.FAILED))
    audit.record("letter.not_told", letter, by=by, reason=reason)
    _close(letter, by)


@transaction.atomic
def withdraw(letter: Letter, *, by: Actor) -> None:
    """A person takes back what has not left yet, be it planned, held or waiting for its next try."""
    _require(outbox.cancel([letter], reason="withdrawn", by=by))


@transaction.atomic
def let_go(letter: Letter, *, by: Actor) -> None:
    """A person lets one held letter leave now."""
    _require(outbox.release([letter], by=by))


def _move_card(letter: Letter, to: S, **fields: Any) -> int:
    cards = Letter.objects.filter(pk=letter.pk, channel=LAST_RUNG, reason="by_hand")
    return move(cards, to, among={S.HELD}, reason="by_hand", **fields)


def _require(moved: int) -> None:
    if not moved:
        raise DomainError(
            "letter_moved_on",
            _("This letter is no longer in the state that you saw."),
            _("Look at it again and decide anew."),
        )


def _close(letter: Letter, by: Actor) -> None:
    for kind in (UNKNOWN_TODO, FAILED_TODO, BY_HAND_TODO):
        close_todos(kind, f"letter:{letter.pk}", by=by)
    settle_together([letter.pk], by=by)

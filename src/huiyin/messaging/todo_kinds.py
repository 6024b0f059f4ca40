"""What this room asks a person for, and how the question is put."""

from datetime import timedelta

from huiyin.core import clock
from huiyin.messaging.models import Letter
from huiyin.todos.actions import open_todo

UNKNOWN_TODO = "letter.unknown"
BY_HAND_TODO = "letter.by_hand"
FAILED_TODO = "letter.failed"
CHANNEL_TODO = "channel.paused"

ANSWER_WITHIN = timedelta(hours=4)
ANSWER_URGENT_WITHIN = timedelta(hours=1)


def ask_about_unknown(letter: Letter, *, phase: str, code: str) -> None:
    """It may have gone out: a person looks at the evidence and decides."""
    _ask(UNKNOWN_TODO, letter, phase=phase, code=code)


def ask_to_carry(letter: Letter) -> None:
    """The last rung: a colleague tells the person herself."""
    _ask(BY_HAND_TODO, letter)


def ask_about_failed(letter: Letter, *, code: str) -> None:
    """No rung is left, not even a colleague's card."""
    _ask(FAILED_TODO, letter, code=code)


def ask_to_mend_channel(channel: str, *, code: str) -> None:
    open_todo(CHANNEL_TODO, f"channel:{channel}", owner=None, due_at=clock.now(), code=code)


def _ask(kind: str, letter: Letter, **values: str) -> None:
    within = ANSWER_URGENT_WITHIN if letter.urgent else ANSWER_WITHIN
    open_todo(
        kind,
        f"letter:{letter.pk}",
        owner=letter.colleague,
        due_at=clock.now() + within,
        subject=letter.about,
        notice=letter.kind,
        **values,
    )

"""What this room asks a person for, and how the question is put."""

from collections.abc import Collection
from datetime import timedelta

from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.messaging.contacts import LAST_RUNG
from huiyin.messaging.kinds import is_told_together
from huiyin.messaging.models import Letter
from huiyin.messaging.states import LetterState
from huiyin.todos.actions import close_todos_of, close_unowned, open_todo

UNKNOWN_TODO = "letter.unknown"
BY_HAND_TODO = "letter.by_hand"
TOGETHER_TODO = "letter.by_hand_together"
FAILED_TODO = "letter.failed"
CHANNEL_TODO = "channel.paused"

ANSWER_WITHIN = timedelta(hours=4)
ANSWER_URGENT_WITHIN = timedelta(hours=1)
TOGETHER_WITHIN = timedelta(days=1)


def ask_about_unknown(letter: Letter, *, phase: str, code: str) -> None:
    """It may have gone out: a person looks at the evidence and decides."""
    _ask(UNKNOWN_TODO, letter, phase=phase, code=code)


def ask_to_carry(letter: Letter) -> None:
    """The last rung: a colleague tells the person herself. Fifty people with the same news are one to-do."""
    if is_told_together(letter.kind):
        due = clock.now() + TOGETHER_WITHIN
        open_todo(TOGETHER_TODO, f"notice:{letter.kind}", owner=letter.colleague, due_at=due)
    else:
        _ask(BY_HAND_TODO, letter)


def settle_together(letters: Collection[int], *, by: Actor) -> None:
    """Once nobody is left whom a colleague has to tell such news, she is not asked any more."""
    settled = Letter.objects.filter(pk__in=letters, channel=LAST_RUNG).values_list("kind", "colleague")
    for kind, colleague in set(settled.order_by()):
        left = Letter.objects.filter(kind=kind, colleague=colleague, channel=LAST_RUNG, reason="by_hand")
        if is_told_together(kind) and not left.filter(state=LetterState.HELD).exists():
            about = f"notice:{kind}"
            if colleague is None:
                close_unowned(TOGETHER_TODO, about, by=by)
            else:
                close_todos_of(TOGETHER_TODO, about, owners=[colleague], by=by)


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

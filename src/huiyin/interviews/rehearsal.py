"""What an action would send, before it is done: the action itself runs, is read, and is taken back whole.

So the step that asks "arrange and tell?" meets the same refusals and shows the same words as the real one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import get_language

from huiyin.core.references import ref
from huiyin.core.wording import is_chinese
from huiyin.interviews import queries
from huiyin.interviews.models import Interview
from huiyin.messaging.freeze import prepare_freezing
from huiyin.messaging.kinds import KINDS
from huiyin.messaging.models import Letter
from huiyin.messaging.preparing import heads_for
from huiyin.messaging.render import render
from huiyin.messaging.states import UNSENT, LetterState

LINK_TO_COME = "https://…"


@dataclass(frozen=True)
class Preview:
    """One letter that would be written. Only what goes out at once has its words yet."""

    to: str
    kind: str
    is_held: bool
    due_at: datetime
    subject: str = ""
    text: str = ""


def rehearse(work: Callable[[], Interview]) -> tuple[Interview, list[Preview]]:
    """The interview as it would stand and the letters as they would read; nothing remains of it."""
    with transaction.atomic():
        made = work()
        interview = queries.with_people(Interview.objects.filter(pk=made.pk)).get()
        rows = Letter.objects.filter(about=ref(interview), version=interview.version, state__in=UNSENT)
        letters = list(rows.select_related("contact", "colleague").order_by("due_at", "pk"))
        previews = [_planned(one) for one in letters if one.state == LetterState.PLANNED]
        previews = _worded([one for one in letters if one.state != LetterState.PLANNED]) + previews
        transaction.set_rollback(True)
    return interview, previews


def _worded(letters: list[Letter]) -> list[Preview]:
    """The real words; only the personal link is not made known before it is sent."""
    problems = prepare_freezing(letters)
    heads = heads_for(letters)
    found = []
    for letter in letters:
        if letter.pk in problems or not letter.values:
            found.append(_planned(letter))
            continue
        values = {**letter.values, "link": LINK_TO_COME}
        words = render(letter, values, heads[values.get("brand", "")])
        found.append(
            Preview(
                letter.contact.name,
                _kind(letter),
                letter.reason == "review",
                letter.due_at,
                words.subject,
                words.text,
            )
        )
    return found


def _planned(letter: Letter) -> Preview:
    return Preview(letter.contact.name, _kind(letter), letter.reason == "review", letter.due_at)


def _kind(letter: Letter) -> str:
    kind = KINDS[letter.kind]
    return kind.label_zh if is_chinese(get_language() or "zh-hans") else kind.label_en

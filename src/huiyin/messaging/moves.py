"""The only way a letter's state changes: a conditional update built from the table of moves.

The carrier's gate and its mark of a sent letter are the one exception, for speed: `marks` writes them as
one statement, with the same conditions.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import QuerySet

from huiyin.core import clock
from huiyin.messaging.models import Letter
from huiyin.messaging.states import SOURCES, LetterState


def move(
    letters: QuerySet[Letter] | Iterable[int],
    to: LetterState,
    *,
    among: Collection[LetterState] | None = None,
    **fields: Any,
) -> int:
    """Move those letters that may move, in one statement; returns how many did.

    `among` narrows the states to start from; it never widens the table. Whoever needs to know which ones
    moved asks for one at a time.
    """
    rows = letters if isinstance(letters, QuerySet) else Letter.objects.filter(pk__in=list(letters))
    sources = SOURCES[to] if among is None else SOURCES[to] & frozenset(among)
    return rows.filter(state__in=sources).update(state=to, state_at=clock.now(), **fields)

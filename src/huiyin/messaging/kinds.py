"""Notice kinds: what each kind of letter needs from the room that writes it.

The registry is a dict here, filled by higher rooms in their `apps.py`, because a letter must be asked
"still wanted?" by a room that knows no interviews.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from huiyin.core.actor import Actor

if TYPE_CHECKING:
    from huiyin.messaging.models import Letter

Values = Mapping[str, str]


@dataclass(frozen=True)
class NoticeKind:
    """`values` and `still_wanted` take many letters at once, so that a batch costs few queries.

    `values` answers, per letter id, the flat strings that a template may use (`ics` and `ics_method` ride
    along for the calendar part); it may issue the personal link. `still_wanted` answers, per id, the
    reason why a letter is no longer wanted; ids that it leaves out are wanted. A letter that `is_secret` is
    for its recipient's eyes: no colleague reads its words, and none is asked to carry it by hand. One that
    `is_reply` was asked for by its recipient: the day's cap does not make her wait for it. Of one that is
    `told_together` a colleague is asked once, however many people she has to tell it by hand.
    """

    key: str
    label_zh: str
    label_en: str
    values: Callable[[Sequence["Letter"]], Mapping[int, Values]]
    still_wanted: Callable[[Sequence["Letter"]], Mapping[int, str]]
    is_secret: bool = False
    is_reply: bool = False
    told_together: bool = False


KINDS: dict[str, NoticeKind] = {}


def register(kind: NoticeKind) -> None:
    if kind.key in KINDS:
        raise ValueError(f"notice kind {kind.key} is registered twice")
    KINDS[kind.key] = kind


def is_secret(letter: "Letter") -> bool:
    kind = KINDS.get(letter.kind)
    return kind is not None and kind.is_secret


def is_reply(letter: "Letter") -> bool:
    kind = KINDS.get(letter.kind)
    return kind is not None and kind.is_reply


def is_told_together(kind: str) -> bool:
    return kind in KINDS and KINDS[kind].told_together


Few = Callable[[Actor], Sequence[QuerySet[Any]] | None]
"""Queries that together find all rows of a noun that an actor sees, so written that the first hundreds cost
little however large the house; None for who reaches everything.
"""

# Which rows of a noun (`interview`) an actor may see: a letter is seen by who sees what it is about.
ABOUT_VISIBLE: dict[str, Callable[[Actor], QuerySet[Any]]] = {}
ABOUT_FEW: dict[str, Few] = {}
# Those that are asked only of who has been found to see few rows of the others.
ABOUT_AFTERWARDS: set[str] = set()


def up_to(rows: QuerySet[Any], most: int) -> list[int] | None:
    """The keys of rows, or None when there are more than so many."""
    keys = list(rows.order_by().values_list("pk", flat=True)[: most + 1])
    return keys if len(keys) <= most else None


def register_about(
    noun: str,
    visible_to: Callable[[Actor], QuerySet[Any]],
    *,
    few: Few = lambda _actor: None,
    is_afterwards: bool = False,
) -> None:
    """Give the door of the room that owns the rows which letters are about. With `few`, who sees little of a
    large house is asked the other way round: from her rows to their letters; `is_afterwards` when that is
    cheap only once she is known to see little.
    """
    ABOUT_VISIBLE[noun], ABOUT_FEW[noun] = visible_to, few
    if is_afterwards:
        ABOUT_AFTERWARDS.add(noun)

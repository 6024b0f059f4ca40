"""Moving several people of one job at once, each by itself: one who was changed meanwhile stays put."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from huiyin.candidates.actions import move_to_stage, move_was_wrong
from huiyin.candidates.models import Application
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError
from huiyin.core.ids import is_id
from huiyin.jobs.models import Stage

MOST = 200
"""Each move is a change of its own with its own trail; more would keep the page waiting."""


@dataclass
class Moved:
    """Who moved, as it stands now, and (name, why) of those who did not."""

    moved: list[Application] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def read_choice(values: Iterable[str]) -> dict[int, int]:
    """`12:3` is application 12 in the version 3 that was on the screen; several may stand in one value."""
    pairs = [one.split(":", 1) for value in values for one in value.split(",")]
    return {int(p[0]): int(p[1]) for p in pairs if len(p) == 2 and is_id(p[0]) and is_id(p[1])}


def move_chosen(rows: QuerySet[Application], chosen: Mapping[int, int], stage: Stage, *, by: Actor) -> Moved:
    def move(one: Application) -> Application:
        return move_to_stage(one, stage, by=by, version=chosen[one.pk])

    return _each(rows, chosen, move)


def take_moves_back(rows: QuerySet[Application], chosen: Mapping[int, int], *, by: Actor) -> Moved:
    def move(one: Application) -> Application:
        return move_was_wrong(one, by=by, version=chosen[one.pk])

    return _each(rows, chosen, move)


def _each(
    rows: QuerySet[Application], chosen: Mapping[int, int], move: Callable[[Application], Application]
) -> Moved:
    check_number(chosen)
    done = Moved()
    for application in rows.filter(pk__in=chosen).select_related("candidate").order_by("pk"):
        try:
            moved = move(application)
        except DomainError as refusal:
            done.refused.append((application.candidate.name, str(refusal)))
        else:
            if moved.version != chosen[moved.pk]:
                done.moved.append(moved)
    return done


def check_number(chosen: Mapping[int, int] | Sequence[int]) -> None:
    if len(chosen) > MOST:
        raise DomainError(
            "too_many",
            _("{n} people are too many to move at once.").format(n=len(chosen)),
            _("Choose at most {n}.").format(n=MOST),
        )

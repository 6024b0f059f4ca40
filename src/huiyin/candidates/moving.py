"""Moving several people of one job at once, each by itself: one who was changed meanwhile stays put."""

from collections.abc import Mapping, Sequence

from django.db.models import QuerySet

from huiyin.candidates.actions import move_to_stage
from huiyin.candidates.models import Application
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError
from huiyin.jobs.models import Stage


def read_choice(values: Sequence[str]) -> dict[int, int]:
    """`12:3` is application 12 in the version 3 that was on the screen."""
    pairs = [value.split(":", 1) for value in values]
    return {int(p[0]): int(p[1]) for p in pairs if len(p) == 2 and p[0].isdecimal() and p[1].isdecimal()}


def move_chosen(
    rows: QuerySet[Application], chosen: Mapping[int, int], stage: Stage, *, by: Actor
) -> tuple[int, list[tuple[str, str]]]:
    """How many moved, and (name, why) of those who did not."""
    moved, refused = 0, []
    for application in rows.filter(pk__in=chosen).select_related("candidate").order_by("pk"):
        try:
            move_to_stage(application, stage, by=by, version=chosen[application.pk])
        except DomainError as refusal:
            refused.append((application.candidate.name, str(refusal)))
        else:
            moved += 1
    return moved, refused

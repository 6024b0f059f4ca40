"""What a candidate did before, as far as it decides how we write to her now: two queries for any number."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import QuerySet

from huiyin.core import clock
from huiyin.core.references import ref_id
from huiyin.interviews.models import Interview, InterviewState
from huiyin.messaging.contacts import LAST_RUNG
from huiyin.messaging.models import Letter

LOOKS_BACK = timedelta(days=365)
# An answer that a colleague took down says nothing about the channel of our letter.
BY_VOICE = "phone"


@dataclass(frozen=True)
class Habit:
    """How often she did not come in the last year, and the channel in which she last answered."""

    missed: int = 0
    missed_at: datetime | None = None
    channel: str = ""
    answered_at: datetime | None = None


NO_HABIT = Habit()


def habits_of(candidates: Collection[int], *, within: QuerySet[Interview] | None = None) -> dict[int, Habit]:
    """By candidate; who did neither is left out. Of all interviews, or of those that a reader sees."""
    found: dict[int, Habit] = {}
    answered: dict[int, int] = {}
    rows = (Interview.objects.all() if within is None else within).filter(
        application__candidate__in=candidates, start__gte=clock.now() - LOOKS_BACK
    )
    columns = rows.order_by("start", "pk").values_list(
        "pk", "application__candidate_id", "state", "start", "answered_at", "answered_via"
    )
    for pk, candidate, state, start, answered_at, via in columns:
        if state == InterviewState.NO_SHOW:
            known = found.get(candidate, NO_HABIT)
            found[candidate] = replace(known, missed=known.missed + 1, missed_at=start)
        if answered_at and via != BY_VOICE:
            answered[pk] = candidate
    for candidate, channel, at in _answered_in(answered):
        known = found.get(candidate, NO_HABIT)
        if known.answered_at is None or at >= known.answered_at:
            found[candidate] = replace(known, channel=channel, answered_at=at)
    return found


def _answered_in(answered: dict[int, int]) -> list[tuple[int, str, datetime]]:
    """Candidate, channel and moment of every letter that was answered, in the order of writing."""
    if not answered:
        return []
    rows = Letter.objects.filter(
        about__in=[f"interview:{pk}" for pk in answered],
        kind__startswith="interview.",
        answered_at__isnull=False,
    ).exclude(channel=LAST_RUNG)
    return [
        (answered[ref_id(about, "interview") or 0], channel, at)
        for about, channel, at in rows.order_by("pk").values_list("about", "channel", "answered_at")
        if at
    ]

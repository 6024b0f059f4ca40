"""What the desk gathers: the day, who waits, and the conversations."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet

from huiyin.candidates.models import Application, Candidate, Message, Thread, ThreadState
from huiyin.core.actor import Actor
from huiyin.desk.access import visible_threads
from huiyin.interviews.access import visible_to as visible_interviews
from huiyin.interviews.models import Interview, InterviewState
from huiyin.interviews.queries import day_span, interviews_of_day

WAITING = (InterviewState.SCHEDULED,)
OFF = (
    InterviewState.CANCELLED,
    InterviewState.DECLINED,
    InterviewState.RESCHEDULE_REQUESTED,
    InterviewState.NO_SHOW,
)


@dataclass(frozen=True)
class Day:
    """Today's interviews as the desk shows them: those that are on, and how many are not."""

    on: date
    held: list[Interview]
    off: list[Interview]
    unanswered: list[Interview] = field(default_factory=list)


def colleagues_of(candidate: Candidate) -> set[str]:
    """The names of those who look after her, as she may have them in a chat."""
    rows = Application.objects.filter(candidate=candidate, owner__isnull=False)
    return set(rows.values_list("owner__name", flat=True))


def day_of(actor: Actor, now: datetime, today: date, zone: str) -> Day:
    """Today's interviews that the actor reaches; `unanswered` are those still to come without a yes."""
    rows = list(interviews_of_day(visible_interviews(actor), today, zone))
    return Day(
        on=today,
        held=[row for row in rows if row.state not in OFF],
        off=[row for row in rows if row.state in OFF],
        unanswered=[row for row in rows if row.state in WAITING and row.start > now],
    )


def coming_on(actor: Actor, on: date, zone: str) -> QuerySet[Interview]:
    opens, closes = day_span(on, zone)
    return visible_interviews(actor).exclude(state__in=OFF).filter(start__gte=opens, start__lt=closes)


def waiting_threads(actor: Actor) -> QuerySet[Thread]:
    """Whoever waits for an answer of ours, the earliest promise first."""
    return _with_talk(visible_threads(actor).filter(state=ThreadState.WAITING)).order_by("reply_by", "pk")


def answered_threads(actor: Actor) -> QuerySet[Thread]:
    return _with_talk(visible_threads(actor).exclude(state=ThreadState.WAITING)).order_by("-last_at", "-pk")


def _with_talk(rows: QuerySet[Thread]) -> QuerySet[Thread]:
    return rows.prefetch_related(Prefetch("messages", queryset=Message.objects.order_by("at", "pk")))

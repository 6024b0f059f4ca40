"""What a working house has beside its files: who held interviews, what was to be done, what ran; and its day.

The past grows with the house. The day does not: every house has the same number of interviews today, so that
the day's pages differ by what they read and not by what they show.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from datetime import time as day_time
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models

from huiyin.accounts.models import User
from huiyin.candidates.models import Application
from huiyin.company.models import Place
from huiyin.core.models import Operation, OperationState
from huiyin.interviews.actions.schedule import new_uid
from huiyin.interviews.models import Interview, InterviewState, NotifyRule, Participant, RuleRun
from huiyin.people.models import Employee
from huiyin.todos.models import Todo, TodoState

ZONE = ZoneInfo("Asia/Shanghai")
WAITING = 40
"""To-dos that are open."""
MODES = ("onsite", "video", "phone")
# Of a hundred interviews of a day.
STANDS = [(28, "scheduled"), (63, "confirmed"), (68, "reschedule_requested"), (71, "declined"),
          (80, "checked_in"), (95, "completed"), (97, "no_show"), (100, "cancelled")]  # fmt: skip
# Of a hundred interviews that are over.
ENDS = [(84, "completed"), (90, "no_show"), (100, "cancelled")]


def office_hour(n: int, on: date) -> datetime:
    """A quarter of an hour at which interviews begin, on that day or the working day before it."""
    on -= timedelta(days=max(0, on.weekday() - 4))
    return datetime.combine(on, day_time(9 + n % 9, n // 9 % 4 * 15), ZONE)


def fate(n: int, shares: Sequence[tuple[int, str]]) -> InterviewState:
    return InterviewState(next(state for most, state in shares if n * 37 % 100 < most))


def todays(applications: Sequence[Application], today: date, stage_id: int) -> list[Interview]:
    """An interview today for each of them, held by the colleagues in turn."""
    rows, place = [], Place.objects.get()
    for n, application in enumerate(applications):
        start = datetime.combine(today, day_time(9 + n % 9, n // 9 % 4 * 15), ZONE)
        state = fate(n, STANDS)
        rows.append(
            Interview(
                number=f"MS-T{n:06d}",
                application=application,
                stage_id=stage_id,
                round_no=1,
                round_name="初试",
                mode=MODES[n % 3],
                place=None if n % 3 else place,
                start=start,
                end=start + timedelta(minutes=45),
                time_zone=str(ZONE),
                state=state,
                answered_at=None if state == InterviewState.SCHEDULED else start - timedelta(days=2),
                checked_in_at=start if state == InterviewState.CHECKED_IN else None,
                uid=new_uid(),
                created_at=start - timedelta(days=3),
            )
        )
    interviews: list[Interview] = kept(rows)
    around(interviews, start=0)
    lead = User.objects.get(email="lead@example.test")
    kept(
        Todo(
            kind="interview.declined",
            about=f"interview:{one.pk}",
            owner=lead,
            due_at=one.end,
            opened_at=one.created_at,
        )
        for one in interviews[:WAITING]
    )
    return interviews


def around(interviews: Sequence[Interview], *, start: int) -> None:
    """Who holds them, what the rules did about them, and what was asked of colleagues and is done."""
    colleagues, lead = list(Employee.objects.order_by("pk")), User.objects.get(email="lead@example.test")
    rule = NotifyRule.objects.filter(act="letter").order_by("position").first()
    assert rule
    kept(
        Participant(interview=one, employee=colleagues[(start + n) % len(colleagues)])
        for n, one in enumerate(interviews)
    )
    kept(RuleRun(rule=rule, interview=one, version=1, number=1, at=one.created_at) for one in interviews)
    kept(
        Todo(
            kind="interview.declined",
            about=f"interview:{one.pk}",
            owner=lead,
            due_at=one.end,
            state=TodoState.DONE,
            opened_at=one.end,
            closed_at=one.end,
        )
        for one in interviews[::5]
    )
    kept(
        Operation(
            kind="interviews.remind",
            key=f"bench:{one.pk}",
            state=OperationState.DONE,
            done=20,
            total=20,
            actor=f"user:{lead.pk}",
            created_at=one.created_at,
            ended_at=one.created_at,
        )
        for one in interviews[::50]
    )


def kept(rows: Iterable[Any]) -> list[Any]:
    """Insert rows of one model."""
    listed: list[models.Model] = list(rows)
    return type(listed[0])._default_manager.bulk_create(listed, batch_size=500) if listed else []

"""The figures of a colleague's morning, the same that her desk shows."""

from dataclasses import dataclass
from datetime import date, timedelta

from huiyin.accounts.models import User
from huiyin.company.working_days import add_working_days
from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.desk.queries import OFF, waiting_threads
from huiyin.interviews.access import visible_to as visible_interviews
from huiyin.interviews.asking_again import unconfirmed_on
from huiyin.interviews.queries import count_between
from huiyin.todos.queries import open_todos, overdue_todos


@dataclass(frozen=True)
class Morning:
    """`next_day` is tomorrow, or the next working day when nobody is met tomorrow."""

    on: date
    next_day: date
    today: int
    unconfirmed: int
    next: int
    next_unconfirmed: int
    replies: int
    todos: int
    overdue: int

    @property
    def is_quiet(self) -> bool:
        """Nothing to say."""
        return not (self.today or self.next or self.replies or self.todos)


def morning_of(user: User, zone: str) -> Morning:
    actor, today = actor_of(user), clock.today(zone)
    meetings = visible_interviews(actor).exclude(state__in=OFF)
    next_day = today + timedelta(days=1)
    coming = count_between(meetings, next_day, next_day, zone)
    if not coming:
        next_day = add_working_days(today, 1)
        coming = count_between(meetings, next_day, next_day, zone)
    return Morning(
        on=today,
        next_day=next_day,
        today=count_between(meetings, today, today, zone),
        unconfirmed=len(unconfirmed_on(actor, today)),
        next=coming,
        next_unconfirmed=len(unconfirmed_on(actor, next_day)),
        replies=waiting_threads(actor).count(),
        todos=open_todos(actor).count(),
        overdue=overdue_todos(actor, clock.now()).count(),
    )


def actor_of(user: User) -> Actor:
    return Actor(kind="user", key=f"user:{user.pk}", label=user.name, user_id=user.pk)

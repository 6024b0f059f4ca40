"""A colleague leaves: what she had is handed over, her account ends, and what could not be handed over
is said.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.accounts.actions import disable_user
from huiyin.administration.queries import interviews_to_come
from huiyin.candidates.actions.handing_over import hand_over_applications
from huiyin.candidates.models import Application
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError, FieldProblem
from huiyin.core.references import ref
from huiyin.interviews import away
from huiyin.interviews import queries as interviews
from huiyin.interviews.actions.change_interviewers import change_interviewers
from huiyin.interviews.models import Interview
from huiyin.interviews.plans import Tell
from huiyin.jobs.handing_over import hand_over_teams
from huiyin.jobs.models import HiringTeam, JobState
from huiyin.people.actions import retire_employee, set_manager
from huiyin.people.models import Employee
from huiyin.todos.actions import open_todo
from huiyin.todos.handing_over import hand_over_todos
from huiyin.todos.models import Todo, TodoState


@dataclass(frozen=True)
class Had:
    """What somebody has who leaves: how much of each."""

    interviews: int
    applications: int
    jobs: int
    todos: int
    reports: int
    has_account: bool

    def __bool__(self) -> bool:
        return bool(self.interviews or self.applications or self.jobs or self.todos or self.reports)


@dataclass(frozen=True)
class Left:
    """How it went; `by_hand` are interviews whose time did not suit the other one: somebody is asked."""

    interviews: int
    by_hand: int


def had_by(employee: Employee) -> Had:
    running = Application.objects.filter(owner=employee, state__in=("active", "on_hold"))
    teams = HiringTeam.objects.filter(employee=employee).exclude(job__state=JobState.CLOSED)
    todos = (
        Todo.objects.filter(owner=employee.user_id, state=TodoState.OPEN)
        if employee.user_id
        else Todo.objects.none()
    )
    return Had(
        interviews=interviews_to_come(participants__employee=employee).count(),
        applications=running.count(),
        jobs=teams.values("job").distinct().count(),
        todos=todos.count(),
        reports=Employee.objects.filter(manager=employee, is_active=True).count(),
        has_account=bool(employee.user and employee.user.is_active),
    )


@transaction.atomic
def leave(employee: Employee, *, heir: Employee | None, by: Actor) -> Left:
    """All of it or nothing. Without an heir only somebody who has nothing may leave."""
    row = (
        Employee.objects.select_for_update(of=("self",)).select_related("user", "manager").get(pk=employee.pk)
    )
    _judge(row, heir, had_by(row))
    if row.user and row.user.is_active:
        disable_user(row.user, by=by)
    hand_over_applications(row, to=heir, by=by)
    hand_over_teams(row, to=heir, by=by)
    if row.user:
        hand_over_todos(row.user, to=heir.user if heir else None, by=by)
    for one in Employee.objects.filter(manager=row, is_active=True):
        set_manager(one, row.manager if row.manager and row.manager.is_active else _other(one, heir), by=by)
    left = _hand_over_interviews(row, heir, by) if heir else Left(0, 0)
    retire_employee(row, by=by)
    return left


def _judge(row: Employee, heir: Employee | None, had: Had) -> None:
    if not row.is_active:
        raise DomainError("left_already", _("She has left already."))
    if heir is None and had:
        problem = _("Somebody must take over what she has.")
        raise DomainError(
            "heir_missing", problem, fields=[FieldProblem("heir", problem, _("Choose a colleague."))]
        )
    if heir and (heir.pk == row.pk or not heir.is_active):
        problem = _("This colleague cannot take it over.")
        raise DomainError("bad_heir", problem, fields=[FieldProblem("heir", problem)])


def _hand_over_interviews(row: Employee, heir: Employee, by: Actor) -> Left:
    done = by_hand = 0
    for interview in interviews_to_come(participants__employee=row):
        try:
            change_interviewers(interview, interviewers=_with(interview, row, heir), tell=Tell(), by=by)
            done += 1
        except DomainError:
            by_hand += 1
            owner = interviews.owner_of(interview)
            open_todo(
                away.UNAVAILABLE_TODO,
                ref(interview),
                owner=owner,
                due_at=interview.start,
                interview=interview.pk,
            )
    return Left(done, by_hand)


def _with(interview: Interview, gone: Employee, heir: Employee) -> list[Employee]:
    """The heir stands where she stood; the others keep their place."""
    people = [heir if one.pk == gone.pk else one for one in interviews.interviewers_of(interview)]
    return list({one.pk: one for one in people}.values())


def _other(one: Employee, heir: Employee | None) -> Employee | None:
    return heir if heir and heir.pk != one.pk else None

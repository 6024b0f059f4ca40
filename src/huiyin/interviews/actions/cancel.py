"""Calling an interview off: the row stays, its people and rooms are free at once, everybody is told why."""

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.company import working_days
from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError, FieldProblem
from huiyin.core.references import ref
from huiyin.interviews import away, notices, queries, timing, versions
from huiyin.interviews.actions import guards
from huiyin.interviews.models import Interview, InterviewState
from huiyin.interviews.plans import Tell
from huiyin.jobs.models import Reason, ReasonGroup
from huiyin.todos import actions as todos
from huiyin.workforce.actions import free


def cancel_interview(
    interview: Interview, *, reason: Reason, tell: Tell, by: Actor, seen: int | None = None
) -> Interview:
    """Cancel it. A second cancel changes nothing and tells nobody."""
    guards.check_tell(tell, by)
    with transaction.atomic():
        row, people = guards.lock(interview)
        if row.state == InterviewState.CANCELLED:
            return row
        guards.check_state(row, "cancel")
        guards.check_seen(row, seen)
        _check_reason(reason)

        row.state = InterviewState.CANCELLED
        row.cancel_reason = reason
        row.cancelled_at = clock.now()
        row.version += 1
        row.save(update_fields=["state", "cancel_reason", "cancelled_at", "version"])
        free(ref(row))
        why = {"why_untold": tell.why} if tell.is_silent else {}
        versions.keep_version(row, "cancel", [one.pk for one in people], by=by, reason=reason.key, **why)
        entry = audit.record(
            "interview.cancelled",
            row,
            by=by,
            version=row.version,
            reason=reason.key,
            side=reason.side,
            told={"candidate": tell.candidate, "interviewers": tell.interviewers},
        )
        for kind in notices.ANSWER_TODOS:
            todos.close_todos(kind, ref(row), by=by)
        away.close_todo(row, by=by)
        if notices.cancel_template(reason) == notices.NEW_TIME_PROMISED and tell.candidate != "no":
            _promise_new_time(row)
        notices.announce_cancelled(row, reason=reason, tell=tell, cause=entry)
        return row


def _promise_new_time(row: Interview) -> None:
    """The letter says by when a new time comes; a colleague is asked for it by then."""
    due = timing.our_answer_by(clock.now(), row.time_zone, working_days.is_working_day)
    todos.open_todo(
        notices.NEW_TIME_TODO, ref(row), owner=queries.owner_of(row), due_at=due, interview=row.pk
    )


def _check_reason(reason: Reason) -> None:
    if reason.is_active and reason.group == ReasonGroup.CANCEL:
        return
    problem = _("This is not a reason for cancelling an interview.")
    mend = _("Choose one of the reasons for cancelling.")
    raise DomainError("wrong_reason", problem, mend, [FieldProblem("reason", problem, mend)])

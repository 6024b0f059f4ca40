"""The day itself: who came, who did not, and that it took place."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.company.queries import the_company
from huiyin.core import audit, clock, wording
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError
from huiyin.core.models import AuditEntry
from huiyin.core.references import ref
from huiyin.interviews import away, day_notices, notices, presence
from huiyin.interviews.actions import guards
from huiyin.interviews.models import Interview, InterviewState
from huiyin.messaging import outbox
from huiyin.todos import actions as todos

EARLIEST = timedelta(hours=12)
DESK, PAGE, QR = "desk", "page", "qr"


def check_in(interview: Interview, *, by: Actor) -> Interview:
    """The candidate is here, also after somebody thought that she was not coming."""
    with transaction.atomic():
        row, _people = guards.lock(interview)
        if row.state == InterviewState.CHECKED_IN:
            return row
        guards.check_state(row, "check_in")
        if clock.now() < row.start - EARLIEST:
            raise DomainError(
                "too_early",
                _("The interview is not today."),
                _("Check in on the day, or move the interview first."),
            )
        return _arrived(row, DESK, by)


def arrive(interview: Interview, *, via: str, by: Actor) -> Interview:
    """The candidate says herself that she is here, by her own page or by the sign at the reception."""
    with transaction.atomic():
        row, _people = guards.lock(interview)
        if row.state == InterviewState.CHECKED_IN:
            return row
        guards.check_state(row, "check_in")
        if not presence.may_arrive(row, clock.now()):
            at = wording.clock_time(presence.arrives_from(row), row.time_zone)
            raise DomainError(
                "not_now",
                _("From %(time)s on the day this can be said.") % {"time": at},
                _("Please come to the reception if you are here."),
            )
        return _arrived(row, via, by)


def mark_no_show(interview: Interview, *, by: Actor) -> Interview:
    """Nobody came. Correctable: a late arrival can still be checked in, or the interview completed."""
    with transaction.atomic():
        row, _people = guards.lock(interview)
        if row.state == InterviewState.NO_SHOW:
            return row
        guards.check_state(row, "mark_no_show")
        _check_begun(row)
        _check_missing(row)
        row.ended_at = clock.now()
        _end(row, InterviewState.NO_SHOW, "interview.no_show_marked", by)
        return row


def complete_interview(interview: Interview, *, by: Actor) -> Interview:
    """It took place."""
    with transaction.atomic():
        row, _people = guards.lock(interview)
        if row.state == InterviewState.COMPLETED:
            return row
        guards.check_state(row, "complete")
        _check_begun(row)
        row.ended_at = clock.now()
        _end(row, InterviewState.COMPLETED, "interview.completed", by)
        return row


def _arrived(row: Interview, via: str, by: Actor) -> Interview:
    """Her interviewers hear it while there is still somebody to go and meet."""
    now = clock.now()
    row.checked_in_at, row.checked_in_via, row.ended_at = now, via, None
    cause = _end(row, InterviewState.CHECKED_IN, "interview.checked_in", by, via=via)
    if now < row.end:
        day_notices.announce_arrived(row, by=by, cause=cause)
    return row


def _check_begun(row: Interview) -> None:
    if clock.now() < row.start:
        raise DomainError(
            "not_begun",
            _("This interview has not begun."),
            _("Wait until it begins, or cancel it if it will not take place."),
        )


def _check_missing(row: Interview) -> None:
    """A no-show has a definition; before it is met, nobody is called one."""
    minutes = the_company().no_show_minutes
    due = presence.missing_from(row, minutes)
    if clock.now() >= due:
        return
    said = presence.expected_at(row)
    if said > row.start and due == said:
        problem = _("The candidate said to be late, and may still come until %(time)s.")
    else:
        problem = _("This can be said from %(time)s.")
    raise DomainError(
        "too_soon",
        problem % {"time": wording.clock_time(due, row.time_zone)},
        _("Call in the meantime: perhaps the way is hard to find."),
    )


def _end(row: Interview, state: InterviewState, verb: str, by: Actor, **detail: str) -> AuditEntry:
    """Nothing that still waits to be sent about it makes sense now."""
    was, row.state = row.state, state
    row.save(update_fields=["state", "checked_in_at", "checked_in_via", "ended_at"])
    entry = audit.record(verb, row, by=by, was=was, **detail)
    outbox.supersede(ref(row), reason=str(state))
    todos.close_all(notices.CALL_TODOS, [ref(row)], by=by)
    todos.close_todos(presence.MEET_TODO, ref(row), by=by)
    away.close_todo(row, by=by)
    return entry

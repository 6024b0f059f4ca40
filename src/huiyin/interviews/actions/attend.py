"""The day itself: who came, who did not, and that it took place."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError
from huiyin.core.references import ref
from huiyin.interviews.actions import guards
from huiyin.interviews.models import Interview, InterviewState
from huiyin.messaging import outbox

EARLIEST = timedelta(hours=12)


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
        row.checked_in_at = clock.now()
        return _end(row, InterviewState.CHECKED_IN, "interview.checked_in", by)


def mark_no_show(interview: Interview, *, by: Actor) -> Interview:
    """Nobody came. Correctable: a late arrival can still be checked in, or the interview completed."""
    with transaction.atomic():
        row, _people = guards.lock(interview)
        if row.state == InterviewState.NO_SHOW:
            return row
        guards.check_state(row, "mark_no_show")
        _check_begun(row)
        row.ended_at = clock.now()
        return _end(row, InterviewState.NO_SHOW, "interview.no_show_marked", by)


def complete_interview(interview: Interview, *, by: Actor) -> Interview:
    """It took place."""
    with transaction.atomic():
        row, _people = guards.lock(interview)
        if row.state == InterviewState.COMPLETED:
            return row
        guards.check_state(row, "complete")
        _check_begun(row)
        row.ended_at = clock.now()
        return _end(row, InterviewState.COMPLETED, "interview.completed", by)


def _check_begun(row: Interview) -> None:
    if clock.now() < row.start:
        raise DomainError(
            "not_begun",
            _("This interview has not begun."),
            _("Wait until it begins, or cancel it if it will not take place."),
        )


def _end(row: Interview, state: InterviewState, verb: str, by: Actor) -> Interview:
    """Nothing that still waits to be sent about it makes sense now."""
    was, row.state = row.state, state
    row.save(update_fields=["state", "checked_in_at", "ended_at"])
    audit.record(verb, row, by=by, was=was)
    outbox.supersede(ref(row), reason=str(state))
    return row

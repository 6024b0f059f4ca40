"""On the way: the candidate says how late, or asks to be met at the door."""

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError
from huiyin.core.references import ref
from huiyin.interviews import day_notices, own_changes, presence, queries
from huiyin.interviews.actions import guards
from huiyin.interviews.models import Interview
from huiyin.todos import actions as todos
from huiyin.todos.models import Todo


def say_late(interview: Interview, minutes: int, *, by: Actor) -> Interview:
    """Note how late, and tell the interviewers at once. The same word twice changes nothing."""
    if minutes not in presence.LATE_MINUTES:
        raise DomainError(
            "how_late", _("Please say 10, 20 or 30 minutes."), _("If it is more, let us find another time.")
        )
    with transaction.atomic():
        row, _people = guards.lock(interview)
        if row.late_minutes == minutes:
            return row
        _check_now(row)
        own_changes.check_own_late(row, by)
        row.late_minutes, row.late_said_at = minutes, clock.now()
        row.save(update_fields=["late_minutes", "late_said_at"])
        cause = audit.record(own_changes.LATE_SAID, row, by=by, minutes=minutes)
        day_notices.announce_late(row, by=by, cause=cause)
    return row


def ask_to_be_met(interview: Interview, *, by: Actor) -> Todo:
    """Somebody at the door cannot find the way: the recruiter is asked once to go down."""
    with transaction.atomic():
        row, _people = guards.lock(interview)
        _check_now(row)
        before = clock.now()
        todo = todos.open_todo(presence.MEET_TODO, ref(row), owner=queries.owner_of(row), due_at=before)
        if todo.opened_at >= before:
            audit.record("interview.meeting_asked", row, by=by)
    return todo


def _check_now(row: Interview) -> None:
    guards.check_state(row, "say_late")
    if not presence.may_be_late(row, clock.now()):
        raise DomainError(
            "not_now",
            _("This can be said on the day, shortly before the interview."),
            _("Let us find another time if the day does not suit."),
        )

"""我来不了: an interviewer gives her time back, and whoever looks after the interview finds another way.

The candidate hears nothing of it from her: the interview stands until a recruiter changes it.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.company import working_days
from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError, FieldProblem, NotAllowed
from huiyin.core.references import ref
from huiyin.interviews import away, notices, queries, timing
from huiyin.interviews.actions import guards
from huiyin.interviews.models import Interview, Participant
from huiyin.messaging import outbox
from huiyin.todos import actions as todos
from huiyin.workforce.actions import Overlap, Taken, book, free_resource

AT_ONCE = timedelta(minutes=30)


def say_unavailable(interview: Interview, *, reason: str = "", by: Actor) -> Interview:
    """Until it begins. The same word twice changes nothing."""
    if reason and reason not in away.REASONS:
        problem, mend = _("This is not one of the reasons."), _("Choose one of them, or none.")
        raise DomainError("bad_reason", problem, mend, [FieldProblem("reason", problem, mend)])
    with transaction.atomic():
        row, mine = _own_part(interview, by)
        if mine.unavailable_at is not None:
            return row
        _check_now(row)
        mine.unavailable_at, mine.unavailable_note = clock.now(), reason
        mine.save(update_fields=["unavailable_at", "unavailable_note"])
        free_resource(ref(row), ref(mine.employee))
        cause = audit.record(
            "interview.interviewer_unavailable", row, by=by, employee=mine.employee_id, reason=reason
        )
        todos.open_todo(
            away.UNAVAILABLE_TODO, ref(row), owner=queries.owner_of(row), due_at=_due(row), interview=row.pk
        )
        if notices.is_same_day(row):
            notices.announce_unavailable(row, cause=cause)
    return row


def say_available(interview: Interview, *, by: Actor) -> Interview:
    """Take it back, as long as nothing else has taken the time."""
    try:
        with transaction.atomic():
            row, mine = _own_part(interview, by)
            if mine.unavailable_at is None:
                return row
            _check_now(row)
            me = {ref(mine.employee): mine.employee.name}
            clash = guards.find_clash(me, (row.start, row.end), row.time_zone)
            if clash:
                raise clash
            mine.unavailable_at, mine.unavailable_note = None, ""
            mine.save(update_fields=["unavailable_at", "unavailable_note"])
            book([Taken(ref(mine.employee), ref(row), row.start, row.end)])
            audit.record("interview.interviewer_available", row, by=by, employee=mine.employee_id)
            outbox.supersede(ref(row), reason="available_again", kinds=[away.UNAVAILABLE])
            away.close_todo(row, by=by)
            return row
    except Overlap:
        raise guards.clash_of([], {}, [], interview.time_zone) from None


def _own_part(interview: Interview, by: Actor) -> tuple[Interview, Participant]:
    row, _people = guards.lock(interview)
    mine = None
    if by.user_id is not None:
        rows = Participant.objects.select_related("employee")
        mine = rows.filter(interview=row, employee__user=by.user_id).first()
    if mine is None:
        raise NotAllowed("not_taking_part", _("You are not one of its interviewers."))
    return row, mine


def _check_now(row: Interview) -> None:
    guards.check_state(row, "say_unavailable")
    if clock.now() >= row.start:
        raise DomainError(
            "started", _("This interview has already begun."), _("Call the recruiter who looks after it.")
        )


def _due(row: Interview) -> datetime:
    """On the day at once, else when we would answer a candidate; never after the start."""
    now = clock.now()
    if notices.is_same_day(row):
        return min(now + AT_ONCE, row.start)
    return min(timing.our_answer_by(now, row.time_zone, working_days.is_working_day), row.start)

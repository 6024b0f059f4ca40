"""Whom we tell of what on the day: the interviewers, at once, of who has come and who is late."""

from collections.abc import Iterable, Mapping

from huiyin.core.actor import Actor
from huiyin.core.models import AuditEntry
from huiyin.core.references import ref
from huiyin.interviews import queries
from huiyin.interviews.models import Interview
from huiyin.interviews.notices import Writer
from huiyin.interviews.presence import REMINDED
from huiyin.messaging import outbox
from huiyin.messaging.outbox import Draft
from huiyin.people.models import Employee

ARRIVED, LATE = "interviewer.arrived", "interviewer.late"


def announce_arrived(interview: Interview, *, by: Actor, cause: AuditEntry) -> None:
    _tell(interview, ARRIVED, by=by, cause=cause)


def announce_late(interview: Interview, *, by: Actor, cause: AuditEntry) -> None:
    """A newer word of hers replaces the one that has not left."""
    outbox.supersede(ref(interview), reason="said_anew", kinds=[LATE])
    _tell(interview, LATE, by=by, cause=cause)


def announce_reminded(causes: Mapping[int, AuditEntry], *, operation: str = "") -> None:
    """Once more to candidates who have not answered. `causes` are by interview id."""
    drafts: list[Draft] = []
    for interview in queries.for_letters(causes):
        writer = Writer(interview, causes[interview.pk], is_bulk=bool(operation))
        drafts.append(writer.to_candidate(REMINDED, "REM-NOW", "now"))
    outbox.queue(drafts, operation=operation)


def _tell(interview: Interview, kind: str, *, by: Actor, cause: AuditEntry) -> None:
    fresh = queries.for_letters([interview.pk])[0]
    writer = Writer(fresh, cause, is_urgent=True, hold=0)
    outbox.queue([writer.to_employee(kind, one, "now") for one in _who_wait(fresh, by)], cause=cause)


def _who_wait(interview: Interview, by: Actor) -> Iterable[Employee]:
    """Her interviewers, without the one who did it, and without who cannot be there."""
    for one in interview.participants.all():
        is_herself = by.user_id is not None and one.employee.user_id == by.user_id
        if one.unavailable_at is None and not is_herself:
            yield one.employee

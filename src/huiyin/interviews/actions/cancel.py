"""Calling interviews off, one or a thousand: the rows stay, their people and rooms are free at once, and
everybody is told why.
"""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from huiyin.company import working_days
from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError, FieldProblem, NotFound
from huiyin.core.models import AuditEntry
from huiyin.core.references import ref
from huiyin.interviews import away, late, notices, presence, queries, timing, versions
from huiyin.interviews.actions import guards
from huiyin.interviews.models import Interview, InterviewState, InterviewVersion
from huiyin.interviews.plans import BulkOutcome, Tell
from huiyin.jobs.models import Reason, ReasonGroup
from huiyin.people.models import Employee
from huiyin.todos import actions as todos
from huiyin.workforce.actions import free_all

SETTLED = (*notices.ANSWER_TODOS, away.UNAVAILABLE_TODO, presence.MEET_TODO)
"""What nobody need do for an interview that is off."""
Going = list[tuple[Interview, list[Employee]]]


def cancel_interview(
    interview: Interview, *, reason: Reason, tell: Tell, by: Actor, seen: int | None = None
) -> Interview:
    """Cancel it. A second cancel changes nothing and tells nobody."""
    known = {} if seen is None else {interview.pk: seen}
    outcome = cancel_interviews([interview.pk], reason=reason, tell=tell, by=by, seen=known)
    for problem in outcome.problems.values():
        raise problem
    return outcome.arranged[0]


def cancel_interviews(
    interviews: Sequence[int],
    *,
    reason: Reason,
    tell: Tell,
    by: Actor,
    seen: Mapping[int, int] | None = None,
    operation: str = "",
) -> BulkOutcome:
    """Cancel those that can be and report the others by their place in the list: a few statements for any
    number. `seen` are the versions that a person looked at, by id; `operation` is the work they belong to.
    """
    guards.check_tell(tell, by)
    with transaction.atomic():
        outcome = BulkOutcome(interviews=[None] * len(interviews))
        going = _judged(interviews, seen or {}, outcome)
        if going:
            _check_reason(reason)
            entries = _write(going, reason, tell, by)
            if notices.cancel_template(reason) == notices.NEW_TIME_PROMISED and tell.candidate != "no":
                for row, _people in going:
                    _promise_new_time(row)
            notices.announce_cancelled(entries, reason=reason, tell=tell, operation=operation)
        return outcome


def _judged(interviews: Sequence[int], seen: Mapping[int, int], outcome: BulkOutcome) -> Going:
    """Those that are to be cancelled; what is cancelled already is done."""
    rows = guards.lock_many(set(interviews))
    going: Going = []
    for index, pk in enumerate(interviews):
        try:
            if pk not in rows:
                raise NotFound("not_found", _("There is no such interview."))
            row, people = rows[pk]
            if row.state != InterviewState.CANCELLED:
                guards.check_state(row, "cancel")
                guards.check_seen(row, seen.get(pk))
                if not any(one is row for one, _people in going):
                    going.append((row, people))
            outcome.interviews[index] = row
        except DomainError as refused:
            outcome.problems[index] = refused
    return going


def _write(going: Going, reason: Reason, tell: Tell, by: Actor) -> dict[int, AuditEntry]:
    """The rows, their time, their versions and the trail; the entries by interview."""
    now = clock.now()
    Interview.objects.filter(pk__in=[row.pk for row, _people in going]).update(
        state=InterviewState.CANCELLED, cancel_reason=reason, cancelled_at=now, version=F("version") + 1
    )
    for row, _people in going:
        row.state, row.cancel_reason, row.cancelled_at = InterviewState.CANCELLED, reason, now
        row.version += 1
    abouts = [ref(row) for row, _people in going]
    free_all(abouts)
    why = {"why_untold": tell.why} if tell.is_silent else {}
    InterviewVersion.objects.bulk_create(
        [
            versions.version_row(
                row, "cancel", [one.pk for one in people], by=by, reason=reason.key, side=reason.side, **why
            )
            for row, people in going
        ],
        batch_size=500,
    )
    told = {"candidate": tell.candidate, "interviewers": tell.interviewers}
    detail = {"reason": reason.key, "side": reason.side, "told": told}
    entries = audit.record_many(
        "interview.cancelled", [(row, {"version": row.version, **detail}) for row, _people in going], by=by
    )
    todos.close_all(SETTLED, abouts, by=by)
    late.ask_to_call([row for row, _people in going], tell)
    return {row.pk: entry for (row, _people), entry in zip(going, entries, strict=True)}


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

"""Exchanging who interviews. Not a move: the time stands, and so does the candidate's answer."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.core import audit
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError
from huiyin.core.references import ref
from huiyin.interviews import away, notices, versions
from huiyin.interviews.actions import guards
from huiyin.interviews.models import Interview, Participant
from huiyin.interviews.plans import Tell
from huiyin.interviews.rules import people_problems, refusal
from huiyin.people.models import Employee
from huiyin.workforce.actions import Overlap, rebook


def change_interviewers(
    interview: Interview,
    *,
    interviewers: Sequence[Employee],
    tell: Tell,
    by: Actor,
    seen: int | None = None,
    operation: str = "",
) -> Interview:
    """Make these its interviewers. Who comes or goes is told, and the candidate if she is shown names."""
    guards.check_tell(tell, by)
    try:
        with transaction.atomic():
            return _change(interview, interviewers, tell, by, seen, operation)
    except Overlap:
        raise guards.clash_of([], {}, [], interview.time_zone) from None


def _change(
    interview: Interview,
    interviewers: Sequence[Employee],
    tell: Tell,
    by: Actor,
    seen: int | None,
    operation: str,
) -> Interview:
    row, people = guards.lock(interview)
    wanted = {one.pk: one for one in interviewers}
    before = {one.pk: one for one in people}
    if wanted.keys() == before.keys():
        return row
    guards.check_state(row, "change_interviewers")
    guards.check_seen(row, seen)
    if not wanted:
        raise DomainError(
            "interviewers_missing", _("Nobody would interview."), _("Choose at least one interviewer.")
        )
    added = [one for pk, one in wanted.items() if pk not in before]
    removed = [one for pk, one in before.items() if pk not in wanted]
    problem = refusal(people_problems(added))
    if problem:
        raise problem
    asked = away.coming(row, list(wanted.values()))
    resources = guards.named_resources(row.application.candidate, asked, row.room)
    clash = guards.find_clash(resources, (row.start, row.end), row.time_zone, except_about=ref(row))
    if clash:
        raise clash

    _exchange(row, added, removed)
    rebook(ref(row), resources, row.start, row.end)
    row.version += 1
    row.save(update_fields=["version"])
    why = {"why_untold": tell.why} if tell.is_silent else {}
    versions.keep_version(row, "change_interviewers", list(wanted), by=by, **why)
    entry = audit.record(
        "interview.interviewers_changed",
        row,
        by=by,
        version=row.version,
        added=[one.pk for one in added],
        removed=[one.pk for one in removed],
        told={"candidate": tell.candidate, "interviewers": tell.interviewers},
    )
    away.close_todo(row, by=by)
    notices.announce_interviewers(
        row, added=added, removed=removed, tell=tell, cause=entry, operation=operation
    )
    return row


def _exchange(row: Interview, added: Sequence[Employee], removed: Sequence[Employee]) -> None:
    Participant.objects.filter(interview=row, employee__in=removed).delete()
    Participant.objects.bulk_create([Participant(interview=row, employee=one) for one in added])

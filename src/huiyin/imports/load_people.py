"""Writes the rows of our own sheet: candidates, their applications, their interviews."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from huiyin.accounts.models import User
from huiyin.candidates.actions import Added, NewCandidate, Origin, add_candidates, apply_many
from huiyin.candidates.actions.applying import Intake
from huiyin.candidates.models import Application, Candidate, Note
from huiyin.core import clock
from huiyin.core.errors import DomainError, FieldProblem
from huiyin.core.references import ref
from huiyin.imports.huiyin_sheet import HuiyinRow
from huiyin.imports.loading import (
    CREATED,
    UNCHANGED,
    UPDATED,
    Loaded,
    Outcome,
    Task,
    chunks,
    named,
    require_equal,
)
from huiyin.interviews.actions import schedule_interviews
from huiyin.interviews.models import Interview, InterviewState, Mode
from huiyin.interviews.plans import Plan, Tell
from huiyin.jobs.models import Job
from huiyin.messaging.contacts import EMAIL, PHONE, address_index
from huiyin.messaging.models import Address
from huiyin.todos.models import Todo

# Which column a refusal of the interviews room is about.
_COLUMN_OF = {
    "start": "interview_start",
    "time_zone": "interview_start",
    "video_link": "place",
    "room": "place",
}


@dataclass
class Line:
    """One row on its way: what its names stand for, and what it became."""

    row: HuiyinRow
    job: Job | None = None
    plan: Plan | None = None
    application: Application | None = None
    candidate: Candidate | None = None
    outcome: Outcome = field(default_factory=Outcome)


def load(rows: Sequence[HuiyinRow], task: Task) -> Loaded:
    """Write them all in a few statements per thousand. Rows whose names or times fail are noted with
    their readers and the caller takes everything back.
    """
    task.names.load_colleagues({email for row in rows for email in row.interviewers})
    made_before = len(task.names.made)
    lines = [line for row in rows if (line := _named_line(row, task))]
    if lines and len(task.names.made) > made_before:
        lines[0].outcome.made += task.names.made[made_before:]
    _take_in(lines, task)
    _apply(lines, task)
    _arrange(lines, task)
    if not any(reader.problems for reader in (task.readers[line.row.at] for line in lines)):
        _write_notes(lines, task)
        _reconcile(lines)
    return Loaded({line.row.at: line.outcome for line in lines})


def _named_line(row: HuiyinRow, task: Task) -> Line | None:
    reader, names = task.readers[row.at], task.names
    job = named(reader, "job", lambda: names.job(row.job)) if row.job else None
    place = named(reader, "place", lambda: names.place(row.place)) if row.place and row.start else None
    people = [named(reader, "interviewers", partial(names.interviewer, email)) for email in row.interviewers]
    if reader.problems:
        return None
    plan = None
    if row.start:
        mode = row.mode or (Mode.VIDEO if row.video_link else Mode.ONSITE)
        plan = Plan(
            round_no=1,
            mode=mode,
            start=row.start,
            minutes=row.minutes,
            interviewers=[one for one in people if one],
            place=place,
            video_link=row.video_link,
            time_zone=task.zone,
        )
    return Line(row, job=job, plan=plan)


def _take_in(lines: Sequence[Line], task: Task) -> None:
    """Find or make the candidates; a known one who gains an address counts as updated."""
    last_address, last_todo = _last(Address), _last(Todo)
    people = [
        NewCandidate(
            name=line.row.name,
            phone=line.row.phone,
            email=line.row.email,
            language=line.row.language,
            basis="imported",
        )
        for line in lines
    ]
    added: list[Added] = add_candidates(people, by=task.by)
    _place_new([(one.candidate, line.row.city) for line, one in zip(lines, added, strict=True) if one.is_new])
    known: dict[int, Line] = {}
    for line, one in zip(lines, added, strict=True):
        line.candidate = one.candidate
        if one.is_new:
            line.outcome.outcome = CREATED
            line.outcome.made.append(ref(one.candidate))
    new = {one.candidate.contact_id for one in added if one.is_new}
    asked: dict[str, Line] = {}
    for line, one in zip(lines, added, strict=True):
        asked.setdefault(ref(one.candidate), line)
        if one.candidate.contact_id not in new:
            known.setdefault(one.candidate.contact_id, line)
    for part in chunks(sorted(known)):
        for address in Address.objects.filter(contact__in=part, pk__gt=last_address):
            _touch(known[address.contact_id], address)
    for todo in Todo.objects.filter(pk__gt=last_todo):
        if todo.about in asked:
            asked[todo.about].outcome.made.append(ref(todo))


def _place_new(people: Sequence[tuple[Candidate, str]]) -> None:
    """Where somebody new lives. What a known one's file lacks is not filled: an undo could not tell."""
    lives = [candidate for candidate, city in people if city]
    for candidate, city in people:
        candidate.city = city or candidate.city
    Candidate.objects.bulk_update(lives, ["city"], batch_size=500)


def _applied_at(row: HuiyinRow, task: Task) -> datetime | None:
    """A wall time is meant in the sheet's zone, else the company's."""
    if row.applied_at is None or row.applied_at.tzinfo:
        return row.applied_at
    return min(row.applied_at.replace(tzinfo=ZoneInfo(task.names.zone)), clock.now())


def _last(model: type[Address] | type[Todo]) -> int:
    return model._base_manager.order_by("-pk").values_list("pk", flat=True).first() or 0


def _apply(lines: Sequence[Line], task: Task) -> None:
    """Each candidate applies once for a job; an application that has ended is not begun again by a sheet."""
    with_job = [line for line in lines if line.job and line.candidate]
    ids = sorted({line.candidate.pk for line in with_job if line.candidate})
    there: dict[tuple[int, int], Application] = {}
    for part in chunks(ids):
        rows = Application.objects.filter(candidate__in=part).select_related("job").order_by("pk")
        there |= {(row.candidate_id, row.job_id): row for row in rows}
    wanted: list[Line] = []
    for line in with_job:
        assert line.job
        assert line.candidate
        line.application = there.get((line.candidate.pk, line.job.pk))
        if line.application is None:
            wanted.append(line)
    intakes = [
        Intake(
            line.candidate,
            line.job,
            Origin(
                source=line.row.source,
                source_note=line.row.source_note,
                hire_type=line.row.hire_type,
                owner=task.names.owner(line.job),
                applied_at=_applied_at(line.row, task),
            ),
        )
        for line in wanted
        if line.candidate and line.job
    ]
    for line, applied in zip(wanted, apply_many(intakes, by=task.by), strict=True):
        line.application = applied.application
        if applied.is_new:
            _touch(line, applied.application)


def _arrange(lines: Sequence[Line], task: Task) -> None:
    """Arrange the interviews that are not there yet, in the round that comes next."""
    planned = [line for line in lines if line.plan and line.application]
    past: dict[int, list[Interview]] = {}
    for part in chunks(sorted({line.application.pk for line in planned if line.application})):
        for row in Interview.objects.filter(application__in=part):
            past.setdefault(row.application_id, []).append(row)
    wanted = [
        line
        for line in planned
        if line.application and not _stands_already(line, past.get(line.application.pk, []))
    ]
    pairs = [(line.application, line.plan) for line in wanted if line.application and line.plan]
    if not pairs:
        return
    outcome = schedule_interviews(pairs, tell=_telling(task), by=task.by)
    for index, problem in outcome.problems.items():
        _refuse(wanted[index], problem, task)
    for line, interview in zip(wanted, outcome.interviews, strict=True):
        if interview:
            _touch(line, interview)


def _stands_already(line: Line, known: Sequence[Interview]) -> bool:
    """Whether the sheet's interview is known, in whatever state; else it goes into the next round."""
    assert line.plan
    if any(_is_at(one, line.plan.start) for one in known):
        return True
    over = [one.round_no for one in known if one.state in {InterviewState.COMPLETED, InterviewState.NO_SHOW}]
    line.plan = replace(line.plan, round_no=max(over, default=0) + 1)
    return False


def _is_at(interview: Interview, start: datetime) -> bool:
    """The sheet's wall time is compared on the interview's own wall."""
    if start.tzinfo:
        return interview.start == start
    return interview.start.astimezone(ZoneInfo(interview.time_zone)).replace(tzinfo=None) == start


def _telling(task: Task) -> Tell:
    """With --invite the letters are due at once: who typed that has had her undo window."""
    if task.invite:
        return Tell(candidate="now", interviewers="now", hold=0)
    return Tell(candidate="no", interviewers="no", why=_("Imported without invitations."))


def _refuse(line: Line, problem: DomainError, task: Task) -> None:
    reader = task.readers[line.row.at]
    said = problem.fields or [FieldProblem("start", problem.problem, problem.mend)]
    for one in said:
        key = _COLUMN_OF.get(one.field, one.field)
        reader.refuse(key, one.problem or problem.problem, one.mend or problem.mend)


def _touch(line: Line, row: Address | Application | Interview | Note) -> None:
    line.outcome.made.append(ref(row))
    if line.outcome.outcome == UNCHANGED:
        line.outcome.outcome = UPDATED


def _write_notes(lines: Sequence[Line], task: Task) -> None:
    """Remarks are for colleagues, never a line that the candidate reads. Only with something new."""
    author = User(pk=task.by.user_id) if task.by.user_id else None
    noted = [line for line in lines if line.row.note and line.outcome.outcome != UNCHANGED and line.candidate]
    notes = [
        Note(
            candidate=line.candidate,
            application=line.application,
            text=line.row.note,
            author=author,
            at=clock.now(),
        )
        for line in noted
        if line.candidate
    ]
    for line, note in zip(noted, Note.objects.bulk_create(notes, batch_size=500), strict=True):
        _touch(line, note)


def _reconcile(lines: Sequence[Line]) -> None:
    """Read back what was written, in the order people, addresses, applications, interviews."""
    candidates = {line.candidate.pk: line.candidate for line in lines if line.candidate}
    new = {line.candidate.pk for line in lines if line.candidate and line.outcome.outcome == CREATED}
    names: set[tuple[int, str]] = set()
    addresses: set[tuple[int, str, str]] = set()
    applications: set[tuple[int, int]] = set()
    interviews: list[Interview] = []
    for part in chunks(sorted(candidates)):
        rows = Candidate.objects.filter(pk__in=part)
        names |= set(rows.filter(pk__in=part).values_list("pk", "name"))
        addresses |= set(
            rows.values_list("pk", "contact__addresses__kind", "contact__addresses__value_index")
        )
        applications |= set(Application.objects.filter(candidate__in=part).values_list("candidate", "job"))
        interviews += Interview.objects.filter(application__candidate__in=part)
    wanted = [line for line in lines if line.candidate]
    require_equal(_("people"), _pairs(wanted, new), names)
    require_equal(_("addresses"), {key for line in wanted for key in _keys(line)}, addresses)
    require_equal(
        _("applications"),
        {(one.candidate.pk, one.job.pk) for one in wanted if one.candidate and one.job},
        applications,
    )
    held: dict[int, list[Interview]] = {}
    for one in interviews:
        held.setdefault(one.application_id, []).append(one)
    require_equal(
        _("interviews"),
        {line.row.at for line in wanted if line.plan},
        {
            line.row.at
            for line in wanted
            if line.plan
            and line.application
            and any(_is_at(one, line.plan.start) for one in held.get(line.application.pk, []))
        },
    )


def _pairs(lines: Sequence[Line], new: Collection[int]) -> set[tuple[int, str]]:
    found = [(line.candidate.pk, line.row.name) for line in lines if line.candidate]
    first = {pk: name for pk, name in reversed(found) if pk in new}
    return set(first.items())


def _keys(line: Line) -> list[tuple[int, str, str]]:
    assert line.candidate
    given = ((PHONE, line.row.phone), (EMAIL, line.row.email))
    return [(line.candidate.pk, kind, address_index(kind, value)) for kind, value in given if value]

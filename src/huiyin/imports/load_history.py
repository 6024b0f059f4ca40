"""Writes the rows of an attendance list: people by their number in it, and interviews that are over.

Nobody is told, nothing is asked, no to-do opens: this is memory, not work.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from huiyin.candidates.actions import NewCandidate, Origin, add_candidates, apply_many
from huiyin.candidates.actions.applying import Intake
from huiyin.candidates.models import Application, ApplicationState, Source
from huiyin.company.models import Place
from huiyin.core.encryption import blind_index
from huiyin.core.references import ref
from huiyin.imports.attendance_sheet import AttendanceRow
from huiyin.imports.loading import CREATED, Loaded, Outcome, Task, chunks, named, require_equal
from huiyin.imports.models import BatchRow, BatchState
from huiyin.interviews.actions import record_past_interviews
from huiyin.interviews.models import Interview, InterviewState, Mode
from huiyin.interviews.plans import Past
from huiyin.jobs.models import Job

PRESET = "attendance"
STANDING = (BatchState.DONE, BatchState.WRITING, BatchState.UNDOING, BatchState.PARTLY)


@dataclass(frozen=True)
class Line:
    row: AttendanceRow
    job: Job
    place: Place
    outcome: Outcome


def load(rows: Sequence[AttendanceRow], task: Task) -> Loaded:
    """Write what is new. A row that came with an earlier batch is unchanged, or refused if it says else."""
    outcomes = {row.at: Outcome(key=_key(row), digest=_digest(row)) for row in rows}
    known = _earlier([one.key for one in outcomes.values()])
    new = [row for row in rows if outcomes[row.at].key not in known]
    for row in rows:
        earlier = known.get(outcomes[row.at].key)
        if earlier and earlier.digest != outcomes[row.at].digest:
            task.readers[row.at].refuse(
                "candidate",
                _("This candidate came with batch %(batch)s, and the row said something else then.")
                % {"batch": earlier.batch_id},
                _("the row as it was, or undo that batch first"),
            )
    made_before = len(task.names.made)
    lines = [line for row in new if (line := _named_line(row, outcomes[row.at], task))]
    if lines:
        lines[0].outcome.made.extend(task.names.made[made_before:])
        _write(lines, task)
    return Loaded(outcomes)


def _earlier(keys: Sequence[str]) -> dict[str, BatchRow]:
    """The rows that made something, of batches that stand, by key."""
    found: dict[str, BatchRow] = {}
    for part in chunks(keys):
        rows = BatchRow.objects.filter(
            key__in=part,
            outcome=CREATED,
            batch__preset=PRESET,
            batch__state__in=STANDING,
        ).exclude(made=[])
        found |= {row.key: row for row in rows.order_by("pk")}
    return found


def _named_line(row: AttendanceRow, outcome: Outcome, task: Task) -> Line | None:
    reader, names = task.readers[row.at], task.names
    job = named(reader, "position", lambda: names.job(row.job, is_history=True))
    place = named(reader, "venue", lambda: names.place(row.venue))
    return Line(row, job, place, outcome) if job and place else None


def _write(lines: Sequence[Line], task: Task) -> None:
    people = [NewCandidate(name=line.row.candidate, city=line.row.city, basis="imported") for line in lines]
    added = add_candidates(people, by=task.by)
    intakes = [
        Intake(
            one.candidate,
            line.job,
            Origin(source=Source.OTHER, applied_at=_start(line, task), state=ApplicationState.CLOSED),
        )
        for one, line in zip(added, lines, strict=True)
    ]
    applied = [one.application for one in apply_many(intakes, by=task.by)]
    interviews = record_past_interviews(
        [_past(line, application, task) for line, application in zip(lines, applied, strict=True)], by=task.by
    )
    for line, one, application, interview in zip(lines, added, applied, interviews, strict=True):
        line.outcome.outcome = CREATED
        line.outcome.made += [ref(one.candidate), ref(application), ref(interview)]
    _reconcile(lines, interviews, task)


def _past(line: Line, application: Application, task: Task) -> Past:
    row = line.row
    return Past(
        application=application,
        round_no=1,
        mode=Mode.ONSITE,
        start=_start(line, task),
        minutes=row.minutes,
        state=InterviewState.COMPLETED if row.came else InterviewState.NO_SHOW,
        answer=row.expected if row.expected in {"yes", "no"} else "",
        place=line.place,
        time_zone=_zone(line, task),
        facts={"sheet": row.facts},
    )


def _start(line: Line, task: Task) -> datetime:
    return line.row.start.replace(tzinfo=ZoneInfo(_zone(line, task)))


def _zone(line: Line, task: Task) -> str:
    return task.zone or line.place.time_zone


def _reconcile(lines: Sequence[Line], interviews: Sequence[Interview], task: Task) -> None:
    """Read back who came when, and compare it with the sheet."""
    found: set[tuple[int, str, datetime, str]] = set()
    for part in chunks([one.pk for one in interviews]):
        rows = Interview.objects.filter(pk__in=part)
        found |= set(rows.values_list("pk", "application__candidate__name", "start", "state"))
    wanted = {
        (
            interview.pk,
            line.row.candidate,
            _start(line, task),
            str(InterviewState.COMPLETED if line.row.came else InterviewState.NO_SHOW),
        )
        for line, interview in zip(lines, interviews, strict=True)
    }
    require_equal(_("interviews"), wanted, found)


def _key(row: AttendanceRow) -> str:
    return blind_index(row.key, purpose="import.attendance.key")


def _digest(row: AttendanceRow) -> str:
    return blind_index(row.meaning, purpose="import.attendance.digest")

"""One person of a batch: other times, rooms, interviewers or words than the rest, or not at all."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.company.models import Room
from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError, FieldProblem
from huiyin.core.fairness import require_fair
from huiyin.core.references import ref
from huiyin.interviews import batch_plans
from huiyin.interviews.actions import batch_guards as guards
from huiyin.interviews.actions.guards import clash_of
from huiyin.interviews.batch_plans import CHANGEABLE, LoadedBatch, candidate_of, name_of
from huiyin.interviews.models import BatchRow
from huiyin.interviews.plans import Where
from huiyin.interviews.rules import FURTHEST, people_problems, refusal, where_problems
from huiyin.interviews.spread import Spot
from huiyin.people.models import Employee
from huiyin.workforce.queries import Busy, clashes, nearest_free
from huiyin.workforce.slots import overlaps

Row = tuple[LoadedBatch, BatchRow]


@transaction.atomic
def edit_batch_row(
    row: BatchRow, *, spot: Spot, changes: Mapping[str, Any], by: Actor, seen: int | None = None
) -> BatchRow:
    """Put somebody at this start on this track, with what differs from the batch. It stays there when the
    rest is spread anew. Refused when somebody is busy then.
    """
    loaded, mine = _lock(row, seen)
    _check_track(loaded, spot)
    _check_changes(loaded, changes)
    mine.start, mine.track, mine.is_fixed = spot.start, spot.track, True
    mine.changes = _differing(loaded, mine, changes)
    mine.problem = {}
    _check_free(loaded, mine)
    return _keep(loaded, mine, by, "start", "track", "is_fixed", "changes", "problem")


@transaction.atomic
def place_batch_row(row: BatchRow, *, spot: Spot, by: Actor) -> BatchRow:
    """Use a free spot that was offered; refused when it was taken meanwhile."""
    loaded, mine = _lock(row, None)
    _check_track(loaded, spot)
    mine.start, mine.track, mine.is_fixed, mine.problem = spot.start, spot.track, True, {}
    _check_free(loaded, mine)
    return _keep(loaded, mine, by, "start", "track", "is_fixed", "problem")


@transaction.atomic
def leave_out(row: BatchRow, *, by: Actor) -> BatchRow:
    """Not in this batch; the person stays on the list and can be taken in again."""
    loaded, mine = _lock(row, None)
    mine.is_left_out = True
    return _keep(loaded, mine, by, "is_left_out")


@transaction.atomic
def take_in(row: BatchRow, *, by: Actor) -> BatchRow:
    """Back in, at the old time; whether it is still free is said on the page."""
    loaded, mine = _lock(row, None)
    mine.is_left_out, mine.problem = False, {}
    return _keep(loaded, mine, by, "is_left_out", "problem")


@transaction.atomic
def tell_by_hand(row: BatchRow, *, by: Actor) -> BatchRow:
    """Somebody without an address is invited by a colleague's call: the sending makes the to-do for it."""
    loaded, mine = _lock(row, None)
    mine.changes = {**mine.changes, "by_hand": True}
    return _keep(loaded, mine, by, "changes")


@transaction.atomic
def reset_batch_row(row: BatchRow, *, by: Actor) -> BatchRow:
    """As the batch has it; the time that was found stays, and spreading anew may change it."""
    loaded, mine = _lock(row, None)
    mine.changes = {key: value for key, value in mine.changes.items() if key not in CHANGEABLE}
    mine.is_fixed, mine.problem = False, {}
    return _keep(loaded, mine, by, "changes", "is_fixed", "problem")


def _lock(row: BatchRow, seen: int | None) -> Row:
    batch = guards.lock(row.batch)
    guards.check_editable(batch)
    guards.check_seen(batch, seen, row=row.pk)
    loaded = batch_plans.load(batch)
    mine = next((one for one in loaded.rows if one.pk == row.pk), None)
    if mine is None or mine.interview_id:
        raise DomainError(
            "already_invited",
            _("This person is invited already."),
            _("Move or cancel the interview itself."),
        )
    return loaded, mine


def _keep(loaded: LoadedBatch, row: BatchRow, by: Actor, *fields: str) -> BatchRow:
    row.save(update_fields=fields)
    guards.changed(loaded.batch, "batch.row_changed", by=by, row=row.pk, fields_changed=list(fields))
    return row


def _check_track(loaded: LoadedBatch, spot: Spot) -> None:
    if not 0 <= spot.track < len(loaded.sides):
        problem, mend = _("There is no such track any more."), _("Choose another room or interviewer.")
        raise DomainError("bad_track", problem, mend, [FieldProblem("track", problem, mend)])
    if spot.start <= clock.now():
        problem, mend = _("This time is already past."), _("Choose a later start.")
        raise DomainError("start_past", problem, mend, [FieldProblem("start", problem, mend)])
    if spot.start > clock.now() + FURTHEST:
        problem, mend = _("This is more than two years from now."), _("Look at the year again.")
        raise DomainError("start_far", problem, mend, [FieldProblem("start", problem, mend)])


def _check_changes(loaded: LoadedBatch, changes: Mapping[str, Any]) -> None:
    require_fair(changes.get("note", ""), field="note")
    batch = loaded.batch
    people = Employee.objects.filter(pk__in=changes.get("interviewers", []))
    room = Room.objects.select_related("place").filter(pk=changes.get("room") or 0).first()
    where = Where(batch.mode, place=batch.place, room=room, video_link=batch.video_link)
    wrong = refusal([*where_problems(where), *people_problems(people)])
    if wrong:
        raise wrong


def _differing(loaded: LoadedBatch, row: BatchRow, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Only what is not as the batch and its track have it."""
    side = loaded.side_of(row)
    usual = {
        "minutes": loaded.batch.minutes,
        "note": loaded.batch.note,
        "interviewers": sorted(one.pk for one in side.people),
        "room": side.room.pk if side.room else None,
    }
    kept = {key: value for key, value in row.changes.items() if key not in CHANGEABLE}
    asked = {key: sorted(value) if key == "interviewers" else value for key, value in wanted.items()}
    return kept | {key: value for key, value in asked.items() if value != usual[key]}


def _check_free(loaded: LoadedBatch, row: BatchRow) -> None:
    """Against what stands and against the others of the batch."""
    loaded.employees |= Employee.objects.in_bulk(row.changes.get("interviewers", []))
    loaded.rooms |= Room.objects.in_bulk([row.changes["room"]] if row.changes.get("room") else [])
    resources, span = loaded.resources_of(row), loaded.span_of(row)
    names = loaded.names | {ref(candidate_of(row)): name_of(row)}
    taken = clashes(resources, *span)
    taken += [
        Busy(one, *loaded.span_of(other), about="")
        for other in loaded.open_rows
        if other.pk != row.pk and other.start and overlaps(loaded.span_of(other), span)
        for one in {*resources} & {*loaded.resources_of(other)}
    ]
    if taken:
        zone = loaded.batch.time_zone
        raise clash_of(taken, names, nearest_free(resources, span, zone), zone)

"""Preparing to invite many: the people are kept, spread over days, and spread again as wishes change."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.candidates.models import Application
from huiyin.company import working_days
from huiyin.company.models import Place, Room
from huiyin.company.queries import active_rooms, zone_of
from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError, FieldProblem
from huiyin.core.fairness import require_fair
from huiyin.interviews import batch_plans, queries
from huiyin.interviews.actions import batch_guards as guards
from huiyin.interviews.batch_plans import LoadedBatch
from huiyin.interviews.batch_troubles import may_be_placed
from huiyin.interviews.models import Batch, BatchRow, BatchState, Mode
from huiyin.interviews.plans import Where
from huiyin.interviews.rules import FURTHEST, people_problems, refusal, where_problems
from huiyin.interviews.spread import spread
from huiyin.jobs.models import HiringTeam, Job, TeamRole
from huiyin.people.models import Employee

MOST = 1000
OPENS, CLOSES, LUNCH = time(9, 30), time(18), (time(12), time(13, 30))
GAP = 15
SIDE_BY_SIDE = 4
FURTHEST_DAYS = 120
SETTINGS = (
    "round_no",
    "mode",
    "place",
    "video_link",
    "note",
    "minutes",
    "gap_minutes",
    "days",
    "opens",
    "closes",
    "lunch_from",
    "lunch_to",
    "tracks",
    "time_zone",
    "invite_days_before",
    "candidate_told",
    "interviewers_told",
    "why_untold",
)


@transaction.atomic
def start_batch(job: Job, *, applications: Sequence[int], by: Actor) -> Batch:
    """Keep these people for one round, with the job's own place, rooms, interviewers and length, and spread
    them over the next working days. Who cannot be arranged stays on the list, with the reason.
    """
    ids = list(dict.fromkeys(applications))
    check_number(len(ids))
    found = Application.objects.filter(pk__in=ids, job=job).in_bulk()
    chosen = [found[pk] for pk in ids if pk in found]
    check_number(len(chosen))
    batch = Batch(job=job, created_by=by.key, created_at=clock.now(), changed_at=clock.now())
    for name, value in _defaults(job, [one.pk for one in chosen]).items():
        setattr(batch, name, value)
    batch.save()
    BatchRow.objects.bulk_create(
        [BatchRow(batch=batch, application=one, position=at) for at, one in enumerate(chosen, 1)],
        batch_size=500,
    )
    _spread_over_what_it_takes(batch)
    audit.record("batch.started", batch, by=by, job=job.pk, rows=len(chosen), round=batch.round_no)
    return batch


def check_number(count: int) -> None:
    if not count:
        raise DomainError(
            "nobody_chosen",
            _("Nobody is chosen."),
            _("Tick the people to invite, or choose all of the list."),
        )
    if count > MOST:
        raise DomainError(
            "too_many",
            _("%(n)s people are chosen, and at most %(most)s are arranged at once.")
            % {"n": count, "most": MOST},
            _("Narrow the list to a stage, or invite them in several parts."),
        )


@transaction.atomic
def save_settings(batch: Batch, settings: Mapping[str, Any], *, by: Actor, seen: int | None = None) -> Batch:
    """Keep the wishes and spread anew; rows that a person has placed stay where they are."""
    row = guards.lock(batch)
    guards.check_editable(row)
    guards.check_seen(row, seen)
    was = {name: getattr(row, name) for name in SETTINGS}
    for name in SETTINGS:
        if name in settings:
            setattr(row, name, settings[name])
    _check_settings(row)
    fields = [name for name in SETTINGS if was[name] != getattr(row, name)]
    guards.changed(row, "batch.settings_changed", by=by, fields=SETTINGS, changed=fields)
    respread_rows(batch_plans.load(row))
    return row


@transaction.atomic
def respread(batch: Batch, *, by: Actor, more_days: int = 0) -> Batch:
    """Spread anew, over some more working days if asked; rows that a person has placed stay."""
    row = guards.lock(batch)
    guards.check_editable(row)
    if more_days:
        last = max([clock.today(row.time_zone), *batch_plans.days_of(row)])
        more = working_days.working_days_after(last, min(more_days, FURTHEST_DAYS))
        row.days = [*row.days, *(one.isoformat() for one in more)]
        _check_days(row)
    guards.changed(row, "batch.spread", by=by, fields=["days"], days=len(row.days))
    respread_rows(batch_plans.load(row))
    return row


@transaction.atomic
def drop_batch(batch: Batch, *, by: Actor) -> Batch:
    """Nobody is invited by it any more; those who were stay invited."""
    row = guards.lock(batch)
    if row.state == BatchState.DROPPED:
        return row
    guards.check_editable(row)
    row.state = BatchState.DROPPED
    guards.changed(row, "batch.dropped", by=by, fields=["state"])
    return row


def respread_rows(loaded: LoadedBatch) -> None:
    """Give every open row that nobody has fixed the next free spot, in their order, in two queries."""
    now = clock.now()
    days = batch_plans.days_of(loaded.batch)
    able = may_be_placed(loaded)
    free = [row for row in able if not (row.is_fixed and row.start)]
    fixed = [row for row in able if row.is_fixed and row.start]
    spots = spread(
        [loaded.wish_of(row) for row in free],
        loaded.tracks,
        loaded.frame(now),
        busy=[(one.resource, one.start, one.end) for one in loaded.busy(able, days)],
        fixed=[(loaded.resources_of(row), loaded.span_of(row)) for row in fixed],
    )
    placed = {row.pk for row in fixed}
    for row in loaded.open_rows:
        if row.pk in placed:
            continue
        spot = spots.get(row.pk)
        row.start, row.track = (spot.start, spot.track) if spot else (None, None)
        row.is_fixed, row.problem = False, {}
    BatchRow.objects.bulk_update(loaded.open_rows, ["start", "track", "is_fixed", "problem"], batch_size=500)


def _spread_over_what_it_takes(batch: Batch) -> None:
    """As many of the next working days as these people need, and no more."""
    loaded = batch_plans.load(batch)
    days = working_days.working_days_after(clock.today(batch.time_zone), FURTHEST_DAYS)
    batch.days = [one.isoformat() for one in days]
    respread_rows(loaded)
    used = {batch_plans.local_date(row.start, batch.time_zone) for row in loaded.rows if row.start}
    last = max(used, default=days[0])
    batch.days = [one.isoformat() for one in days if one <= last]
    batch.save(update_fields=["days"])


def _defaults(job: Job, applications: Sequence[int]) -> dict[str, Any]:
    rounds = queries.rounds_of(job)
    number = min(_usual_round(applications), len(rounds))
    place = job.place
    return {
        "round_no": number,
        "mode": Mode.ONSITE if place else Mode.PHONE,
        "place": place,
        "time_zone": place.time_zone if place else zone_of(job.org_unit),
        "minutes": rounds[number - 1].minutes,
        "gap_minutes": GAP,
        "opens": OPENS,
        "closes": CLOSES,
        "lunch_from": LUNCH[0],
        "lunch_to": LUNCH[1],
        "tracks": _usual_tracks(job, place),
    }


def _usual_round(applications: Sequence[int]) -> int:
    """The round that most of them come to next."""
    counted = Counter(queries.next_rounds(applications).values())
    return max(counted, key=lambda number: (counted[number], -number))


def _usual_tracks(job: Job, place: Place | None) -> list[dict[str, Any]]:
    """Each interviewer of the job in a room of her own, as far as there are rooms; else whoever leads it."""
    team = HiringTeam.objects.filter(job=job, employee__is_active=True).order_by("pk")
    by_role: dict[str, list[int]] = {role: [] for role in TeamRole}
    for one in team:
        by_role[one.role].append(one.employee_id)
    people = by_role[TeamRole.INTERVIEWER] or by_role[TeamRole.HIRING_MANAGER]
    people = list(dict.fromkeys(people))[:SIDE_BY_SIDE]
    rooms = [room.pk for room in active_rooms(place)[:SIDE_BY_SIDE]] if place else []
    if not people:
        return [{"room": rooms[0] if rooms else None, "interviewers": []}]
    if rooms:
        return [{"room": room, "interviewers": [pk]} for room, pk in zip(rooms, people, strict=False)]
    return [{"room": None, "interviewers": [pk]} for pk in people]


def _check_days(batch: Batch) -> None:
    """A slip of the year would leave a batch that no page can show."""
    if max(batch_plans.days_of(batch), default=date.min) > clock.today(batch.time_zone) + FURTHEST:
        problem, mend = _("This is more than two years from now."), _("Look at the year again.")
        raise DomainError("start_far", problem, mend, [FieldProblem("last", problem, mend)])


def _check_settings(batch: Batch) -> None:
    """What no row could keep is said at once, not once per person."""
    require_fair(batch.note, field="note")
    _check_days(batch)
    people = {pk for one in batch.tracks for pk in one.get("interviewers", [])}
    rooms = Room.objects.select_related("place").in_bulk(
        [one["room"] for one in batch.tracks if one.get("room")]
    )
    where = Where(batch.mode, place=batch.place, video_link=batch.video_link)
    found = [
        *where_problems(where),
        *(one for room in rooms.values() for one in where_problems(replace(where, room=room))),
        *people_problems(Employee.objects.filter(pk__in=people)),
    ]
    wrong = refusal(found)
    if wrong:
        raise wrong

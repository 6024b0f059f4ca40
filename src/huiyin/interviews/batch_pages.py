"""What the pages of a batch show: who needs a look, who stands when, who gets which letter."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError
from huiyin.interviews import batch_plans, labels, queries
from huiyin.interviews.actions import schedule_interview
from huiyin.interviews.actions.send_batch import invite_at, tell_of
from huiyin.interviews.batch_plans import CHANGEABLE, LoadedBatch, candidate_of, local_date, name_of
from huiyin.interviews.batch_troubles import MOVABLE, Trouble, by_code, sendable, troubles_of
from huiyin.interviews.models import Batch, BatchRow, BatchState, Interview, Mode
from huiyin.interviews.plans import Tell
from huiyin.interviews.rehearsal import Preview, rehearse
from huiyin.messaging.contacts import ladder_of


@dataclass(frozen=True)
class TroubleLine:
    """One person who needs a look, with what may be done at once. `side` names the offered spot's track."""

    row: BatchRow
    name: str
    trouble: Trouble
    side: str

    @property
    def can_call(self) -> bool:
        return self.trouble.code == "no_address"


@dataclass(frozen=True)
class Seat:
    """Somebody at a start; `differs` says what is not as the batch has it."""

    row: BatchRow
    name: str
    differs: str


@dataclass(frozen=True)
class Day:
    on: date
    count: int
    starts: Sequence[tuple[datetime, Sequence[Seat], int]]
    """Each start with its people, and how many more it would hold."""


def batch_page(batch: Batch) -> dict[str, Any]:
    """In a handful of queries, whether it has three people or a thousand."""
    loaded = batch_plans.load(batch)
    troubles = troubles_of(loaded, clock.now()) if batch.state != BatchState.SENDING else {}
    lines = trouble_lines(loaded, troubles)
    ready = sendable(loaded, troubles)
    return {
        "batch": batch,
        "job": batch.job,
        "loaded": loaded,
        "zone": batch.time_zone,
        "lines": lines,
        "full": sum(line.trouble.code == "no_spot" for line in lines),
        "ready": ready,
        "days": days_of(loaded, ready),
        "left_out": [(row, name_of(row)) for row in loaded.rows if row.is_left_out],
        "invited": [(row.interview, name_of(row)) for row in loaded.rows if row.interview_id],
        "movable": sum(line.trouble.code in MOVABLE for line in lines),
        "sides": loaded.sides,
        "previews": [(row.pk, name_of(row), row.start) for row in ready],
        "is_editable": batch.state in {BatchState.DRAFT, BatchState.SENT},
        "headline": headline(loaded, ready, len(lines)),
    }


def headline(loaded: LoadedBatch, ready: Sequence[BatchRow], troubled: int) -> str:
    """`30 人，27 人已排好，3 人要你看一眼`."""
    invited = sum(row.interview_id is not None for row in loaded.rows)
    open_ = len(loaded.open_rows)
    parts = [_("%(n)s people are invited") % {"n": invited}] if invited else []
    if not invited:
        parts.append(_("%(n)s people") % {"n": open_})
    if ready or not invited:
        parts.append(_("%(n)s have a time") % {"n": len(ready)})
    if troubled:
        parts.append(_("%(n)s need a look") % {"n": troubled})
    return _(", ").join(parts)


def trouble_lines(loaded: LoadedBatch, troubles: Mapping[int, Trouble]) -> list[TroubleLine]:
    rows = {row.pk: row for row in loaded.rows}
    return [
        TroubleLine(
            rows[pk],
            name_of(rows[pk]),
            one,
            loaded.sides[one.spot.track].name if one.spot and len(loaded.sides) > 1 else "",
        )
        for pk, one in troubles.items()
    ]


def days_of(loaded: LoadedBatch, rows: Sequence[BatchRow]) -> list[Day]:
    found: dict[date, dict[datetime, list[BatchRow]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        assert row.start is not None
        found[local_date(row.start, loaded.batch.time_zone)][row.start].append(row)
    return [
        Day(
            on,
            sum(len(people) for people in starts.values()),
            [(at, _seats(loaded, starts[at]), _left(loaded, at, starts[at])) for at in sorted(starts)],
        )
        for on, starts in sorted(found.items())
    ]


def _seats(loaded: LoadedBatch, rows: Sequence[BatchRow]) -> list[Seat]:
    ordered = sorted(rows, key=lambda row: (loaded.side_of(row).number, row.position))
    return [Seat(row, name_of(row), differences(row)) for row in ordered]


def _left(loaded: LoadedBatch, at: datetime, rows: Sequence[BatchRow]) -> int:
    """Tracks of the grid that nobody uses then; at a start that a person chose nobody else is expected."""
    if all(row.is_fixed for row in rows):
        return 0
    used = {loaded.side_of(row).number for row in rows}
    return len(loaded.sides) - len(used) if at else 0


def differences(row: BatchRow) -> str:
    """What one row has otherwise, in words."""
    names = {
        "minutes": _("the length"),
        "interviewers": _("the interviewers"),
        "room": _("the room"),
        "note": _("the words"),
    }
    return _(", ").join(names[one] for one in CHANGEABLE if one in row.changes)


def check_page(batch: Batch) -> dict[str, Any]:
    """The one step before sending: who, when, where, by which way, and who not and why."""
    loaded = batch_plans.load(batch)
    troubles = troubles_of(loaded, clock.now())
    ready = sendable(loaded, troubles)
    return {
        "batch": batch,
        "job": batch.job,
        "zone": batch.time_zone,
        "ready": ready,
        "names": [name_of(row) for row in ready],
        "days": [(one.on, one.count) for one in days_of(loaded, ready)],
        "where": _where(loaded),
        "sides": loaded.sides,
        "ways": _ways(ready) if batch.candidate_told != "no" else [],
        "excluded": _excluded(loaded, troubles),
        "leaves": _leaves(batch, ready),
        "people": sorted({one.name for row in ready for one in loaded.people_of(row)}),
        "elsewhere": _elsewhere(batch, ready),
        "changed": sum(bool(differences(row)) for row in ready),
    }


def _elsewhere(batch: Batch, rows: Sequence[BatchRow]) -> list[str]:
    """Whose next round is another one: perhaps meant so, perhaps ticked by mistake."""
    following = queries.next_rounds([row.application_id for row in rows])
    return [name_of(row) for row in rows if following[row.application_id] != batch.round_no]


def _where(loaded: LoadedBatch) -> str:
    batch = loaded.batch
    if batch.mode == Mode.ONSITE and batch.place:
        rooms = [side.room.name for side in loaded.sides if side.room]
        return " ".join([batch.place.name, *dict.fromkeys(rooms)])
    return str(labels.MODES[Mode(batch.mode)])


def _ways(rows: Sequence[BatchRow]) -> list[tuple[str, int]]:
    words = {
        "email": _("by e-mail"),
        "sms": _("by text message"),
        "webhook": _("by your own gateway"),
        "by_hand": _("told by a colleague: a card with the words and the link"),
    }
    counted = Counter(ladder_of(candidate_of(row).contact)[0] for row in rows)
    return [(words.get(rung, rung), count) for rung, count in counted.most_common()]


def _excluded(loaded: LoadedBatch, troubles: Mapping[int, Trouble]) -> list[tuple[str, Sequence[str]]]:
    why: list[tuple[str, Sequence[str]]] = [
        (problem, [name_of(row) for row in rows]) for problem, rows in by_code(loaded.rows, troubles).items()
    ]
    left = [name_of(row) for row in loaded.rows if row.is_left_out]
    return [*why, (_("Left out by you."), left)] if left else why


def _leaves(batch: Batch, rows: Sequence[BatchRow]) -> list[tuple[datetime | None, int]]:
    """When the invitations leave: None at once, with how many."""
    now = clock.now()
    planned = [invite_at(batch, row.start) for row in rows if row.start]
    counted = Counter(at if at and at > now else None for at in planned)
    return sorted(counted.items(), key=lambda one: one[0] or now)


@dataclass(frozen=True)
class Rehearsed:
    """What one person would get: the interview as it would stand and the letter word for word."""

    name: str
    interview: Interview | None
    letter: Preview | None
    problem: str = ""


def rehearse_row(row: BatchRow, *, by: Actor) -> Rehearsed:
    """The sending of this one row, done and taken back."""
    loaded = batch_plans.load(row.batch, only=[row.pk])
    mine, name = loaded.rows[0], name_of(row)
    if mine.interview_id or mine.start is None:
        return Rehearsed(name, None, None)
    told = tell_of(row.batch, mine.start)
    tell = Tell(told.candidate, told.interviewers, told.why)
    try:
        interview, letters = rehearse(
            lambda: schedule_interview(mine.application, plan=loaded.plan_of(mine), tell=tell, by=by)
        )
    except DomainError as refused:
        return Rehearsed(name, None, None, str(refused))
    letter = next((one for one in letters if one.text and one.to == name), None)
    return Rehearsed(name, interview, letter)

"""A batch read whole: what it means for each of its people. A few queries, however many they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from huiyin.candidates.models import Candidate
from huiyin.company.models import Room
from huiyin.core.references import ref
from huiyin.interviews.models import Batch, BatchRow, Mode
from huiyin.interviews.plans import Plan
from huiyin.interviews.spread import Frame, Spot, Track, Wish
from huiyin.messaging.models import Address
from huiyin.people.models import Employee
from huiyin.workforce.queries import Busy, busy_times
from huiyin.workforce.slots import Span, hours_of

CHANGEABLE = ("minutes", "interviewers", "room", "note")
"""What one row may have otherwise than its batch."""


@dataclass(frozen=True)
class Side:
    """One of the tracks that run side by side, with its rows."""

    number: int
    room: Room | None
    people: Sequence[Employee]

    @property
    def track(self) -> Track:
        return Track(ref(self.room) if self.room else "", frozenset(ref(one) for one in self.people))

    @property
    def name(self) -> str:
        words = [self.room.name] if self.room else []
        return " ".join([*words, *(one.name for one in self.people)]) or _("Track %(n)s") % {
            "n": self.number + 1
        }


@dataclass
class LoadedBatch:
    batch: Batch
    rows: list[BatchRow]
    employees: dict[int, Employee]
    rooms: dict[int, Room]

    @cached_property
    def sides(self) -> list[Side]:
        return [
            Side(
                number,
                self.rooms.get(one.get("room") or 0),
                [self.employees[pk] for pk in one.get("interviewers", []) if pk in self.employees],
            )
            for number, one in enumerate(self.batch.tracks or [{}])
        ]

    @property
    def tracks(self) -> list[Track]:
        return [one.track for one in self.sides]

    @property
    def names(self) -> dict[str, str]:
        """What interviewers and rooms are called, by reference."""
        people = {ref(one): one.name for one in self.employees.values()}
        return people | {ref(one): one.name for one in self.rooms.values()}

    @property
    def open_rows(self) -> list[BatchRow]:
        """Those who may still be invited by it."""
        return [row for row in self.rows if not row.is_left_out and row.interview_id is None]

    def side_of(self, row: BatchRow) -> Side:
        number = row.track or 0
        return self.sides[number if number < len(self.sides) else 0]

    def minutes_of(self, row: BatchRow) -> int:
        return int(row.changes.get("minutes") or self.batch.minutes)

    def note_of(self, row: BatchRow) -> str:
        return str(row.changes.get("note", self.batch.note))

    def people_of(self, row: BatchRow) -> list[Employee]:
        if "interviewers" not in row.changes:
            return list(self.side_of(row).people)
        return [self.employees[pk] for pk in row.changes["interviewers"] if pk in self.employees]

    def room_of(self, row: BatchRow) -> Room | None:
        if "room" not in row.changes:
            return self.side_of(row).room
        return self.rooms.get(row.changes["room"] or 0)

    def span_of(self, row: BatchRow) -> Span:
        assert row.start is not None
        return row.start, row.start + timedelta(minutes=self.minutes_of(row))

    def wish_of(self, row: BatchRow) -> Wish:
        changes = row.changes
        room = self.room_of(row)
        return Wish(
            row.pk,
            ref(candidate_of(row)),
            timedelta(minutes=int(changes["minutes"])) if changes.get("minutes") else None,
            frozenset(ref(one) for one in self.people_of(row)) if "interviewers" in changes else None,
            (ref(room) if room else "") if "room" in changes else None,
        )

    def spot_of(self, row: BatchRow) -> Spot:
        assert row.start is not None
        return Spot(row.start, self.side_of(row).number)

    def resources_of(self, row: BatchRow) -> list[str]:
        track = self.side_of(row).track
        return [ref(candidate_of(row)), *sorted(self.wish_of(row).resources(track))]

    def plan_of(self, row: BatchRow) -> Plan:
        """The interview as the sending arranges it."""
        batch = self.batch
        assert row.start is not None
        return Plan(
            round_no=batch.round_no,
            mode=batch.mode,
            start=row.start,
            minutes=self.minutes_of(row),
            interviewers=self.people_of(row),
            place=batch.place if batch.mode == Mode.ONSITE else None,
            room=self.room_of(row),
            video_link=batch.video_link if batch.mode == Mode.VIDEO else "",
            note=self.note_of(row),
            time_zone=batch.time_zone,
        )

    def frame(self, now: datetime, days: Sequence[date] | None = None) -> Frame:
        batch = self.batch
        lunch = (batch.lunch_from, batch.lunch_to) if batch.lunch_from and batch.lunch_to else None
        return Frame(
            days=days_of(batch) if days is None else days,
            zone=batch.time_zone,
            opens=batch.opens,
            closes=batch.closes,
            length=timedelta(minutes=batch.minutes),
            gap=timedelta(minutes=batch.gap_minutes),
            not_before=now,
            lunch=lunch,
        )

    def busy(self, rows: Sequence[BatchRow], days: Sequence[date]) -> list[Busy]:
        """What takes people, rooms and interviewers on these days or at the times that stand; one query."""
        names = {ref(candidate_of(row)) for row in rows}
        for row in rows:
            if row.changes:
                names |= {*self.resources_of(row)}
        for track in self.tracks:
            names |= track.people | ({track.room} if track.room else set())
        spans = hours_of(days, self.batch.time_zone, self.batch.opens, self.batch.closes)
        spans += [self.span_of(row) for row in rows if row.start]
        if not spans:
            return []
        return busy_times(sorted(names), min(one[0] for one in spans), max(one[1] for one in spans))


def load(batch: Batch, only: Sequence[int] | None = None) -> LoadedBatch:
    """The batch with all its rows, or with only some of them."""
    # Whether somebody can be reached is asked, not where, so nothing is decrypted.
    addresses = Prefetch("application__candidate__contact__addresses", Address.objects.defer("value"))
    rows = batch.rows.select_related("application__candidate__contact", "interview")
    rows = rows.prefetch_related(addresses).order_by("position")
    found = list(rows if only is None else rows.filter(pk__in=only))
    for row in found:
        row.application.job = batch.job
    tracks = [*batch.tracks, *(row.changes for row in found)]
    people = {pk for one in tracks for pk in one.get("interviewers", [])}
    rooms = {one["room"] for one in tracks if one.get("room")}
    return LoadedBatch(
        batch,
        found,
        Employee.objects.in_bulk(people),
        Room.objects.select_related("place").in_bulk(rooms),
    )


def candidate_of(row: BatchRow) -> Candidate:
    return row.application.candidate


def name_of(row: BatchRow) -> str:
    return candidate_of(row).name


def days_of(batch: Batch) -> list[date]:
    return [date.fromisoformat(one) for one in batch.days]


def local_date(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()

"""Spreading people over days, rooms and interviewers. Pure: wishes, tracks and busy times in, spots out.

A track is what runs side by side: a room, its interviewers, or both. People are served in the given order,
each at the earliest free start. Spans are UTC and half-open; hours are read on the wall of the frame's zone,
so a change to summer time moves nobody.
"""

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from huiyin.workforce.slots import Span, hours_of, merged

Taking = tuple[str, datetime, datetime]
"""A resource such as `room:3` that is taken from one moment to another."""


@dataclass(frozen=True)
class Track:
    room: str = ""
    people: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Frame:
    """The hours that may be used. Starts stand `length` and `gap` apart, from the opening and after lunch."""

    days: Sequence[date]
    zone: str
    opens: time
    closes: time
    length: timedelta
    gap: timedelta
    not_before: datetime
    lunch: tuple[time, time] | None = None

    def windows(self) -> list[Span]:
        """The opening hours without lunch, in order of time."""
        days = sorted(set(self.days))
        if self.lunch is None:
            return [one for one in hours_of(days, self.zone, self.opens, self.closes) if one[0] < one[1]]
        morning = hours_of(days, self.zone, self.opens, min(max(self.lunch[0], self.opens), self.closes))
        afternoon = hours_of(days, self.zone, max(min(self.lunch[1], self.closes), self.opens), self.closes)
        return sorted(one for one in [*morning, *afternoon] if one[0] < one[1])

    def slots(self, length: timedelta | None = None) -> Iterator[Span]:
        """Every start of the grid with its end, in order of time, none of them past."""
        length = length or self.length
        for opens, closes in self.windows():
            at = opens
            while at + length <= closes:
                if at > self.not_before:
                    yield at, at + length
                at += self.length + self.gap


@dataclass(frozen=True)
class Wish:
    """One person to be placed. `people` and `room` stand instead of the track's; None means the track's."""

    key: int
    candidate: str
    length: timedelta | None = None
    people: frozenset[str] | None = None
    room: str | None = None

    @property
    def is_plain(self) -> bool:
        return self.length is None and self.people is None and self.room is None

    def resources(self, track: Track) -> frozenset[str]:
        """What the track gives, apart from the candidate."""
        room = track.room if self.room is None else self.room
        people = track.people if self.people is None else self.people
        return people | {room} if room else people


@dataclass(frozen=True)
class Spot:
    start: datetime
    track: int


@dataclass
class Spreader:
    """Places one wish after the other. `busy` is what others take; what we placed keeps the gap on top."""

    tracks: Sequence[Track]
    frame: Frame
    busy: Iterable[Taking] = ()
    _theirs: dict[str, list[Span]] = field(init=False)
    _ours: dict[str, list[Span]] = field(init=False)
    _open: list[tuple[datetime, datetime, int]] = field(init=False)

    def __post_init__(self) -> None:
        self._theirs = _by_resource(self.busy)
        self._ours = defaultdict(list)
        self._open = list(self._grid(None))

    def take(self, resources: Iterable[str], span: Span) -> None:
        """Keep this time for a spot that stands already, whether it was free or not."""
        for one in resources:
            insort(self._ours[one], span)
            self._ours[one] = merged(self._ours[one])

    def is_free(self, wish: Wish, spot: Spot) -> bool:
        """Whether a person, the room and the interviewers have this time, hours and lunch apart."""
        end = spot.start + (wish.length or self.frame.length)
        return self._suits(wish, self.tracks[spot.track], (spot.start, end))

    def is_taken(self, resource: str, span: Span) -> bool:
        """Whether somebody, or we, took it at this time."""
        return any(_meets(taken.get(resource, ()), span) for taken in (self._theirs, self._ours))

    def place(self, wish: Wish) -> Spot | None:
        """The earliest free spot, taken; None when the frame has none."""
        if not wish.is_plain:
            return self._take_first(wish, self._grid(wish.length))
        spot, dead = None, []
        for at, (start, end, number) in enumerate(self._open):
            if not self._has(wish.resources(self.tracks[number]), (start, end)):
                # Nothing here ever becomes free again, so nobody need try it once more.
                dead.append(at)
            elif self._may_come(wish, (start, end)):
                dead.append(at)
                spot = self._taken(wish, start, end, number)
                break
        for at in reversed(dead):
            del self._open[at]
        return spot

    def place_near(self, wish: Wish, wanted: datetime) -> Spot | None:
        """The free spot nearest to a wanted start, taken."""
        grid = sorted(self._grid(wish.length), key=lambda one: (abs(one[0] - wanted), one[0], one[2]))
        return self._take_first(wish, grid)

    def _grid(self, length: timedelta | None) -> Iterator[tuple[datetime, datetime, int]]:
        for start, end in self.frame.slots(length):
            for number in range(len(self.tracks)):
                yield start, end, number

    def _take_first(self, wish: Wish, grid: Iterable[tuple[datetime, datetime, int]]) -> Spot | None:
        for start, end, number in grid:
            if self._suits(wish, self.tracks[number], (start, end)):
                return self._taken(wish, start, end, number)
        return None

    def _taken(self, wish: Wish, start: datetime, end: datetime, number: int) -> Spot:
        for one in (wish.candidate, *wish.resources(self.tracks[number])):
            insort(self._ours[one], (start, end))
        return Spot(start, number)

    def _suits(self, wish: Wish, track: Track, span: Span) -> bool:
        return self._has(wish.resources(track), span) and self._may_come(wish, span)

    def _has(self, resources: Iterable[str], span: Span) -> bool:
        """Whether rooms and interviewers are free, and the gap to what we placed is kept."""
        apart = (span[0] - self.frame.gap, span[1] + self.frame.gap)
        return not any(
            _meets(self._theirs.get(one, ()), span) or _meets(self._ours.get(one, ()), apart)
            for one in resources
        )

    def _may_come(self, wish: Wish, span: Span) -> bool:
        return not self.is_taken(wish.candidate, span)


def spread(
    wishes: Iterable[Wish],
    tracks: Sequence[Track],
    frame: Frame,
    *,
    busy: Iterable[Taking] = (),
    fixed: Iterable[tuple[Iterable[str], Span]] = (),
) -> dict[int, Spot]:
    """A spot for each wish that finds one, by its key. What is `fixed` stays where it is."""
    spreader = Spreader(tracks, frame, busy)
    for resources, span in fixed:
        spreader.take(resources, span)
    placed = ((wish.key, spreader.place(wish)) for wish in wishes)
    return {key: spot for key, spot in placed if spot is not None}


def _by_resource(busy: Iterable[Taking]) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = defaultdict(list)
    for resource, start, end in busy:
        found[resource].append((start, end))
    for resource, spans in found.items():
        found[resource] = merged(spans)
    return found


def _meets(spans: Sequence[Span], wanted: Span) -> bool:
    """Whether one of some ordered spans, none of which overlap, meets the wanted one."""
    following = bisect_right(spans, wanted[0], key=lambda span: span[1])
    return following < len(spans) and spans[following][0] < wanted[1]

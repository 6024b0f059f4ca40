"""Spreading people: whatever is wished and whatever is taken, nobody and nothing is in two places at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from huiyin.interviews.spread import Frame, Spot, Spreader, Taking, Track, Wish, spread

NOW = datetime(2026, 11, 24, 2, 20, tzinfo=UTC)
ROOMS = ["", "room:1", "room:2"]
PEOPLE = [f"employee:{n}" for n in range(1, 5)]
ZONES = ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]
# Days around which some of these zones change their clocks.
DAYS = [date(2026, 11, 25), date(2026, 11, 26), date(2027, 3, 14), date(2027, 3, 28), date(2027, 4, 4)]

tracks = st.lists(
    st.builds(Track, st.sampled_from(ROOMS), st.frozensets(st.sampled_from(PEOPLE), max_size=2)),
    min_size=1,
    max_size=4,
)
frames = st.builds(
    Frame,
    days=st.lists(st.sampled_from(DAYS), min_size=1, max_size=4),
    zone=st.sampled_from(ZONES),
    opens=st.sampled_from([time(0), time(1, 30), time(9), time(9, 30)]),
    closes=st.sampled_from([time(4), time(12), time(18)]),
    length=st.sampled_from([timedelta(minutes=n) for n in (30, 45, 60, 120)]),
    gap=st.sampled_from([timedelta(minutes=n) for n in (0, 15, 20)]),
    not_before=st.just(NOW),
    lunch=st.sampled_from([None, (time(12), time(13, 30)), (time(2), time(3))]),
)
wishes = st.lists(
    st.builds(
        lambda candidate, length, people, room: (f"candidate:{candidate}", length, people, room),
        st.integers(1, 8),
        st.sampled_from([None, None, timedelta(minutes=90)]),
        st.sampled_from([None, None, frozenset({PEOPLE[0]}), frozenset[str]()]),
        st.sampled_from([None, None, "room:2", ""]),
    ),
    max_size=14,
).map(lambda found: [Wish(key, *one) for key, one in enumerate(found)])
moments = st.integers(0, 60).map(
    lambda n: datetime(2026, 11, 25, 0, 0, tzinfo=UTC) + timedelta(minutes=20 * n)
)
busy_times = st.lists(
    st.builds(
        lambda resource, start, minutes: (resource, start, start + timedelta(minutes=minutes)),
        st.sampled_from([*ROOMS[1:], *PEOPLE, "candidate:1", "candidate:2"]),
        moments,
        st.integers(5, 200),
    ),
    max_size=10,
)


@settings(max_examples=150, deadline=None)
@given(wishes, tracks, frames, busy_times)
def test_nobody_and_nothing_is_in_two_places_at_once(
    wishes: list[Wish], tracks: list[Track], frame: Frame, busy: list[Taking]
) -> None:
    spots = spread(wishes, tracks, frame, busy=busy)

    taken: dict[str, list[tuple[datetime, datetime]]] = defaultdict(list)
    for resource, start, end in busy:
        taken[resource].append((start, end))
    ours: dict[str, list[tuple[datetime, datetime]]] = defaultdict(list)
    for wish in wishes:
        if wish.key not in spots:
            continue
        spot = spots[wish.key]
        span = (spot.start, spot.start + (wish.length or frame.length))
        resources = wish.resources(tracks[spot.track])
        for one in (wish.candidate, *resources):
            assert not any(meets(span, other) for other in taken[one])
            gap = timedelta(0) if one == wish.candidate else frame.gap
            assert not any(meets((span[0] - gap, span[1] + gap), other) for other in ours[one])
            ours[one].append(span)


@settings(max_examples=150, deadline=None)
@given(wishes, tracks, frames)
def test_every_spot_lies_in_the_hours_of_a_chosen_day_and_outside_lunch(
    wishes: list[Wish], tracks: list[Track], frame: Frame
) -> None:
    for key, spot in spread(wishes, tracks, frame).items():
        length = wishes[key].length or frame.length
        wall = ZoneInfo(frame.zone)
        start, span = spot.start.astimezone(wall), (spot.start, spot.start + length)
        assert start.date() in frame.days
        assert spot.start > frame.not_before
        assert moment(start.date(), frame.opens, frame) <= spot.start
        assert span[1] <= moment(start.date(), frame.closes, frame)
        if frame.lunch:
            lunch = tuple(moment(start.date(), one, frame) for one in frame.lunch)
            assert not (lunch[0] < lunch[1] and meets(span, lunch))


@settings(max_examples=60, deadline=None)
@given(wishes, tracks, frames, busy_times)
def test_the_same_wishes_are_always_spread_the_same_way(
    wishes: list[Wish], tracks: list[Track], frame: Frame, busy: list[Taking]
) -> None:
    first = spread(wishes, tracks, frame, busy=busy)

    assert spread(wishes, tracks, frame, busy=list(reversed(busy))) == first


@settings(max_examples=60, deadline=None)
@given(tracks, frames, st.integers(1, 10))
def test_plain_wishes_are_served_in_their_order(tracks: list[Track], frame: Frame, count: int) -> None:
    spots = spread(people(count), tracks, frame)

    order = [(spots[key].start, spots[key].track) for key in range(count) if key in spots]
    assert order == sorted(order)
    # Whoever found none came after all who did.
    assert sorted(spots) == list(range(len(spots)))


@settings(max_examples=60, deadline=None)
@given(tracks, frames, st.integers(1, 6), moments)
def test_what_is_fixed_stays_and_the_others_go_round_it(
    tracks: list[Track], frame: Frame, count: int, at: datetime
) -> None:
    span = (at, at + frame.length)
    resources = [*tracks[0].people, *([tracks[0].room] if tracks[0].room else []), "candidate:99"]

    spots = spread(people(count), tracks, frame, fixed=[(resources, span)])

    for spot in spots.values():
        theirs = Wish(0, "").resources(tracks[spot.track]) & {*resources}
        reach = (spot.start - frame.gap, spot.start + frame.length + frame.gap)
        assert not (theirs and meets(reach, span))


def test_a_day_is_filled_from_the_morning_round_lunch_to_the_evening() -> None:
    spots = spread(people(8), [Track("room:1")], a_frame())

    assert [walls(spots[key]) for key in sorted(spots)] == [
        "25 09:30",
        "25 10:45",
        "25 13:30",
        "25 14:45",
        "25 16:00",
        "26 09:30",
        "26 10:45",
        "26 13:30",
    ]


def test_the_hour_that_summer_time_skips_holds_nobody() -> None:
    night = Frame([date(2027, 3, 28)], "Europe/Berlin", time(0), time(5), HOUR, timedelta(0), NOW)

    spots = spread(people(9), [Track("room:1")], night)

    starts = [spots[key].start.astimezone(ZoneInfo("Europe/Berlin")).hour for key in sorted(spots)]
    assert starts == [0, 1, 3, 4]


def test_the_nearest_free_spot_is_found_before_and_after() -> None:
    spreader = Spreader([Track("room:1")], a_frame())
    wanted = datetime(2026, 11, 25, 5, 30, tzinfo=UTC)

    first, second, third = (spreader.place_near(Wish(n, f"candidate:{n}"), wanted) for n in range(3))

    assert [walls(one) for one in (first, second, third) if one] == ["25 13:30", "25 14:45", "25 16:00"]


HOUR = timedelta(hours=1)


def a_frame() -> Frame:
    days = [date(2026, 11, 25), date(2026, 11, 26)]
    lunch = (time(12), time(13, 30))
    return Frame(days, "Asia/Shanghai", time(9, 30), time(18), HOUR, timedelta(minutes=15), NOW, lunch)


def people(count: int) -> list[Wish]:
    return [Wish(key, f"candidate:{key}") for key in range(count)]


def walls(spot: Spot) -> str:
    return f"{spot.start.astimezone(ZoneInfo('Asia/Shanghai')):%d %H:%M}"


def moment(on: date, at: time, frame: Frame) -> datetime:
    return datetime.combine(on, at, ZoneInfo(frame.zone)).astimezone(UTC)


def meets(one: Sequence[datetime], other: Iterable[datetime]) -> bool:
    start, end = other
    return one[0] < end and start < one[1]

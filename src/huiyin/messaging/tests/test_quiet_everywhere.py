"""Quiet hours in every zone, around changes of the clock: nothing falls into the night, nothing is lost."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from huiyin.core.models import AuditEntry
from huiyin.messaging.carrier import drain
from huiyin.messaging.models import Letter
from huiyin.messaging.quiet import QuietHours
from huiyin.messaging.states import LetterState as S
from huiyin.messaging.tests.factories import make_contact, make_letter

ZONES = [
    "Asia/Shanghai",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "America/New_York",
    "America/St_Johns",
    "Europe/London",
    "Europe/Madrid",
    "Africa/Casablanca",
    "UTC",
]
times = st.times(min_value=time(0), max_value=time(23, 59)).map(
    lambda at: at.replace(second=0, microsecond=0)
)
minutes = st.integers(0, 2 * 365 * 24 * 60)
moments = minutes.map(lambda past: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=past))
rule = given(zone=st.sampled_from(ZONES), start=times, end=times, at=moments)


@rule
@settings(max_examples=400, deadline=None)
def test_a_held_letter_leaves_awake_and_within_a_day(zone: str, start: time, end: time, at: datetime) -> None:
    quiet = QuietHours(zone, start, end)
    if not quiet.is_quiet(at):
        return

    leaves = quiet.until(at)

    assert at < leaves <= at + timedelta(hours=26)
    wall = leaves.astimezone(ZoneInfo(zone)).time()
    # A spring forward may swallow the minute at which the night ends; then it is a little later.
    assert wall == end or not quiet.is_quiet(leaves)


@rule
@settings(max_examples=400, deadline=None)
def test_a_reminder_of_the_night_leaves_before_it_begins(
    zone: str, start: time, end: time, at: datetime
) -> None:
    quiet = QuietHours(zone, start, end)
    if not quiet.is_quiet(at):
        return

    evening = quiet.evening_before(at)

    assert at - timedelta(hours=27) <= evening < at


@rule
@settings(max_examples=200, deadline=None)
def test_a_day_begins_at_midnight_and_the_next_allowance_is_later(
    zone: str, start: time, end: time, at: datetime
) -> None:
    quiet = QuietHours(zone, start, end)

    began = quiet.day_began(at)

    assert began <= at < began + timedelta(hours=26)
    assert quiet.next_morning(at) > at


NIGHTS = [  # zone, a moment of its night, a moment of its day, all on the same date
    ("Asia/Shanghai", "2026-11-25T14:30+00:00", "2026-11-25T04:00+00:00"),
    ("America/New_York", "2026-11-25T07:00+00:00", "2026-11-25T17:00+00:00"),
    ("Asia/Kathmandu", "2026-11-25T16:00+00:00", "2026-11-25T06:00+00:00"),
    ("Pacific/Kiritimati", "2026-11-25T09:00+00:00", "2026-11-25T20:00+00:00"),
    ("Europe/London", "2026-11-25T22:00+00:00", "2026-11-25T12:00+00:00"),
]


@pytest.mark.both
@pytest.mark.django_db
@pytest.mark.parametrize(("zone", "night", "day"), NIGHTS)
def test_in_every_zone_the_night_is_kept_and_only_the_urgent_pass_with_a_record(
    zone: str, night: str, day: str
) -> None:
    house = {"quiet_start": time(21), "quiet_end": time(8), "time_zone": zone}
    with time_machine.travel(datetime.fromisoformat(night), tick=False):
        held, urgent = (make_letter(make_contact(**house), urgent=is_urgent) for is_urgent in (False, True))
        drain()
    with time_machine.travel(datetime.fromisoformat(day), tick=False):
        awake = make_letter(make_contact(**house))
        drain()

    states = dict(Letter.objects.values_list("pk", "state"))
    assert (states[urgent.pk], states[awake.pk]) == (S.SENT, S.SENT)
    # A held one whose morning came meanwhile has left by day, and never by night.
    held.refresh_from_db()
    leaves = held.sent_at or held.next_try_at
    assert time(8) <= leaves.astimezone(ZoneInfo(zone)).time() < time(21)
    assert AuditEntry.objects.get(verb="letter.passed_quiet").about == f"letter:{urgent.pk}"

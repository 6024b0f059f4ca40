"""Everything that a silent candidate gets with the shipped rules, carried for real from the first day on."""

from datetime import datetime, timedelta

import pytest
import time_machine

from huiyin.interviews.actions.chase import chase_silent
from huiyin.interviews.dry_run import past_spans, would_have
from huiyin.interviews.models import Interview, NotifyRule, RuleRun
from huiyin.interviews.tests.factories import NOW, House, make_applied, make_interview
from huiyin.messaging.carrier import Carrier
from huiyin.messaging.channels.memory import Mail
from huiyin.messaging.contacts import set_address
from huiyin.messaging.models import Letter
from huiyin.todos.models import Todo

pytestmark = [pytest.mark.django_db, pytest.mark.both]

EVERY = timedelta(minutes=20)
# NOW is Tuesday 10:20 in Shanghai; what is written then waits a moment. Interviews begin at 14:00.
AT_TWO = timedelta(hours=3, minutes=40)


def hear(house: House, days: int) -> tuple[Interview, list[tuple[str, str]]]:
    """Arrange it for so many days later and let the clock run: what she heard, and when in Shanghai."""
    application = make_applied(house)
    start = NOW + timedelta(days=days) + AT_TWO
    interview = make_interview(house, application, start=start)
    at = NOW
    while at <= start:
        with time_machine.travel(at, tick=False):
            chase_silent()
            Carrier(connections=0).drain()
        at += EVERY
    letters = Letter.objects.filter(
        about=f"interview:{interview.pk}", contact=application.candidate.contact, sent_at__isnull=False
    )
    heard = letters.order_by("sent_at", "pk").values_list("kind", "sent_at")
    return interview, [(kind.removeprefix("interview."), wall(at)) for kind, at in heard if at]


def wall(at: datetime) -> str:
    return (at + timedelta(hours=8)).strftime("%a %H:%M")


@pytest.mark.parametrize(
    ("days", "heard"),
    [
        # The reminder of three days before is the second time that she is asked.
        (
            5,
            [
                ("scheduled", "Tue 10:40"),
                ("chase", "Wed 10:40"),
                ("reminder_three_days", "Thu 14:00"),
                ("reminder_day_before", "Sat 14:00"),
                ("reminder_same_day", "Sun 12:00"),
            ],
        ),
        # It falls on the day of the first chase and replaces it.
        (
            4,
            [
                ("scheduled", "Tue 10:40"),
                ("reminder_three_days", "Wed 14:00"),
                ("chase", "Thu 14:00"),
                ("reminder_day_before", "Fri 14:00"),
                ("reminder_same_day", "Sat 12:00"),
            ],
        ),
        # The reminder of the day before replaces the second chase.
        (
            3,
            [
                ("scheduled", "Tue 10:40"),
                ("chase", "Wed 10:40"),
                ("reminder_day_before", "Thu 14:00"),
                ("reminder_same_day", "Fri 12:00"),
            ],
        ),
        (
            2,
            [
                ("scheduled", "Tue 10:40"),
                ("reminder_day_before", "Wed 14:00"),
                ("reminder_same_day", "Thu 12:00"),
            ],
        ),
    ],
)
def test_a_silent_candidate_hears_exactly_this(
    house: House, mailbox: list[Mail], days: int, heard: list[tuple[str, str]]
) -> None:
    assert hear(house, days)[1] == heard


def test_one_call_is_asked_for_and_the_dry_run_tells_what_really_happened(
    house: House, mailbox: list[Mail]
) -> None:
    set_address(house.owner.contact, "email", "owner@example.com")
    interview, _heard = hear(house, 5)

    end = interview.start + timedelta(hours=1)
    spans, _is_cut = past_spans(end)
    told = {
        rule.key: [wall(one.at) for one in would_have(rule, spans, end)] for rule in NotifyRule.objects.all()
    }
    happened = {rule.key: list[str]() for rule in NotifyRule.objects.all()}
    for run in RuleRun.objects.select_related("rule").order_by("pk"):
        happened[run.rule.key].append(wall(run.at))
    for rule in NotifyRule.objects.filter(moment="before_start", act="letter"):
        for at in Letter.objects.filter(kind=rule.kind).values_list("sent_at", flat=True):
            happened[rule.key].append(wall(at or end))

    assert happened == told
    assert {key: at for key, at in told.items() if at} == {
        "three_days_before": ["Thu 14:00"],
        "day_before": ["Sat 14:00"],
        "two_hours_before": ["Sun 12:00"],
        "recruiter_day_before": ["Sat 14:00"],
        "unread_call": ["Thu 10:40"],
        "unanswered_chase": ["Wed 10:40"],
    }
    assert list(Todo.objects.filter(kind="interview.call").values_list("about")) == [
        (f"interview:{interview.pk}",)
    ]

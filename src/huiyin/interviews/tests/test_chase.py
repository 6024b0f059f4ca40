"""The sweep that chases the silent: what acts when, what stops it, and that it never acts twice."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from huiyin.core.models import AuditEntry
from huiyin.interviews.actions import answer_interview, cancel_interview, change_interviewers
from huiyin.interviews.actions import reschedule_interview as reschedule
from huiyin.interviews.actions.chase import chase_silent
from huiyin.interviews.models import Interview, NotifyRule, RuleManner, RuleRun
from huiyin.interviews.plans import Move, Tell
from huiyin.interviews.tests.factories import (
    NOW,
    START,
    SYSTEM,
    TOLD,
    House,
    a_reason,
    make_applied,
    make_interview,
)
from huiyin.messaging.models import Contact, Letter
from huiyin.todos.models import Todo

pytestmark = pytest.mark.django_db

FAR = START + timedelta(days=6)
DAY = timedelta(hours=24)


def only(*keys: str) -> None:
    """Switch every other rule off."""
    NotifyRule.objects.exclude(key__in=keys).update(manner=RuleManner.OFF)


def invited(house: House, *, ladder: list[str] | None = None, **changes: Any) -> Interview:
    """An interview whose invitation left at once and arrived."""
    application = make_applied(house)
    if ladder:
        Contact.objects.filter(pk=application.candidate.contact_id).update(ladder=ladder)
    interview = make_interview(house, application, **{"start": FAR} | changes)
    arrive(interview)
    return interview


def arrive(interview: Interview, *, at: datetime | None = None, **fields: Any) -> None:
    """Whatever was on its way arrives now."""
    letters = Letter.objects.filter(about=f"interview:{interview.pk}", state__in=["held", "queued"])
    letters.update(**{"state": "delivered", "reason": "", "sent_at": at or datetime.now(UTC)} | fields)


def to_candidate(interview: Interview) -> list[tuple[str, str, str]]:
    """Kind, channel and state of what the sweep wrote to the candidate."""
    rows = Letter.objects.filter(
        about=f"interview:{interview.pk}", contact=interview.application.candidate.contact
    ).exclude(state="planned")
    return [(one.kind, one.channel, one.state) for one in rows.order_by("pk")[1:]]


def sweep(after: timedelta) -> int:
    with time_machine.travel(NOW + after, tick=False):
        return chase_silent()


def test_who_has_not_answered_for_a_day_is_asked_again_twice_at_most_and_a_day_apart(house: House) -> None:
    only("unanswered_chase")
    interview = invited(house)

    assert [sweep(DAY - timedelta(minutes=1)), sweep(DAY), sweep(DAY)] == [0, 1, 0]
    assert to_candidate(interview) == [("interview.chase", "email", "queued")]
    arrive(interview, at=NOW + DAY)
    assert [sweep(2 * DAY - timedelta(hours=1)), sweep(2 * DAY), sweep(3 * DAY), sweep(4 * DAY)] == [
        0,
        1,
        0,
        0,
    ]
    assert [(run.number, run.version) for run in RuleRun.objects.order_by("pk")] == [(1, 1), (2, 1)]
    assert [one.detail for one in AuditEntry.objects.filter(verb="interview.chased").order_by("pk")] == [
        {"rule": "unanswered_chase", "number": number, "version": 1, "act": "letter"} for number in (1, 2)
    ]


def test_what_nobody_opened_goes_by_the_next_channel_and_the_first_one_stays_as_it_is(house: House) -> None:
    only("unread_next_channel")
    interview = invited(house)
    Letter.objects.filter(kind="interview.scheduled").update(ladder=["webhook", "by_hand"])

    assert [sweep(DAY), sweep(DAY)] == [1, 0]

    first, second = Letter.objects.filter(kind="interview.scheduled").order_by("pk")
    assert (first.state, second.state, second.previous) == ("delivered", "queued", first)
    assert (second.channel, second.ladder, second.version) == ("webhook", ["by_hand"], 1)
    assert to_candidate(interview) == [("interview.scheduled", "webhook", "queued")]
    assert Todo.objects.count() == 0


def test_without_another_channel_the_recruiter_is_asked_to_call_once_the_rule_about_calls_is_due(
    house: House,
) -> None:
    only("unread_next_channel", "unread_call")
    interview = invited(house)

    assert [sweep(DAY), sweep(2 * DAY), sweep(2 * DAY)] == [0, 1, 0]

    todo = Todo.objects.get()
    assert (todo.kind, todo.about, todo.owner) == (
        "interview.call",
        f"interview:{interview.pk}",
        house.recruiter,
    )
    # Before the office closes.
    assert todo.due_at == NOW + 2 * DAY + timedelta(hours=7, minutes=40)
    assert to_candidate(interview) == []


def test_who_read_it_and_is_silent_for_a_day_is_called(house: House) -> None:
    only("read_silent_call", "unread_call")
    interview = invited(house)
    Letter.objects.filter(kind="interview.scheduled").update(
        state="opened", opened_at=NOW + timedelta(hours=5)
    )

    assert [sweep(DAY), sweep(DAY + timedelta(hours=5)), sweep(3 * DAY)] == [0, 1, 0]

    assert [todo.values for todo in Todo.objects.all()] == [{"rule": "read_silent_call"}]
    assert to_candidate(interview) == []


def test_one_thing_at_a_time_and_the_next_channel_takes_a_turn_of_the_chase(house: House) -> None:
    only("unread_next_channel", "unanswered_chase")
    interview = invited(house)
    Letter.objects.filter(kind="interview.scheduled").update(ladder=["webhook", "by_hand"])

    assert [sweep(DAY), sweep(DAY + timedelta(minutes=10))] == [1, 0]
    arrive(interview, at=NOW + DAY)
    # What went by the next channel asked once: the chase waits a day, and has one turn left.
    assert [sweep(2 * DAY - timedelta(hours=1)), sweep(2 * DAY)] == [0, 1]
    arrive(interview, at=NOW + 2 * DAY)
    assert sweep(3 * DAY) == 0

    assert to_candidate(interview) == [
        ("interview.scheduled", "webhook", "delivered"),
        ("interview.chase", "email", "delivered"),
    ]


def test_no_chase_within_two_hours_of_another_letter(house: House) -> None:
    only("unanswered_chase")
    interview = invited(house)
    change_interviewers(interview, interviewers=[house.ian], tell=Tell(candidate="now"), by=house.by)
    arrive(interview, at=NOW + DAY - timedelta(hours=1))

    assert [sweep(DAY), sweep(DAY + timedelta(minutes=59)), sweep(DAY + timedelta(hours=1))] == [0, 0, 1]


def test_no_chase_shortly_before_a_planned_reminder(house: House) -> None:
    only("unanswered_chase", "day_before")
    invited(house, start=NOW + 2 * DAY + timedelta(hours=1))

    # The day before is due one hour after the chase would be.
    assert sweep(DAY) == 0


@pytest.mark.parametrize("answer", ["yes", "no", "other_time"])
def test_an_answer_meanwhile_stops_everything(house: House, answer: str) -> None:
    interview = invited(house)
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        answer_interview(interview, answer=answer, via="page", by=SYSTEM)

    assert [sweep(DAY * days) for days in (1, 2, 3)] == [0, 0, 0]
    assert Todo.objects.filter(kind="interview.call").count() == 0


def test_a_cancel_stops_everything(house: House) -> None:
    interview = invited(house)
    cancel_interview(interview, reason=a_reason(), tell=TOLD, by=house.by)

    assert [sweep(DAY * days) for days in (1, 2, 3)] == [0, 0, 0]


def test_an_answer_settles_the_call_and_takes_the_chase_back(house: House) -> None:
    only("unread_call", "unanswered_chase")
    NotifyRule.objects.filter(key="unanswered_chase").update(manner=RuleManner.REVIEW)
    interview = invited(house)
    assert [sweep(2 * DAY), sweep(2 * DAY)] == [1, 1]
    assert to_candidate(interview) == [("interview.chase", "email", "held")]

    with time_machine.travel(NOW + 2 * DAY, tick=False):
        answer_interview(interview, answer="yes", via="phone", by=house.by)

    assert to_candidate(interview) == [("interview.chase", "email", "superseded")]
    assert list(Todo.objects.values_list("kind", "state")) == [("interview.call", "done")]


def test_a_moved_interview_is_counted_anew_from_its_new_invitation(house: House) -> None:
    only("unanswered_chase")
    interview = invited(house)
    assert sweep(DAY) == 1
    with time_machine.travel(NOW + DAY + timedelta(hours=3), tick=False):
        reschedule(interview, to=Move(FAR + timedelta(hours=2)), tell=TOLD, by=house.by)
        # On its way: nobody is chased about what has not left yet.
        assert chase_silent() == 0
        arrive(interview)

    assert [sweep(DAY * 2), sweep(2 * DAY + timedelta(hours=3))] == [0, 1]
    assert [(run.number, run.version) for run in RuleRun.objects.order_by("pk")] == [(1, 1), (1, 2)]


def test_other_interviewers_do_not_make_it_count_anew(house: House) -> None:
    only("unanswered_chase")
    NotifyRule.objects.update(most=1)
    interview = invited(house)
    assert sweep(DAY) == 1
    change_interviewers(interview, interviewers=[house.ian], tell=Tell(candidate="now"), by=house.by)
    arrive(interview, at=NOW + DAY)

    assert sweep(3 * DAY) == 0


def test_a_time_that_nobody_was_told_is_not_asked_about(house: House) -> None:
    interview = invited(house)
    silent = Tell(candidate="no", interviewers="no", why="已电话说明")
    reschedule(interview, to=Move(FAR + timedelta(hours=2)), tell=silent, by=house.by)

    assert [sweep(DAY), sweep(2 * DAY)] == [0, 0]


def test_nothing_at_night_and_it_follows_in_the_morning(house: House) -> None:
    only("unanswered_chase", "unread_call")
    interview = invited(house)
    # In the afternoon of New York it is night in Shanghai.
    night = timedelta(hours=36)

    assert sweep(night) == 0
    assert sweep(night + timedelta(hours=10)) == 1
    assert to_candidate(interview) == [("interview.chase", "email", "queued")]


def test_a_full_day_waits_for_the_next_one(house: House) -> None:
    only("unanswered_chase")
    house.company.letters_per_day = 1
    house.company.save()
    interview = invited(house)
    # Another letter about something else used up today's.
    other = Letter.objects.get(kind="interview.scheduled")
    other.pk, other.about, other.cause, other.sent_at = None, "thread:1", "entry:0", NOW + DAY
    other.save()

    assert sweep(DAY + timedelta(hours=3)) == 0
    assert sweep(2 * DAY) == 1
    assert to_candidate(interview) == [("interview.chase", "email", "queued")]


def test_with_every_rule_off_nothing_is_written(house: House) -> None:
    NotifyRule.objects.update(manner=RuleManner.OFF)
    interview = invited(house)

    assert [sweep(DAY * days) for days in range(1, 6)] == [0] * 5
    assert list(
        Letter.objects.filter(contact=interview.application.candidate.contact).values_list("kind")
    ) == [("interview.scheduled",)]
    assert Todo.objects.count() == 0


def test_nobody_is_asked_to_call_about_an_interview_that_has_begun(house: House) -> None:
    only("unread_call")
    invited(house, start=NOW + 3 * DAY)
    assert sweep(2 * DAY) == 1

    assert sweep(3 * DAY) == 0
    assert list(Todo.objects.values_list("kind", "state")) == [("interview.call", "done")]


def test_one_that_cannot_be_chased_harms_no_other(house: House, caplog: pytest.LogCaptureFixture) -> None:
    only("unanswered_chase")
    good, bad = invited(house), invited(house, start=FAR + timedelta(hours=2))
    Contact.objects.filter(pk=bad.application.candidate.contact_id).update(time_zone="Nowhere/Nothing")

    assert sweep(DAY) == 1
    assert f"interview {bad.pk} cannot be judged" in caplog.text
    assert to_candidate(good) == [("interview.chase", "email", "queued")]


def test_many_cost_few_queries(house: House, django_assert_max_num_queries: Any) -> None:
    only("unanswered_chase", "missed_before", "unread_call")
    for hour in range(6):
        invited(house, start=FAR + timedelta(days=hour))

    with django_assert_max_num_queries(12):
        assert sweep(timedelta(hours=3)) == 0
    with django_assert_max_num_queries(40):
        assert sweep(DAY) == 6

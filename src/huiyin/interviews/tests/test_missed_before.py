"""Habits: who did not come before hears once more, and a letter begins where the last one was answered."""

from datetime import timedelta

import pytest
import time_machine

from huiyin.interviews.actions import answer_interview
from huiyin.interviews.actions.chase import chase_silent
from huiyin.interviews.habits import Habit, habits_of
from huiyin.interviews.models import Interview, InterviewState, NotifyRule, RuleManner
from huiyin.interviews.tests.factories import LATER, NOW, START, SYSTEM, House, make_interview
from huiyin.interviews.tests.test_chase import arrive, only, to_candidate
from huiyin.messaging.models import Contact, Letter
from huiyin.todos.models import Todo

pytestmark = pytest.mark.django_db

LAST_MONTH = NOW - timedelta(days=30)


def missed(house: House, *, at: timedelta = timedelta(days=30)) -> Interview:
    """An earlier interview of a candidate who did not come to it."""
    past = make_interview(house, start=LATER + at, interviewers=[house.ian], room=None)
    Interview.objects.filter(pk=past.pk).update(
        state=InterviewState.NO_SHOW, start=NOW - at, end=NOW - at + timedelta(hours=1), round_no=9
    )
    return past


def test_a_missed_interview_of_the_last_year_is_remembered(house: House) -> None:
    past, long_ago = missed(house), missed(house, at=timedelta(days=400))
    candidates = {past.application.candidate_id, long_ago.application.candidate_id}

    assert habits_of(candidates) == {
        past.application.candidate_id: Habit(missed=1, missed_at=NOW - timedelta(days=30))
    }


def test_two_hours_before_whoever_missed_one_hears_once_more_by_the_next_channel(house: House) -> None:
    only("missed_before", "two_hours_before")
    again = make_interview(house, missed(house).application)
    first = make_interview(house, start=START, interviewers=[house.ian], room=None)
    for one in (again, first):
        arrive(one)
    Letter.objects.update(ladder=["webhook", "by_hand"])
    reminders = Letter.objects.filter(kind="interview.reminder_same_day")
    reminders.update(state="sent", sent_at=START - timedelta(hours=2))

    with time_machine.travel(START - timedelta(hours=1, minutes=59), tick=False):
        assert [chase_silent(), chase_silent()] == [1, 0]

    assert to_candidate(again)[1:] == [("interview.reminder_same_day", "webhook", "queued")]
    assert to_candidate(first) == [("interview.reminder_same_day", "email", "sent")]


def test_without_another_channel_somebody_calls_who_missed_one(house: House) -> None:
    only("missed_before")
    again = make_interview(house, missed(house).application)
    arrive(again)

    with time_machine.travel(START - timedelta(hours=1), tick=False):
        assert chase_silent() == 1

    assert list(Todo.objects.values_list("kind", "about")) == [("interview.call", f"interview:{again.pk}")]


def test_one_arranged_after_the_hour_is_not_made_up_for(house: House) -> None:
    only("missed_before")
    again = make_interview(house, missed(house).application, start=NOW + timedelta(hours=1, minutes=30))
    arrive(again)

    assert chase_silent() == 0


def answered_by_text_message(house: House, via: str = "page") -> Interview:
    """Somebody whose last answer came to a letter that went by the second channel."""
    before = make_interview(house, start=LATER, interviewers=[house.ian], room=None)
    Contact.objects.filter(pk=before.application.candidate.contact_id).update(ladder=["email", "memory"])
    Letter.objects.filter(kind="interview.scheduled").update(channel="memory", state="delivered")
    answer_interview(before, answer="yes", via=via, by=SYSTEM)
    Interview.objects.filter(pk=before.pk).update(state=InterviewState.COMPLETED, start=LAST_MONTH)
    return before


def test_the_channel_of_the_last_answer_comes_first(house: House) -> None:
    before = answered_by_text_message(house)

    interview = make_interview(house, before.application, round_no=2)

    letter = Letter.objects.get(about=f"interview:{interview.pk}", kind="interview.scheduled")
    assert (letter.channel, letter.ladder) == ("memory", ["email", "by_hand"])


def test_an_answer_by_phone_says_nothing_about_a_channel(house: House) -> None:
    before = answered_by_text_message(house, via="phone")

    assert habits_of({before.application.candidate_id}) == {}


def test_with_the_rule_off_the_ladder_decides(house: House) -> None:
    NotifyRule.objects.filter(key="answered_channel").update(manner=RuleManner.OFF)
    before = answered_by_text_message(house)

    interview = make_interview(house, before.application, round_no=2)

    letter = Letter.objects.get(about=f"interview:{interview.pk}", kind="interview.scheduled")
    assert (letter.channel, letter.ladder) == ("email", ["memory", "by_hand"])

"""The last thirty days: what a rule would have sent, and that looking writes nothing."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.accounts.tests.factories import actor_of, make_user
from huiyin.interviews import dry_run, rule_pages
from huiyin.interviews.actions import answer_interview, cancel_interview, reschedule_interview
from huiyin.interviews.models import Interview, NotifyRule
from huiyin.interviews.plans import Move
from huiyin.interviews.rule_edits import edit_of
from huiyin.interviews.tests.factories import NOW, START, SYSTEM, TOLD, House, a_reason, make_interview
from huiyin.interviews.tests.test_chase import arrive
from huiyin.messaging.models import Letter

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=12)
"""When we look back at what was arranged on NOW for five days later."""
THEN = START + timedelta(days=5)


def would(key: str, **changes: Any) -> list[tuple[int, datetime]]:
    rule = NotifyRule.objects.get(key=key)
    tried = replace(edit_of(rule), **changes).on(rule)
    spans, _is_cut = dry_run.past_spans(LATER)
    return [(one.interview.pk, one.at) for one in dry_run.would_have(tried, spans, LATER)]


def arranged(house: House) -> Interview:
    interview = make_interview(house, start=THEN)
    arrive(interview)
    return interview


def said(interview: Interview, answer: str, *, after: timedelta) -> None:
    with time_machine.travel(NOW + after, tick=False):
        answer_interview(interview, answer=answer, via="page", by=SYSTEM)


def test_reminders_count_for_whoever_was_still_wanted(house: House) -> None:
    interview = arranged(house)

    assert would("day_before") == [(interview.pk, THEN - timedelta(days=1))]
    assert would("three_days_before") == [(interview.pk, THEN - timedelta(days=3))]
    said(interview, "yes", after=timedelta(hours=5))
    assert would("three_days_before") == []
    assert would("three_days_before", people="confirmed") == [(interview.pk, THEN - timedelta(days=3))]


def test_a_reminder_at_night_goes_out_the_evening_before(house: House) -> None:
    interview = arranged(house)

    # Ten hours before 14:00 is four in the morning; the evening before ends at 21:00.
    assert would("day_before", days=0, hours=10) == [(interview.pk, THEN - timedelta(hours=17, minutes=30))]


def test_the_silent_are_asked_until_they_answer(house: House) -> None:
    NotifyRule.objects.filter(key="three_days_before").update(manner="off")
    interview = arranged(house)

    assert [at - NOW for _pk, at in would("unanswered_chase")] == [timedelta(days=1), timedelta(days=2)]
    said(interview, "yes", after=timedelta(hours=30))
    assert [at - NOW for _pk, at in would("unanswered_chase")] == [timedelta(days=1)]
    assert would("unanswered_chase", hours=48) == []


def test_a_reminder_of_three_days_before_takes_a_turn_of_the_chase(house: House) -> None:
    arranged(house)

    assert [at - NOW for _pk, at in would("unanswered_chase")] == [timedelta(days=1)]
    # Due on the day of that reminder, it waits as long again from there: too long.
    assert would("unanswered_chase", days=3, hours=22) == []


def test_without_another_channel_nothing_goes_by_the_next_one(house: House) -> None:
    interview = arranged(house)

    assert would("unread_next_channel") == []
    Letter.objects.filter(kind="interview.scheduled").update(ladder=["webhook", "by_hand"])
    assert would("unread_next_channel") == [(interview.pk, NOW + timedelta(days=1))]


def test_unread_counts_until_it_is_opened_and_silent_from_then_on(house: House) -> None:
    interview = arranged(house)
    assert [at - NOW for _pk, at in would("unread_call")] == [timedelta(hours=48)]

    arrive_letters = interview.application.candidate.contact.letters.filter(kind="interview.scheduled")
    arrive_letters.update(state="opened", opened_at=NOW + timedelta(hours=3))

    assert would("unread_call") == []
    assert [at - NOW for _pk, at in would("read_silent_call")] == [timedelta(hours=27)]


def test_a_move_begins_anew_and_a_cancel_ends_it(house: House) -> None:
    moved, cancelled = arranged(house), make_interview(house, start=THEN + timedelta(hours=2))
    arrive(cancelled)
    with time_machine.travel(NOW + timedelta(days=2), tick=False):
        reschedule_interview(moved, to=Move(THEN + timedelta(days=1)), tell=TOLD, by=house.by)
        arrive(moved)
        cancel_interview(cancelled, reason=a_reason(), tell=TOLD, by=house.by)

    assert would("day_before") == [(moved.pk, THEN)]


def test_a_rule_that_is_off_would_have_done_nothing(house: House) -> None:
    arranged(house)

    assert would("day_before", manner="off") == []


def test_what_is_older_than_thirty_days_is_left_out(house: House) -> None:
    arranged(house)
    rule = NotifyRule.objects.get(key="day_before")
    much_later = NOW + timedelta(days=60)

    spans, is_cut = dry_run.past_spans(much_later)

    assert (dry_run.would_have(rule, spans, much_later), is_cut) == ([], False)


def test_looking_writes_nothing(house: House) -> None:
    arranged(house)

    def everything() -> dict[str, int]:
        return {model._meta.label: model._default_manager.count() for model in apps.get_models()}

    before = everything()
    with time_machine.travel(LATER, tick=False), CaptureQueriesContext(connection) as asked:
        lines, _is_cut = rule_pages.past_lines(house.by, list(NotifyRule.objects.all()))

    assert {one["sql"].split()[0] for one in asked.captured_queries} == {"SELECT"}
    assert everything() == before
    assert sum(line.count for line in lines) > 0


@pytest.mark.both
def test_looking_back_costs_as_many_queries_for_many_as_for_one(house: House) -> None:
    def cost() -> int:
        with time_machine.travel(LATER, tick=False), CaptureQueriesContext(connection) as asked:
            rule_pages.past_lines(house.by, list(NotifyRule.objects.all()))
        return len(asked)

    arranged(house)
    for_one = cost()
    for day in range(1, 4):
        arrive(make_interview(house, start=THEN + timedelta(days=day)))

    assert cost() == for_one <= 12


def test_who_sees_no_interviews_reads_only_how_often(house: House) -> None:
    arranged(house)
    admin = actor_of(make_user("system_admin"))
    rules = [NotifyRule.objects.get(key="day_before")]

    with time_machine.travel(LATER, tick=False):
        [[mine], _], [[theirs], _] = (rule_pages.past_lines(one, rules) for one in (house.by, admin))

    assert [(mine.count, len(mine.listed)), (theirs.count, len(theirs.listed))] == [(1, 1), (1, 0)]

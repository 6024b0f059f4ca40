"""Editing a rule: who may, what makes sense, two editors, and the planned letters that follow."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from huiyin.core.background import run_waiting
from huiyin.core.errors import Clash, DomainError
from huiyin.core.models import AuditEntry
from huiyin.interviews.actions import answer_interview
from huiyin.interviews.models import Interview, NotifyRule
from huiyin.interviews.plans import Tell
from huiyin.interviews.replanning import replan
from huiyin.interviews.rule_editing import edit_rule
from huiyin.interviews.rule_edits import edit_of, fingerprint
from huiyin.interviews.tests.factories import (
    NOW,
    START,
    SYSTEM,
    House,
    make_applied,
    make_interview,
    pretend_sent,
)
from huiyin.messaging.carrier import drain
from huiyin.messaging.models import Letter

pytestmark = pytest.mark.django_db

DAY_BEFORE = "interview.reminder_day_before"


def change(house: House, key: str, *, seen: str = "", **changes: Any) -> NotifyRule:
    rule = NotifyRule.objects.get(key=key)
    edited = edit_rule(rule, to=replace(edit_of(rule), **changes), by=house.by, seen=seen)
    run_waiting()
    return edited


def planned(interview: Interview, kind: str = DAY_BEFORE) -> list[tuple[str, timedelta, str]]:
    """State, time before the start, and reason of each letter of a kind."""
    rows = Letter.objects.filter(about=f"interview:{interview.pk}", kind=kind).order_by("pk")
    return [(one.state, interview.start - one.due_at, one.reason) for one in rows]


def replanned() -> dict[str, Any]:
    return AuditEntry.objects.filter(verb="rule.replanned").latest("pk").detail


def test_planned_letters_follow_and_the_edit_is_audited(house: House) -> None:
    interview = make_interview(house)
    pretend_sent(interview)

    rule = change(house, "day_before", days=0, hours=20)

    assert planned(interview) == [
        ("superseded", timedelta(days=1), "rule_edited"),
        ("planned", timedelta(hours=20), ""),
    ]
    entry = AuditEntry.objects.get(verb="rule.edited")
    assert (entry.actor, entry.about) == (house.by.key, f"notifyrule:{rule.pk}")
    assert (entry.detail["was"]["days"], entry.detail["now"]["hours"]) == (1, 20)
    assert replanned() == {
        "cause": entry.pk,
        "replaced": 1,
        "planned": 1,
        "skipped": 0,
        "skipped_first": [],
    }


def test_replanning_again_writes_nothing_new(house: House) -> None:
    interview = make_interview(house)
    rule = change(house, "day_before", days=0, hours=20)
    entry = AuditEntry.objects.get(verb="rule.edited")
    AuditEntry.objects.filter(verb="rule.replanned").delete()
    before = planned(interview)

    replan(rule.pk, entry.pk)

    assert planned(interview) == before


def test_an_edit_that_is_overtaken_leaves_the_work_to_the_newer_one(house: House) -> None:
    interview = make_interview(house)
    rule = change(house, "day_before", days=0, hours=20)
    first = AuditEntry.objects.get(verb="rule.edited")
    change(house, "day_before", hours=30)
    before = planned(interview)

    replan(rule.pk, first.pk)

    assert planned(interview) == before
    assert before[-1] == ("planned", timedelta(hours=30), "")


def test_off_takes_planned_letters_away_and_on_brings_them_back(house: House) -> None:
    interview = make_interview(house)

    change(house, "day_before", manner="off")
    assert planned(interview) == [("superseded", timedelta(days=1), "rule_edited")]
    change(house, "day_before", manner="now")
    assert planned(interview)[1:] == [("planned", timedelta(days=1), "")]


def test_nothing_that_has_left_is_repeated(house: House) -> None:
    interview = make_interview(house)
    Letter.objects.filter(kind=DAY_BEFORE).update(state="sent", sent_at=NOW)

    change(house, "day_before", days=0, hours=20)

    assert planned(interview) == [("sent", timedelta(days=1), "")]


def test_one_that_somebody_took_back_stays_away(house: House) -> None:
    interview = make_interview(house)
    Letter.objects.filter(kind=DAY_BEFORE).update(state="cancelled")

    change(house, "day_before", days=0, hours=20)

    assert planned(interview) == [("cancelled", timedelta(days=1), "")]


def test_one_whose_new_time_is_past_is_skipped_and_reported(house: House) -> None:
    interview = make_interview(house)

    change(house, "day_before", days=5)

    assert planned(interview) == [("superseded", timedelta(days=1), "rule_edited")]
    assert (replanned()["skipped"], replanned()["skipped_first"]) == (1, [interview.pk])


def test_whom_nobody_invited_gets_no_reminder(house: House) -> None:
    silent = Tell(candidate="no", why="已电话说明")
    interview = make_interview(house, tell=silent)

    change(house, "day_before", days=0, hours=20)

    assert planned(interview) == []


def test_only_those_whom_it_is_about_are_reminded(house: House) -> None:
    confirmed = make_interview(house)
    answer_interview(confirmed, answer="yes", via="page", by=SYSTEM)
    open_one = make_interview(house, make_applied(house), start=START + timedelta(hours=2))

    change(house, "day_before", people="confirmed")

    assert planned(confirmed)[1:] == [("planned", timedelta(days=1), "")]
    assert planned(open_one) == [("superseded", timedelta(days=1), "rule_edited")]
    # And a yes brings it, because now she is one of them.
    answer_interview(open_one, answer="yes", via="page", by=SYSTEM)
    assert planned(open_one)[1:] == [("planned", timedelta(days=1), "")]


def test_a_rule_with_a_look_holds_the_letter_when_it_is_due(house: House) -> None:
    interview = make_interview(house)
    pretend_sent(interview)
    change(house, "day_before", manner="review")
    assert planned(interview)[1:] == [("planned", timedelta(days=1), "review")]

    with time_machine.travel(interview.start - timedelta(days=1), tick=False):
        drain()

    assert planned(interview)[1:] == [("held", timedelta(days=1), "review")]


def test_two_editors_notice_each_other(house: House) -> None:
    seen = fingerprint(NotifyRule.objects.get(key="day_before"))
    change(house, "day_before", hours=3)

    with pytest.raises(Clash) as refused:
        change(house, "day_before", days=2, seen=seen)

    assert (refused.value.code, [one.field for one in refused.value.fields]) == (
        "changed_meanwhile",
        ["hours"],
    )
    assert edit_of(NotifyRule.objects.get(key="day_before")).days == 1


def test_saving_it_as_it_is_changes_nothing(house: House) -> None:
    change(house, "day_before")

    assert not AuditEntry.objects.filter(verb__startswith="rule.").exists()


@pytest.mark.parametrize(
    ("key", "changes", "code"),
    [
        ("day_before", {"days": 0, "hours": 0}, "bad_length"),
        ("day_before", {"days": 31}, "bad_length"),
        ("day_before", {"most": 3}, "not_for_this_rule"),
        ("unread_call", {"manner": "review"}, "bad_manner"),
        ("unread_call", {"people": "confirmed"}, "bad_people"),
        ("unanswered_chase", {"most": 0}, "bad_most"),
        ("unanswered_chase", {"most": 6}, "bad_most"),
        ("answered_channel", {"days": 1}, "not_for_this_rule"),
    ],
)
def test_what_makes_no_sense_is_refused(house: House, key: str, changes: dict[str, Any], code: str) -> None:
    before = edit_of(NotifyRule.objects.get(key=key))

    with pytest.raises(DomainError) as refused:
        change(house, key, **changes)

    assert refused.value.code == code
    assert edit_of(NotifyRule.objects.get(key=key)) == before
    assert not AuditEntry.objects.filter(verb="rule.edited").exists()

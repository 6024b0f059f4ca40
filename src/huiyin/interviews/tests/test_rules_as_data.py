"""The shipped rules: what they are, that edits outlive a new seed, and how each reads as a sentence."""

import pytest
from django.utils import translation

from huiyin.interviews.models import NotifyRule
from huiyin.interviews.seeds import RULES, seed
from huiyin.interviews.sentences import sentence

pytestmark = pytest.mark.django_db

SENTENCES = {
    "answered_channel": (
        "安排面试时，先用上次答复的渠道",
        "When an interview is arranged, begin with the channel that was answered last",
    ),
    "three_days_before": (
        "面试前 3 天，邀请满 1 天，还没确认的，提醒候选人，马上发",
        "3 days before the interview, if the invitation is older than 1 day, if not confirmed yet,"
        " remind the candidate, at once",
    ),
    "day_before": (
        "面试前 1 天，提醒候选人，马上发",
        "1 day before the interview, remind the candidate, at once",
    ),
    "two_hours_before": (
        "面试前 2 小时，提醒候选人，马上发",
        "2 hours before the interview, remind the candidate, at once",
    ),
    "missed_before": (
        "面试前 2 小时，过去一年错过面试的，换下一个渠道再提醒一次，马上发",
        "2 hours before the interview, if an interview was missed in the last year,"
        " remind once more by the next channel, at once",
    ),
    "recruiter_day_before": (
        "面试前 1 天，还没确认的，提醒招聘专员确认，马上发",
        "1 day before the interview, if not confirmed yet, ask the recruiter to check, at once",
    ),
    "unread_next_channel": (
        "邀请 24 小时没人打开，换下一个渠道再发一次，马上发",
        "Invitation not opened for 24 hours, send it by the next channel, at once",
    ),
    "unread_call": (
        "邀请 48 小时没人打开，请招聘专员打电话",
        "Invitation not opened for 48 hours, ask the recruiter to call",
    ),
    "unanswered_chase": (
        "邀请 24 小时没有答复，再问候选人一次，马上发，最多 2 次",
        "Invitation not answered for 24 hours, ask the candidate once more, at once, at most 2 times",
    ),
    "read_silent_call": (
        "打开后 24 小时没有答复，请招聘专员打电话",
        "Opened but not answered for 24 hours, ask the recruiter to call",
    ),
}


def test_every_shipped_rule_reads_as_a_sentence() -> None:
    seed()
    said = {}
    for rule in NotifyRule.objects.all():
        with translation.override("zh-hans"):
            chinese = sentence(rule)
        with translation.override("en"):
            said[rule.key] = (chinese, sentence(rule))

    assert said == SENTENCES


def test_a_rule_that_is_off_or_waits_for_a_look_says_so() -> None:
    rule = NotifyRule(**next(one for one in RULES if one["key"] == "day_before"))
    with translation.override("zh-hans"):
        rule.manner = "review"
        assert sentence(rule) == "面试前 1 天，提醒候选人，看过再发"
        rule.manner = "off"
        assert sentence(rule) == "面试前 1 天，提醒候选人，不发"


def test_an_installations_edits_outlive_a_new_seed() -> None:
    assert seed() == len(RULES)
    NotifyRule.objects.filter(key="day_before").update(days=2, manner="off")
    NotifyRule.objects.filter(key="unread_call").delete()

    assert seed() == 1

    kept = NotifyRule.objects.get(key="day_before")
    assert (kept.days, kept.manner) == (2, "off")


def test_what_is_planned_is_what_was_planned_before_there_were_rules() -> None:
    """Kind, template, days, hours, gap, whom it is about, and who is written to."""
    planned = [
        (
            one["kind"],
            one["template"],
            one.get("days", 0),
            one.get("hours", 0),
            one.get("gap_hours", 0),
            str(one.get("people", "all")),
            str(one.get("tell", "candidate")),
        )
        for one in RULES
        if one["moment"] == "before_start" and "kind" in one
    ]

    assert planned == [
        ("interview.reminder_three_days", "REM-3D", 3, 0, 24, "unconfirmed", "candidate"),
        ("interview.reminder_day_before", "REM-1D", 1, 0, 0, "all", "candidate"),
        ("interview.reminder_same_day", "REM-2H", 0, 2, 0, "all", "candidate"),
        ("interview.unanswered_24h", "TSK-2", 1, 0, 0, "unconfirmed", "recruiter"),
    ]

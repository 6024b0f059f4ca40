"""The notification rules that Huiyin ships. They are data: once there, an installation's edits win."""

from typing import Any

from django.db import transaction

from huiyin.interviews.models import NotifyRule, RuleAct, RuleMoment, RulePeople, RuleTell

M, P, A, T = RuleMoment, RulePeople, RuleAct, RuleTell

RULES: tuple[dict[str, Any], ...] = (
    {
        "key": "answered_channel",
        "moment": M.ARRANGED,
        "people": P.ALL,
        "act": A.PREFER_CHANNEL,
    },
    {
        "key": "three_days_before",
        "moment": M.BEFORE_START,
        "days": 3,
        "gap_hours": 24,
        "people": P.UNCONFIRMED,
        "kind": "interview.reminder_three_days",
        "template": "REM-3D",
    },
    {
        "key": "day_before",
        "moment": M.BEFORE_START,
        "days": 1,
        "kind": "interview.reminder_day_before",
        "template": "REM-1D",
    },
    {
        "key": "two_hours_before",
        "moment": M.BEFORE_START,
        "hours": 2,
        "kind": "interview.reminder_same_day",
        "template": "REM-2H",
    },
    {
        "key": "missed_before",
        "moment": M.BEFORE_START,
        "hours": 2,
        "people": P.MISSED_BEFORE,
        "act": A.NEXT_RUNG,
    },
    {
        "key": "recruiter_day_before",
        "moment": M.BEFORE_START,
        "days": 1,
        "people": P.UNCONFIRMED,
        "tell": T.RECRUITER,
        "kind": "interview.unanswered_24h",
        "template": "TSK-2",
    },
    {"key": "unread_next_channel", "moment": M.UNREAD, "hours": 24, "act": A.NEXT_RUNG},
    {"key": "unread_call", "moment": M.UNREAD, "hours": 48, "act": A.CALL, "tell": T.RECRUITER},
    {
        "key": "unanswered_chase",
        "moment": M.UNANSWERED,
        "hours": 24,
        "kind": "interview.chase",
        "template": "CHASE",
        "most": 2,
    },
    {"key": "read_silent_call", "moment": M.READ_SILENT, "hours": 24, "act": A.CALL, "tell": T.RECRUITER},
)
"""In the order in which pages list them and in which they act when several fall due at once."""


@transaction.atomic
def seed() -> int:
    """Add the shipped rules that are not there yet; returns how many were new."""
    known = set(NotifyRule.objects.values_list("key", flat=True))
    fresh = [
        NotifyRule(position=position, **shipped)
        for position, shipped in enumerate(RULES, start=1)
        if shipped["key"] not in known
    ]
    NotifyRule.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh)

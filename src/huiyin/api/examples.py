"""Bodies as somebody would send them, for the description. Nobody in them is a real person."""

from typing import Any

PROBLEM: dict[str, Any] = {
    "type": "about:blank",
    "title": "…",
    "code": "bad_start",
    "detail": "This is not a moment with its offset, such as 2026-12-01T14:00:00+08:00.",
    "errors": [{"field": "start", "problem": "This is not a moment with its offset.", "mend": ""}],
}
TELL = {"candidate": "now", "interviewers": "now"}
START = "2026-12-01T14:00:00+08:00"

EXAMPLES: dict[str, Any] = {
    "jobs_create": {"title": "供应链产品经理", "category": "product", "org_unit": "2", "open": True},
    "jobs_edit": {"headcount": 2},
    "candidates_create": {
        "name": "示例候选人",
        "email": "candidate@example.com",
        "job": "12",
        "source": "referral",
    },
    "candidates_edit": {"city": "上海"},
    "applications_create": {"candidate": "31", "job": "12", "source": "boss"},
    "applications_move": {"stage": "interview_1", "version": 3},
    "applications_assign": {"owner": "colleague@example.com", "version": 3},
    "interviews_create": {
        "application": "31",
        "round": 1,
        "mode": "video",
        "start": START,
        "minutes": 45,
        "interviewers": ["colleague@example.com"],
        "video_link": "https://meet.example.com/842117003",
        "tell": TELL,
    },
    "interviews_reschedule": {"start": START, "version": 1, "tell": TELL},
    "interviews_cancel": {"reason": "interviewer_unavailable", "version": 1, "tell": TELL},
    "interviews_change_interviewers": {"interviewers": ["colleague@example.com"], "version": 1},
    "interviews_remind": {"again": False},
    "threads_answer": {"text": "您好，园区里可以停车。"},
    "approvals_decide": {"choice": "approve", "comment": ""},
    "candidate_facts_write_intention": {"job_wish": "产品经理", "cities": "上海"},
    "candidate_facts_say": {"kind": "pay", "least": 20000, "most": 25000, "source": "call"},
    "candidate_facts_note": {"text": "作品集看过了，建议约面试。"},
    "candidate_facts_log_contact": {"outcome": "reached", "way": "phone", "minutes": 6},
    "merging_merge": {"other": "32", "choices": {"city": "gone"}},
    "documents_delete": {"reason": "outdated"},
    "templates_draft": {"part": "", "texts": {"zh-hans": {"subject": "面试邀请"}}, "seen": 0},
    "templates_publish": {"part": "", "seen": 1, "note": ""},
    "imports_create": {"preset": "huiyin", "commit": "false"},
}

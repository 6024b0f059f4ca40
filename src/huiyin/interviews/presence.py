"""Who is expected when on the day: the windows of arriving, of being late, and of not having come.

Pure: the interview, the house rule and the present are given.
"""

from datetime import datetime, timedelta

from huiyin.interviews.models import Interview, InterviewState

ARRIVES_BEFORE = timedelta(hours=1)
"""Nobody sits in the lobby longer than this, so an earlier tap is a slip."""
LATE_BEFORE = timedelta(hours=3)
LATE_MINUTES = (10, 20, 30)
MEET_TODO = "interview.meet"
REMINDED = "interview.reminded_by_hand"

AWAITED = frozenset({InterviewState.SCHEDULED, InterviewState.CONFIRMED, InterviewState.RESCHEDULE_REQUESTED})


def arrives_from(row: Interview) -> datetime:
    """From when the candidate may say herself that she is there; until the interview would be over."""
    return row.start - ARRIVES_BEFORE


def may_arrive(row: Interview, now: datetime) -> bool:
    return arrives_from(row) <= now < row.end


def may_be_late(row: Interview, now: datetime) -> bool:
    return row.start - LATE_BEFORE <= now < row.end


def expected_at(row: Interview) -> datetime:
    """The start, or what the candidate said. Said after the start, the minutes count from then."""
    if row.late_minutes is None or row.late_said_at is None:
        return row.start
    return max(row.start, row.late_said_at) + timedelta(minutes=row.late_minutes)


def missing_from(row: Interview, no_show_minutes: int) -> datetime:
    """From when "did not come" may be said: the house's minutes are over, and no word of being late runs."""
    return max(row.start + timedelta(minutes=no_show_minutes), expected_at(row))


def is_missing(row: Interview, no_show_minutes: int, now: datetime) -> bool:
    return InterviewState(row.state) in AWAITED and now >= missing_from(row, no_show_minutes)


def minutes_over(row: Interview, now: datetime) -> int:
    return max(0, int((now - row.start).total_seconds() // 60))

"""What a candidate's invitation page is about right now. Pure."""

from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from huiyin.interviews.models import Answer, Interview, InterviewState

JOIN_BEFORE = timedelta(minutes=15)
TODAY_BEFORE = timedelta(hours=2)
"""From when the page of somebody who is coming is about the way and no more about the question."""
ASKING_UNTIL = timedelta(hours=1)


class PageState(StrEnum):
    INVITED = "invited"
    MOVED = "moved"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    OTHER_TIME = "other_time"
    TODAY = "today"
    STARTED = "started"
    HERE = "here"
    CANCELLED = "cancelled"
    OVER = "over"


ANSWERABLE = frozenset(
    {PageState.INVITED, PageState.MOVED, PageState.CONFIRMED, PageState.DECLINED, PageState.OTHER_TIME}
)

_FIXED = {
    InterviewState.CANCELLED: PageState.CANCELLED,
    InterviewState.CHECKED_IN: PageState.HERE,
    InterviewState.COMPLETED: PageState.OVER,
    InterviewState.EXPIRED: PageState.OVER,
}
_ANSWERED = {
    Answer.YES: PageState.CONFIRMED,
    Answer.NO: PageState.DECLINED,
    Answer.OTHER_TIME: PageState.OTHER_TIME,
}


def page_state(interview: Interview, *, was_moved: bool, now: datetime) -> PageState:
    fixed = _FIXED.get(InterviewState(interview.state))
    if fixed:
        return fixed
    if interview.end <= now or (interview.state == InterviewState.NO_SHOW and now < interview.start):
        return PageState.OVER
    if _is_on_the_way(interview, now):
        return PageState.TODAY
    if interview.start <= now:
        return PageState.STARTED
    if interview.answer:
        return _ANSWERED[Answer(interview.answer)]
    return PageState.MOVED if was_moved else PageState.INVITED


def _is_on_the_way(interview: Interview, now: datetime) -> bool:
    """Told by what the candidate said and by the clock alone. What the house notes about who did not come
    must not show, and whoever comes late can still say so.
    """
    if interview.answer == Answer.YES:
        return interview.start - TODAY_BEFORE <= now
    return not interview.answer and interview.start - ASKING_UNTIL <= now


def days_until(start: datetime, zone: str, now: datetime) -> int:
    """Calendar days on the wall of the interview: 0 is today, 1 tomorrow."""
    wall = ZoneInfo(zone)
    return (start.astimezone(wall).date() - now.astimezone(wall).date()).days


def may_join(interview: Interview, now: datetime) -> bool:
    """The button to the video room opens a quarter of an hour before."""
    return interview.start - JOIN_BEFORE <= now <= interview.end

"""Which interview comes next for somebody, and what may be done about it. Reads no rows."""

from collections.abc import Iterable
from datetime import datetime

from huiyin.interviews.models import Interview, InterviewState
from huiyin.interviews.states import LIVE

S = InterviewState


def next_of(interviews: Iterable[Interview], now: datetime) -> Interview | None:
    """The earliest that is not over. One that was declined gives way to any that is still on; a wish for
    another time waits, even when the old time has passed.
    """
    coming = [row for row in interviews if row.state in LIVE and _is_open(row, now)]
    return min(coming, key=lambda row: (row.state == S.DECLINED, row.start, row.pk), default=None)


def _is_open(row: Interview, now: datetime) -> bool:
    return row.end > now or row.state == S.RESCHEDULE_REQUESTED

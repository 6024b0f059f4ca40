"""Which verb an interview allows in which state: the one table that actions, pages and tests obey."""

from huiyin.interviews.models import Answer, InterviewState

S = InterviewState

OPEN = (S.SCHEDULED, S.CONFIRMED, S.RESCHEDULE_REQUESTED)
"""It is on: its people and rooms are taken."""
LIVE = (*OPEN, S.DECLINED, S.CHECKED_IN)
"""Not over: a second one of the same round would be a double booking."""

ALLOWED: dict[str, frozenset[InterviewState]] = {
    "reschedule": frozenset({*OPEN, S.DECLINED}),
    "change_interviewers": frozenset(OPEN),
    "cancel": frozenset({S.DRAFT, *OPEN, S.DECLINED}),
    "answer": frozenset({*OPEN, S.DECLINED}),
    "check_in": frozenset({*OPEN, S.NO_SHOW}),
    "say_late": frozenset({*OPEN, S.NO_SHOW}),
    "remind": frozenset({S.SCHEDULED}),
    "say_unavailable": frozenset(OPEN),
    "mark_no_show": frozenset(OPEN),
    "complete": frozenset({S.SCHEDULED, S.CONFIRMED, S.CHECKED_IN, S.NO_SHOW}),
}

ANSWERED: dict[str, InterviewState] = {
    Answer.YES: S.CONFIRMED,
    Answer.NO: S.DECLINED,
    Answer.OTHER_TIME: S.RESCHEDULE_REQUESTED,
}


def allows(state: str, verb: str) -> bool:
    return InterviewState(state) in ALLOWED[verb]

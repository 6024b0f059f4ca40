"""Every verb in every state, as one table."""

import pytest

from huiyin.interviews.models import InterviewState
from huiyin.interviews.states import ALLOWED, allows

VERBS = (
    "reschedule",
    "change_interviewers",
    "cancel",
    "answer",
    "check_in",
    "mark_no_show",
    "complete",
    "say_late",
    "remind",
    "say_unavailable",
)
TABLE = {
    #                       move  people cancel answer check  no-show complete late remind away
    "draft":                (0,    0,     1,     0,     0,     0,      0,      0,   0,     0),
    "scheduled":            (1,    1,     1,     1,     1,     1,      1,      1,   1,     1),
    "confirmed":            (1,    1,     1,     1,     1,     1,      1,      1,   0,     1),
    "declined":             (1,    0,     1,     1,     0,     0,      0,      0,   0,     0),
    "reschedule_requested": (1,    1,     1,     1,     1,     1,      0,      1,   0,     1),
    "checked_in":           (0,    0,     0,     0,     0,     0,      1,      0,   0,     0),
    "completed":            (0,    0,     0,     0,     0,     0,      0,      0,   0,     0),
    "no_show":              (0,    0,     0,     0,     1,     0,      1,      1,   0,     0),
    "cancelled":            (0,    0,     0,     0,     0,     0,      0,      0,   0,     0),
    "expired":              (0,    0,     0,     0,     0,     0,      0,      0,   0,     0),
}  # fmt: skip


def test_the_table_names_every_state_and_verb() -> None:
    assert set(TABLE) == set(InterviewState.values)
    assert set(VERBS) == set(ALLOWED)


@pytest.mark.parametrize("state", TABLE)
def test_a_verb_is_allowed_exactly_where_the_table_says(state: str) -> None:
    assert tuple(int(allows(state, verb)) for verb in VERBS) == TABLE[state]

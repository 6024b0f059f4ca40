"""The table of states, as a table."""

import pytest

from huiyin.approvals.states import LIVE, MOVES, OVER, ApprovalState, may_move

S = ApprovalState
ALLOWED = {
    ("asked", "granted"),
    ("asked", "refused"),
    ("asked", "returned"),
    ("asked", "withdrawn"),
    ("asked", "void"),
    ("asked", "expired"),
    ("granted", "carried_out"),
    ("granted", "could_not"),
    ("granted", "void"),
}


def test_every_state_is_in_the_table():
    assert set(MOVES) == set(S)


@pytest.mark.parametrize("new", S.values)
@pytest.mark.parametrize("old", S.values)
def test_a_move_is_allowed_if_and_only_if_the_table_says_so(old, new):
    assert may_move(old, new) == ((old, new) in ALLOWED)


def test_each_state_is_alive_or_over():
    assert {*LIVE, *OVER} == set(S)
    assert not {*LIVE} & {*OVER}

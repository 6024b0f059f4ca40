"""The table of moves, tested as a table: every pair of states, through the real update."""

import pytest

from huiyin.messaging.models import Letter
from huiyin.messaging.moves import move
from huiyin.messaging.states import GONE, MOVES, SOURCES, UNSENT, LetterState, may_move
from huiyin.messaging.states import LetterState as S
from huiyin.messaging.tests.factories import make_letter

ALLOWED = {
    "planned": "held queued superseded cancelled suppressed",
    "held": "queued sent failed superseded cancelled suppressed",
    "queued": "claimed held failed superseded cancelled suppressed",
    "claimed": "sending queued held failed unknown superseded cancelled suppressed",
    "sending": "sent retrying unknown failed",
    "retrying": "claimed held failed superseded cancelled suppressed",
    "sent": "delivered opened answered bounced",
    "delivered": "opened answered bounced",
    "opened": "answered",
    "answered": "",
    "unknown": "sent delivered opened answered bounced queued failed superseded cancelled suppressed",
    "failed": "queued",
    "bounced": "queued opened answered",
    "superseded": "",
    "cancelled": "",
    "suppressed": "queued",
}


def test_the_table_is_this_one() -> None:
    assert {str(old): set(MOVES[old]) for old in MOVES} == {
        old: set(new.split()) for old, new in ALLOWED.items()
    }


@pytest.mark.both
@pytest.mark.django_db
@pytest.mark.parametrize("old", list(S))
def test_a_letter_moves_where_the_table_lets_it_and_nowhere_else(old: LetterState) -> None:
    letter = make_letter()

    moved = set()
    for new in LetterState:
        Letter.objects.update(state=old)
        if move([letter.pk], new):
            moved.add(new)
            letter.refresh_from_db()
            assert letter.state == new

    assert moved == MOVES[old]


@pytest.mark.django_db
def test_a_narrower_start_never_widens_the_table() -> None:
    letter = make_letter()

    assert move([letter.pk], S.SENT, among=set(S)) == 0
    assert move([letter.pk], S.CLAIMED, among={S.RETRYING}) == 0
    assert move([letter.pk], S.CLAIMED, among={S.QUEUED, S.SENT}) == 1


def test_what_was_handed_over_never_becomes_unsent_by_itself() -> None:
    """Back into the queue come only claims, and letters that a person sends again."""
    assert SOURCES[S.QUEUED] & GONE == {S.UNKNOWN}
    assert SOURCES[S.SENDING] == {S.CLAIMED}
    assert all(not may_move(gone, unsent) for gone in GONE - {S.UNKNOWN, S.SENDING} for unsent in UNSENT)
    assert {new for new in MOVES[S.SENDING] if new in UNSENT} == {S.RETRYING}

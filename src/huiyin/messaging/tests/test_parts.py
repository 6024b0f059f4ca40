"""Which of several wordings holds: the most specific, always exactly one, whatever the order."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.messaging.parts import Part, Where, pick

WHERE = Where(unit_path="/1/4/9/", category="shop", job=12, round="interview_1")
UNITS, CATEGORIES, JOBS, ROUNDS = (
    (None, 1, 4, 9, 7),
    ("", "shop", "tech"),
    (None, 12, 13),
    ("", "interview_1"),
)
EVERY = [Part(u, c, j, r) for u in UNITS for c in CATEGORIES for j in JOBS for r in ROUNDS]
HOLDING = [part for part in EVERY if part.holds_for(WHERE)]


def chosen(*parts: Part) -> Part | None:
    return pick([(part, part) for part in parts], WHERE)


@pytest.mark.parametrize(
    ("winner", "loser"),
    [
        (Part(unit=1), Part()),
        (Part(unit=4), Part(unit=1)),
        (Part(unit=9), Part(unit=4)),
        (Part(category="shop"), Part(unit=9)),
        (Part(category="shop", unit=1), Part(category="shop")),
        (Part(round="interview_1"), Part(category="shop", unit=9)),
        (Part(job=12), Part(round="interview_1", category="shop", unit=9)),
        (Part(job=12, round="interview_1"), Part(job=12)),
    ],
)
def test_the_more_specific_holds(winner: Part, loser: Part) -> None:
    assert chosen(winner, loser) == winner
    assert chosen(loser, winner) == winner


@pytest.mark.parametrize(
    "other",
    [Part(unit=7), Part(category="tech"), Part(job=13), Part(round="interview_2"), Part(7, "shop", 12)],
)
def test_what_belongs_elsewhere_never_holds(other: Part) -> None:
    assert chosen(other) is None
    assert chosen(other, Part()) == Part()


def test_no_two_parts_that_hold_weigh_the_same() -> None:
    assert len(HOLDING) == 32
    for one, other in combinations(HOLDING, 2):
        assert one.weight(WHERE) != other.weight(WHERE)


@given(st.lists(st.sampled_from(EVERY), unique=True), st.randoms())
def test_there_is_one_winner_whatever_the_order(parts: list[Part], random: object) -> None:
    winner = chosen(*parts)
    shuffled = list(parts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert chosen(*shuffled) == winner
    assert (winner is None) == (not any(part.holds_for(WHERE) for part in parts))


@pytest.mark.parametrize("part", EVERY)
def test_a_part_reads_back_from_its_text(part: Part) -> None:
    assert Part.of(part.key) == part


def test_a_letter_says_where_it_belongs_in_one_text() -> None:
    assert WHERE.text == "unit=/1/4/9/ category=shop job=12 round=interview_1"
    assert Where.of(WHERE.text) == WHERE
    assert Where.of("") == Where()
    assert Where.of("job=x unit=?") == Where(unit_path="?")
    assert pick([(Part(), "house")], Where.of("nonsense")) == "house"

import pytest

from huiyin.candidates.id_numbers import check_character, normalise_id_number

GOOD = ["11010519491231002X", "440524188001010014"]


@pytest.mark.parametrize("number", GOOD)
def test_known_examples_of_the_standard_pass(number):
    assert normalise_id_number(number) == number


def test_a_small_x_spaces_and_full_width_digits_are_put_right():
    assert normalise_id_number(" 110105 19491231 ００２x ") == "11010519491231002X"


def test_every_other_last_character_is_refused():
    first_17 = "11010519491231002"
    others = set("0123456789X") - {check_character(first_17)}

    assert [last for last in sorted(others) if normalise_id_number(first_17 + last)] == []


@pytest.mark.parametrize(
    "text",
    ["", "1101051949123100", "11010519491331002X", "01010519491231002X", "1101051949123100AX", "²" * 18],
)
def test_what_cannot_be_a_number_is_refused(text):
    assert normalise_id_number(text) is None

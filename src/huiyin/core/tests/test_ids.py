import pytest

from huiyin.core.ids import id_in, is_id, known_ids
from huiyin.core.references import ref_id

NONE = ["", "-1", "+1", " 1", "1.0", "1_0", "²", "٣", "一", "9" * 19, "9" * 5000, "0x1", "1\0"]


@pytest.mark.parametrize("text", NONE)
def test_what_no_database_could_know_is_nobodys(text: str) -> None:
    assert (is_id(text), id_in(text), known_ids([text])) == (False, 0, [])


def test_digits_are_an_id() -> None:
    assert (id_in("7"), id_in("9" * 18)) == (7, 10**18 - 1)
    assert known_ids(["7", "x", "3", "7"]) == [7, 3]


@pytest.mark.parametrize("text", ["interview:²", "interview:" + "9" * 5000, "interview:", "job:12", "12"])
def test_a_reference_to_nothing_is_none(text: str) -> None:
    assert ref_id(text, "interview") is None


def test_a_reference_names_its_row() -> None:
    assert ref_id("interview:12", "interview") == 12

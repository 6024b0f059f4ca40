import csv
import io

import pytest

from huiyin.core.csv_out import csv_text, harmless


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_what_a_spreadsheet_would_run_is_text(cell: str):
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["林若溪", "a=b", "", "12", " x"])
def test_other_cells_stay_as_they_are(cell: str):
    assert harmless(cell) == cell


def test_commas_quotes_and_lines_survive():
    row = ["林,若溪", 'said "no"', "two\nlines"]

    text = csv_text(["a", "b", "c"], [row])

    assert text.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(text.removeprefix("\ufeff")))) == [["a", "b", "c"], row]

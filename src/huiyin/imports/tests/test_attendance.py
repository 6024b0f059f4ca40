"""Attendance lists: our own small ones, and the real sheet where it is at hand."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from huiyin.candidates.models import Application, Candidate
from huiyin.imports.tests.factories import ATTENDANCE, bring_in, csv_of, make_office, seen, state_of_the_house
from huiyin.interviews.models import Interview, InterviewState
from huiyin.jobs.models import Job
from huiyin.messaging.models import Letter
from huiyin.todos.models import Todo

pytestmark = pytest.mark.django_db

REAL = Path(__file__).resolve().parents[5] / "shared" / "data" / "interview_attendance.csv"


def take(*rows: list[str], **options):
    return bring_in(
        csv_of(*rows, header=ATTENDANCE), preset="attendance", **{"create_missing": True} | options
    )


def test_a_row_becomes_an_interview_that_is_over():
    make_office()

    report = take(seen(1, Expected_Attendance="Yes"), seen(2, observed="No "), zone="Asia/Kolkata")

    assert report.rows["created"] == 2
    rows = Interview.objects.order_by("pk")
    assert [(row.state, row.answer) for row in rows] == [
        (InterviewState.COMPLETED, "yes"),
        (InterviewState.NO_SHOW, ""),
    ]
    assert rows[0].start == datetime(2015, 2, 12, 18, 30, tzinfo=UTC)
    assert [one.name for one in Candidate.objects.order_by("pk")] == ["Candidate 1", "Candidate 2"]
    assert set(Application.objects.values_list("state", flat=True)) == {"closed"}
    assert Job.objects.get(state="closed").title == "Hospira · Routine"


def test_history_writes_no_letter_and_asks_nobody():
    make_office()

    take(seen(1), invite=True)

    assert (Letter.objects.count(), Todo.objects.count()) == (0, 0)


def test_the_time_of_day_is_taken_where_it_stands():
    make_office()

    take(seen(1, on="28.08.2016 & 10.30 AM"), seen(2, on="27.08.2016"))

    spans = [(row.start.isoformat(), row.end - row.start) for row in Interview.objects.order_by("pk")]
    assert [(start, span.total_seconds() / 3600) for start, span in spans] == [
        ("2016-08-28T02:30:00+00:00", 1),
        ("2016-08-26T16:00:00+00:00", 24),
    ]


def test_its_candidates_are_known_again_by_their_number():
    make_office()
    take(seen(1), seen(2))
    before = state_of_the_house()

    assert take(seen(1), seen(2)).rows["unchanged"] == 2
    assert state_of_the_house() == before


def test_a_row_that_says_something_else_later_is_refused():
    make_office()
    take(seen(1))

    report = take(seen(1, observed="No"), seen(2))

    assert [(one.row, one.column) for one in report.problems] == [(2, "Name(Cand ID)")]
    assert Candidate.objects.count() == 1


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (seen(2, on="04/12/2015"), "Date of Interview"),
        (seen(2, on="13.02.2029"), "Date of Interview"),
        (seen(2, observed=""), "Observed Attendance"),
        (seen(2, observed="perhaps"), "Observed Attendance"),
        (seen(2, Position_to_be_closed="11.30 AM"), "Position to be closed"),
        (seen(1), "Name(Cand ID)"),
    ],
)
def test_doubtful_values_are_reported_and_never_guessed(row: list[str], column: str):
    make_office()

    report = take(seen(1), seen(3), row)

    assert [(one.row, one.column) for one in report.problems] == [(4, column)]
    assert Candidate.objects.count() == 0


def test_a_year_unlike_that_of_both_neighbours_is_reported():
    make_office()
    dates = ["21.4.2016", "21.4.2016", "21.4.2015", "21.4.2016", "22.4.2015"]

    report = take(*(seen(number, on=on) for number, on in enumerate(dates)), skip_bad=True)

    assert [(one.row, one.value) for one in report.problems] == [(4, "21.4.2015")]


def test_the_real_sheet_comes_in_but_for_what_nobody_can_know():
    if not REAL.exists():
        pytest.skip(f"{REAL} is not here: the real attendance sheet was not tried")
    make_office()

    report = bring_in(REAL.read_bytes(), preset="attendance", create_missing=True, skip_bad=True)

    assert report.rows_in == 900
    assert report.rows == {"created": 754, "updated": 0, "unchanged": 0, "rejected": 146}
    assert report.left_out == ["Gender", "Candidate Native location", "Marital Status"]
    assert Counter((one.column, one.value) for one in report.problems) == {
        ("Date of Interview", "04/12/16"): 86,
        ("Date of Interview", "05/11/2016"): 25,
        ("Date of Interview", "09-01-2016"): 15,
        ("Date of Interview", "03/06/16"): 2,
        ("Date of Interview", "21.4.15"): 4,
        **{("Date of Interview", f"12.04.{year}"): 1 for year in range(2017, 2024)},
        ("Nature of Skillset", "11.30 AM"): 2,
        **{
            ("Nature of Skillset", at): 1 for at in ("10.00 AM", "9.00 Am", "12.30 Pm", "9.30 AM", "11.30 Am")
        },
    }
    assert Counter(Interview.objects.values_list("state", flat=True)).total() == 754
    again = bring_in(REAL.read_bytes(), preset="attendance", create_missing=True, skip_bad=True)
    assert again.rows == {"created": 0, "updated": 0, "unchanged": 754, "rejected": 146}

import pytest

from huiyin.core import operations
from huiyin.core.actor import Actor
from huiyin.core.models import Operation, OperationState

pytestmark = [pytest.mark.django_db, pytest.mark.both]
BY = Actor(kind="user", key="user:7", label="Ada", user_id=7)
REFUSED = {"about": "application:3", "code": "clash", "problem": "Taken.", "mend": "Choose another time."}


def test_ten_clicks_begin_one_operation():
    first, is_new = operations.begin("interviews.invite", key="batch:1", total=30, by=BY)
    again = [operations.begin("interviews.invite", key="batch:1", total=30, by=BY) for _click in range(9)]
    assert is_new
    assert [(row.pk, new) for row, new in again] == [(first.pk, False)] * 9


def test_a_portion_that_runs_twice_is_counted_once():
    row, _new = operations.begin("interviews.invite", key="batch:1", total=30, by=BY)
    for _run in range(2):
        operations.report(row.pk, done=10, problems=[REFUSED])
    row.refresh_from_db()
    assert (row.state, row.done, row.failed) == (OperationState.RUNNING, 10, 1)
    assert row.detail["problems"] == [REFUSED]


def test_what_is_over_stays_over():
    row, _new = operations.begin("interviews.invite", key="batch:1", total=1, by=BY)
    operations.end(row.pk)
    ended = Operation.objects.get(pk=row.pk).ended_at
    operations.end(row.pk, state=OperationState.FAILED)
    operations.report(row.pk, done=1)
    row.refresh_from_db()
    assert (row.state, row.ended_at, row.done) == (OperationState.DONE, ended, 1)


@pytest.mark.parametrize("word", ["x" * 5000, "a\0b"])
def test_a_key_that_came_from_a_form_may_be_of_any_length_and_kind(word):
    first, _new = operations.begin("letters.withdraw", key=word, total=3, by=BY)

    assert operations.begin("letters.withdraw", key=word, total=3, by=BY) == (first, False)
    assert operations.find(word) == first
    assert operations.find(word + "y") is None

"""Many hands on one batch, each with a database connection of its own, on both databases."""

from collections import Counter
from collections.abc import Iterator

import pytest
import time_machine

from huiyin.core.background import run_waiting
from huiyin.core.models import Operation
from huiyin.interviews.actions.prepare_batch import save_settings
from huiyin.interviews.actions.send_batch import send_portion
from huiyin.interviews.batch_sending import send_batch, undo_batch
from huiyin.interviews.models import Interview
from huiyin.interviews.tests.batches import make_batch, rows_of
from huiyin.interviews.tests.factories import NOW, House, make_house
from huiyin.interviews.tests.test_races import all_at_once
from huiyin.messaging.models import Letter
from huiyin.workforce.models import Booking

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


@pytest.fixture
def house(transactional_db: None) -> House:
    return make_house()


@pytest.fixture(autouse=True)
def the_moment() -> Iterator[None]:
    with time_machine.travel(NOW, tick=True):
        yield


def test_ten_posts_at_once_are_one_sending(house: House) -> None:
    batch, by = make_batch(house, 4), house.by

    ends = all_at_once(*[lambda: send_batch(batch, by=by, seen=1)] * 10)
    run_waiting()

    assert ends == Counter(done=10)
    assert Operation.objects.count() == 1
    assert Interview.objects.count() == 4
    assert Letter.objects.filter(kind="interview.scheduled").count() == 4


def test_two_workers_at_one_sending_arrange_everybody_once(house: House) -> None:
    batch, by = make_batch(house, 6), house.by
    operation = send_batch(batch, by=by)

    ends = all_at_once(*[lambda: send_portion(operation.pk)] * 3)

    assert ends == Counter(done=3)
    operation.refresh_from_db()
    assert (operation.state, operation.done, operation.failed) == ("done", 6, 0)
    assert Interview.objects.count() == 6


def test_two_batches_of_the_same_people_never_book_anybody_twice(house: House) -> None:
    first = make_batch(house, 5)
    second = make_batch(house, [row.application for row in rows_of(first)])
    by = house.by

    all_at_once(lambda: send_batch(first, by=by), lambda: send_batch(second, by=by))
    run_waiting()

    assert Interview.objects.count() == 5
    assert Booking.objects.filter(resource__startswith="candidate:").count() == 5


def test_a_sending_and_an_undo_leave_all_or_nothing(house: House) -> None:
    batch, by = make_batch(house, 5), house.by
    operation = send_batch(batch, by=by)

    all_at_once(lambda: send_portion(operation.pk), lambda: undo_batch(batch, by=by))
    run_waiting()

    batch.refresh_from_db()
    live = Interview.objects.filter(state="scheduled").count()
    assert (batch.state, live, Booking.objects.filter(about__startswith="interview:").count() > 0) in [
        ("draft", 0, False),
        ("sent", 5, True),
    ]


def test_two_editors_at_once_and_one_is_told_of_the_other(house: House) -> None:
    batch, by = make_batch(house, 3), house.by

    ends = all_at_once(
        lambda: save_settings(batch, {"minutes": 30}, by=by, seen=1),
        lambda: save_settings(batch, {"minutes": 45}, by=by, seen=1),
    )

    assert ends == Counter(done=1, changed_meanwhile=1)

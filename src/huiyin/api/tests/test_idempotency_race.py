"""One key sent by many at the same moment, each with a database connection of its own."""

import threading
from collections import Counter

import pytest
from django.db import connection

from huiyin.api.models import IdempotentAnswer
from huiyin.api.tests.factories import make_asking_house
from huiyin.jobs.models import Job

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]

HANDS = 6


def test_many_at_once_are_one():
    """One does it; the others are given its answer, or told that it is under way."""
    house, asker = make_asking_house()
    body = {"title": "采购经理", "category": "functions", "org_unit": str(house.job.org_unit_id)}
    answers = []
    ready = threading.Barrier(HANDS)

    def send() -> None:
        try:
            ready.wait()
            answers.append(asker.post("/jobs", body, key="k1"))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(HANDS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    ends = Counter(answer.status_code for answer in answers)
    assert ends.total() == HANDS
    assert ends.keys() <= {201, 409}
    assert sum(one.status_code == 201 and "Idempotency-Replay" not in one for one in answers) == 1
    assert (Job.objects.filter(title="采购经理").count(), IdempotentAnswer.answers.count()) == (1, 1)
    assert asker.post("/jobs", body, key="k1")["Idempotency-Replay"] == "true"

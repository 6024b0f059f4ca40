"""/operations: the asker's own long work."""

import pytest

from huiyin.api.tests.factories import ask_as, make_asking_house
from huiyin.core import clock
from huiyin.core.models import Operation

pytestmark = pytest.mark.django_db


def test_her_own_can_be_watched_and_nobody_elses():
    house, asker = make_asking_house()
    operation = Operation.objects.create(
        kind="letters.bulk",
        key="one",
        state="running",
        done=3,
        total=10,
        failed=1,
        actor=f"user:{house.recruiter.pk}",
        created_at=clock.now(),
    )

    body = asker.get(f"/operations/{operation.pk}").json()

    assert {name: body[name] for name in ("state", "done", "total", "failed")} == {
        "state": "running",
        "done": 3,
        "total": 10,
        "failed": 1,
    }
    assert ask_as("recruiter").get(f"/operations/{operation.pk}").status_code == 404

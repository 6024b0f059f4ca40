"""The desk on a Tuesday morning, with its recruiter signed in."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from huiyin.interviews.tests.factories import NOW, House, make_house


@pytest.fixture(autouse=True)
def the_moment() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as moment:
        yield moment


@pytest.fixture
def house(db: None) -> House:
    return make_house()


@pytest.fixture
def desk(house: House, client: Client) -> Client:
    client.force_login(house.recruiter)
    return client

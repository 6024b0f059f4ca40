"""The desk on a Tuesday morning, with its recruiter signed in."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.test import Client

from huiyin.accounts.models import User
from huiyin.accounts.tests.factories import PASSWORD, make_user
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


@pytest.fixture
def browser(house: House) -> Callable[..., Client]:
    """Signs a user in; without one, a recruiter of the whole house."""

    def open_browser(user: User | None = None) -> Client:
        client = Client()
        user = user or make_user("recruiter")
        client.post("/sign-in/", {"email": user.email, "password": PASSWORD})
        return client

    return open_browser

"""The clock of every test here stands still."""

from collections.abc import Iterator

import pytest
import time_machine

from huiyin.interviews.tests.factories import NOW, House, make_house
from huiyin.messaging.channels import memory
from huiyin.messaging.channels.memory import Mail
from huiyin.messaging.shipped import install


@pytest.fixture(autouse=True)
def the_moment() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as moment:
        yield moment


@pytest.fixture
def house(db: None) -> House:
    return make_house()


@pytest.fixture
def mailbox(db: None) -> Iterator[list[Mail]]:
    """What the carrier brought, with the shipped texts at hand."""
    install()
    memory.empty()
    yield memory.arrived
    memory.empty()

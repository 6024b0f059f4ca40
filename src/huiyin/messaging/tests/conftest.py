"""Every test begins with empty hands: no mail arrived, nothing unwanted."""

from collections.abc import Iterator

import pytest

from huiyin.messaging.channels import memory
from huiyin.messaging.tests import factories


@pytest.fixture(autouse=True)
def _empty_hands() -> Iterator[None]:
    memory.empty()
    factories.unwanted.clear()
    factories.asked.clear()
    yield
    memory.empty()

import pytest
import time_machine

from huiyin.portal.tests.factories import NOW


@pytest.fixture(autouse=True)
def _tuesday_morning():
    """Two days before the interview; the clock goes on from there."""
    with time_machine.travel(NOW, tick=True):
        yield

import pytest
import time_machine

from huiyin.interviews.tests.factories import NOW


@pytest.fixture(autouse=True)
def _now():
    """Tuesday 24 November 2026, 10:20 in Shanghai."""
    with time_machine.travel(NOW, tick=False):
        yield

"""The clock runs each sweep at its own pace, and a broken one stops no other."""

import threading

import pytest

from huiyin.core import sweeps
from huiyin.core.sweeps import Sweep


@pytest.fixture
def registered(monkeypatch):
    monkeypatch.setattr(sweeps, "SWEEPS", {})
    return sweeps.SWEEPS


def test_a_name_is_registered_once(registered):
    sweeps.register(Sweep("seal", 5, lambda: None))

    with pytest.raises(ValueError, match="seal"):
        sweeps.register(Sweep("seal", 5, lambda: None))


@pytest.mark.django_db(transaction=True)
def test_a_broken_sweep_is_told_and_the_others_run(registered, caplog):
    ran = []
    sweeps.register(Sweep("broken", 5, lambda: 1 / 0))
    sweeps.register(Sweep("whole", 5, lambda: ran.append("whole")))

    assert sweeps.run_all() == ["broken"]

    assert ran == ["whole"]
    assert "sweep broken failed" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_the_clock_comes_back_to_each_sweep(registered):
    stop, ran = threading.Event(), []

    def count() -> None:
        ran.append("often")
        if len(ran) == 3:
            stop.set()

    sweeps.register(Sweep("often", 0.01, count))
    sweeps.register(
        Sweep("seldom", 3600, lambda: ran.append("seldom") if "seldom" not in ran else stop.set())
    )
    sweeps.run_forever(stop)

    assert sorted(set(ran)) == ["often", "seldom"]
    assert ran.count("seldom") == 1

"""The faults in small, as tests; the modules beside this one play them at full size."""

import pytest

from tests.fault import cancel_many, claim_race, db_restart, disk_full, kill9
from tests.fault.world import DATABASES


@pytest.mark.parametrize(("database", "connections"), [("sqlite", 1), ("sqlite", 4), ("postgresql", 2)])
def test_kill9_loses_nothing_and_repeats_nothing(database: str, connections: int) -> None:
    result = kill9.play(database, letters=150, kills=4, connections=connections)

    assert kill9.is_kept(result), result


@pytest.mark.parametrize("database", DATABASES)
def test_claim_race_gives_each_letter_to_one(database: str) -> None:
    result = claim_race.play(database, rows=400, workers=4)

    assert claim_race.is_kept(result), result


@pytest.mark.parametrize("database", DATABASES)
def test_db_restart_and_database_locked_lose_nothing(database: str) -> None:
    result = db_restart.play(database, letters=500, lock=3)

    assert db_restart.is_kept(result), result


def test_disk_full_loses_nothing() -> None:
    result = disk_full.play(letters=200)

    assert disk_full.is_kept(result), result


@pytest.mark.parametrize("database", DATABASES)
def test_cancelling_many_leaves_nothing_when_everything_is_killed_half_way(database: str) -> None:
    result = cancel_many.play(database, interviews=250)

    assert cancel_many.is_kept(result), result

"""Backups taken while people work, put back whole, and refused when they are not."""

import itertools
import json
import shutil
import sqlite3
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest

from tests.postgresql import Cluster
from tests.shell import COMMAND, environment, huiyin

pytestmark = pytest.mark.slow
MEMORY = {"HUIYIN_EMAIL_URL": "memory://"}
_numbers = itertools.count(1)
HELD = "SELECT count(*) FROM messaging_letter WHERE state = 'held' AND reason = 'restored'"


class House(NamedTuple):
    home: Path
    settings: dict[str, str]

    def run(self, *words: str) -> dict[str, object]:
        done = huiyin(self.home, *words, "--json", **self.settings)
        assert done.returncode == 0, done.stderr
        answer: dict[str, object] = json.loads(done.stdout)
        return answer

    def refused(self, *words: str) -> str:
        done = huiyin(self.home, *words, **self.settings)
        assert done.returncode == 1, done.stdout
        return done.stderr

    def sql(self, statement: str) -> list[tuple[object, ...]]:
        url = self.settings.get("HUIYIN_DATABASE_URL")
        opened = psycopg.connect(url) if url else sqlite3.connect(self.home / "huiyin.db", timeout=20)
        with closing(opened) as connection:
            cursor = connection.execute(statement)
            rows = cursor.fetchall() if cursor.description else []
            connection.commit()
        return rows

    def tags(self) -> int:
        [(count,)] = self.sql("SELECT count(*) FROM candidates_tag")
        return int(str(count))

    def add_tag(self, name: str) -> None:
        self.sql(f"INSERT INTO candidates_tag (name, is_automatic) VALUES ('{name}', false)")

    def backup(self) -> Path:
        return Path(str(self.run("backup")["file"]))


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.1)


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, House]]:
    """One home on each database, made once: `init` takes seconds."""
    cluster = Cluster().start()
    folder = tmp_path_factory.mktemp("seeds")
    on = {"sqlite": {}, "postgresql": {"HUIYIN_DATABASE_URL": cluster.url}}
    made = {name: House(folder / name, {**MEMORY, **settings}) for name, settings in on.items()}
    for one in made.values():
        one.run("init")
    yield made
    cluster.remove()


@pytest.fixture(params=["sqlite", "postgresql"])
def house(request: pytest.FixtureRequest, seeds: dict[str, House], tmp_path: Path) -> House:
    return copied(seeds[request.param], tmp_path)


@pytest.fixture
def served(seeds: dict[str, House], tmp_path: Path) -> House:
    return copied(seeds["postgresql"], tmp_path)


def copied(seed: House, tmp_path: Path) -> House:
    shutil.copytree(seed.home, tmp_path / "home")
    url = seed.settings.get("HUIYIN_DATABASE_URL")
    if url is None:
        return House(tmp_path / "home", MEMORY)
    name = f"house{next(_numbers)}"
    with psycopg.connect(url.rpartition("/")[0] + "/template1", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE postgres")
    return House(tmp_path / "home", {**MEMORY, "HUIYIN_DATABASE_URL": url.rpartition("/")[0] + f"/{name}"})


@pytest.fixture
def small(seeds: dict[str, House], tmp_path: Path) -> House:
    shutil.copytree(seeds["sqlite"].home, tmp_path / "home")
    return House(tmp_path / "home", MEMORY)


def test_a_backup_under_load_has_every_row_that_was_committed_before_it_began(house: House) -> None:
    stop, written = threading.Event(), []

    def write() -> None:
        while not stop.is_set():
            name = f"n{len(written)}"
            house.add_tag(name)
            written.append(name)

    writer = threading.Thread(target=write)
    writer.start()
    while len(written) < 50:
        time.sleep(0.01)
    before = len(written)
    file = house.backup()
    stop.set()
    writer.join()

    house.run("restore", str(file))

    assert before <= house.tags() <= len(written)
    names = {row[0] for row in house.sql("SELECT name FROM candidates_tag")}
    assert set(written[:before]) <= names


def test_what_is_put_back_is_what_was_there_and_what_came_after_is_set_aside(house: House) -> None:
    house.add_tag("早先")
    document = house.home / "files/documents/ab" / ("c" * 30)
    document.parent.mkdir(parents=True)
    document.write_bytes(b"sealed")
    file = house.backup()
    house.add_tag("后来")
    document.write_bytes(b"changed")

    said = house.run("restore", str(file))

    assert house.sql("SELECT name FROM candidates_tag") == [("早先",)]
    assert document.read_bytes() == b"sealed"
    assert len(said["aside"]) == 2  # type: ignore[arg-type]
    assert house.sql("SELECT count(*) FROM messaging_channelpause WHERE reason = 'restored'") == [(2,)]
    assert "restoring" not in {one.name for one in house.home.iterdir()}


def test_an_empty_machine_needs_only_the_file_and_the_keys(small: House, tmp_path: Path) -> None:
    small.add_tag("早先")
    file = small.backup()
    new = House(tmp_path / "new", small.settings)
    assert "key file" in new.refused("restore", str(file))
    new.home.mkdir(exist_ok=True)
    (new.home / "keys").write_bytes((small.home / "keys").read_bytes())

    new.run("restore", str(file))

    assert new.sql("SELECT name FROM candidates_tag") == [("早先",)]
    assert (new.home / "secret").read_text() == (small.home / "secret").read_text()


def emptied(house: House, *, has_extension: bool = False) -> House:
    """A new machine: the key file alone, and on PostgreSQL an empty database, as its keeper made it."""
    new = house.home.parent / "new"
    new.mkdir()
    (new / "keys").write_bytes((house.home / "keys").read_bytes())
    url = house.settings["HUIYIN_DATABASE_URL"]
    server, name = url.rpartition("/")[0], f"house{next(_numbers)}"
    with psycopg.connect(f"{server}/template1", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    made = House(new, {**house.settings, "HUIYIN_DATABASE_URL": f"{server}/{name}"})
    if has_extension:
        made.sql("CREATE EXTENSION btree_gist")
    return made


def book(house: House, about: str) -> None:
    house.sql(
        f"INSERT INTO workforce_booking (resource, start, \"end\", about) VALUES ('room:1',"
        f" '2026-12-01 09:00:00', '2026-12-01 10:00:00', '{about}')"
    )


@pytest.mark.parametrize("has_extension", [False, True])
def test_a_database_on_a_server_goes_to_a_new_machine_and_still_refuses_two_bookings(
    served: House, has_extension: bool
) -> None:
    served.add_tag("早先")
    file = served.backup()
    new = emptied(served, has_extension=has_extension)

    new.run("restore", str(file))

    assert new.sql("SELECT name FROM candidates_tag") == [("早先",)]
    book(new, "interview:1")
    with pytest.raises(psycopg.errors.ExclusionViolation):
        book(new, "interview:2")


def test_what_was_set_aside_may_be_dropped_after_a_restore(served: House) -> None:
    said = served.run("restore", str(served.backup()))

    served.sql(f"DROP {said['aside'][0]} CASCADE")  # type: ignore[index]

    book(served, "interview:1")
    with pytest.raises(psycopg.errors.ExclusionViolation):
        book(served, "interview:2")


def test_no_letter_that_fell_due_leaves_after_a_restore(small: House) -> None:
    small.sql("INSERT INTO messaging_contact (name, language, time_zone, ladder, blocked_reason)"
              " VALUES ('林若溪', 'zh-hans', 'Asia/Shanghai', '[\"email\"]', '')")  # fmt: skip
    for number, due in enumerate(("2020-01-01", "2020-01-02", "2099-01-01")):
        row = {
            **dict.fromkeys(("reason", "address", "operation", "message_id", "provider_id", "error"), ""),
            **dict.fromkeys(("due_at", "next_try_at", "created_at", "state_at"), due),
            **dict.fromkeys(("tries", "urgent"), 0),
            "contact_id": 1,
            "kind": "interviews.invite",
            "cause": "audit:1",
            "about": "interview:1",
            "version": number,
            "channel": "email",
            "ladder": "[]",
            "priority": 5,
            "language": "zh-hans",
            "template": "INV-1",
            "state": "planned" if due > "2090" else "queued",
        }
        values = ", ".join(repr(value) for value in row.values())
        small.sql(f"INSERT INTO messaging_letter ({', '.join(row)}) VALUES ({values})")
    file = small.backup()

    said = small.run("restore", str(file))
    drained = small.run("deliver", "--drain")

    assert said["held"] == 2
    assert small.sql(HELD) == [(2,)]
    assert (drained["sent"], drained["claimed"]) == (0, 0)
    assert small.sql("SELECT count(*) FROM messaging_letter WHERE state = 'planned'") == [(1,)]


def test_a_damaged_backup_is_refused_before_anything_is_touched(small: House) -> None:
    small.add_tag("早先")
    file = small.backup()
    small.add_tag("后来")
    raw = file.read_bytes()
    file.write_bytes(raw[:5000] + bytes([raw[5000] ^ 1]) + raw[5001:])

    refusal = small.refused("restore", str(file))

    assert "Nothing was changed" in refusal
    assert small.tags() == 2
    assert list(small.home.glob("*before-*")) == []
    assert list(small.home.glob("*.tmp*")) == []


def test_other_keys_do_not_open_it_and_older_ones_in_the_file_do(small: House) -> None:
    file = small.backup()
    keys = small.home / "keys"
    kept = keys.read_text()
    keys.write_text(kept.replace(kept.split(":")[0], "vother", 1))
    assert "which the key file does not have" in small.refused("restore", str(file))
    keys.write_text(kept)
    small.run("keys", "rotate")

    small.run("restore", str(file))

    assert len([line for line in keys.read_text().splitlines() if line.startswith("v")]) == 2


def test_a_home_at_work_is_left_alone_and_a_restore_that_was_cut_off_is_finished_first(small: House) -> None:
    file = small.backup()
    with subprocess.Popen([*COMMAND, "deliver"], env=environment(small.home, **small.settings)) as carrier:
        wait_until(lambda: small.sql("SELECT count(*) FROM messaging_carrierbeat") != [(0,)])
        assert "is running" in small.refused("restore", str(file))
        assert "is running" in small.refused("upgrade")
        carrier.terminate()
    (small.home / "restoring").touch()

    assert "cut off half way" in small.refused("deliver", "--drain")
    small.run("restore", str(file))
    small.run("deliver", "--drain")


def test_an_upgrade_backs_up_first_and_does_nothing_twice(house: House) -> None:
    (house.home / "version").unlink()

    first = house.run("upgrade")
    second = house.run("upgrade")

    assert Path(str(first["backup"])).name.startswith("huiyin-before-upgrade-")
    assert second["backup"] is None


def test_an_upgrade_that_fails_takes_its_own_step_back(house: House) -> None:
    house.add_tag("早先")
    house.sql("DELETE FROM django_migrations WHERE app = 'todos'")

    said = house.refused("upgrade")

    assert "The database is as it was" in said
    assert house.tags() == 1
    assert house.sql("SELECT count(*) FROM django_migrations WHERE app = 'todos'") == [(0,)]

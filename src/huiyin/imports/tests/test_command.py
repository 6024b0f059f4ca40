"""`huiyin import` as a person types it, and what a kill leaves behind."""

import argparse
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from huiyin.candidates.models import Candidate
from huiyin.core.errors import NotFound
from huiyin.imports.commands import import_file, import_file_arguments
from huiyin.imports.tests.factories import LIN, csv_of, make_office, person

SOURCE = Path(__file__).resolve().parents[3]
# Enough that their transaction outgrows its cache long before it ends.
PEOPLE = 12_000


def run(*words: str):
    parser = argparse.ArgumentParser()
    import_file_arguments(parser)
    return import_file(parser.parse_args([str(word) for word in words]))


@pytest.mark.django_db
def test_it_tries_first_and_writes_when_told(tmp_path: Path):
    make_office()
    file = tmp_path / "people.csv"
    file.write_bytes(csv_of(person(LIN)))

    tried = run(file, "--preset", "huiyin")
    done = run(file, "--preset", "huiyin", "--commit")

    assert (tried.code, tried.data["batch"], tried.data["rows"]["created"]) == (0, None, 1)
    assert (done.code, done.data["rows_in"]) == (0, 1)
    assert set(done.data) >= {"batch", "rows_in", "rows", "made", "columns_left_out", "problems"}
    undone = run("--undo", done.data["batch"])
    assert (undone.code, Candidate.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_a_rejected_row_ends_with_1_and_its_problem(tmp_path: Path):
    make_office()
    file = tmp_path / "people.csv"
    file.write_bytes(csv_of(person(("王芳", "12345"))))

    answer = run(file, "--preset", "huiyin", "--commit")

    assert (answer.code, answer.data["rows"]["rejected"]) == (1, 1)
    assert [sorted(one) for one in answer.data["problems"]] == [
        ["accepts", "column", "problem", "row", "sheet", "value"]
    ]
    assert "12345" in answer.text


@pytest.mark.django_db
def test_wrong_usage_ends_with_2_and_an_unknown_batch_with_a_refusal():
    assert run().code == 2
    with pytest.raises(NotFound):
        run("--undo", "99")


def huiyin(home: Path, *words: object) -> subprocess.Popen[str]:
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(SOURCE),
        "HUIYIN_HOME": str(home),
        "HUIYIN_EMAIL_URL": "memory://",
    }
    command = [sys.executable, "-m", "huiyin.config.command", *map(str, words)]
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def counts(home: Path) -> dict[str, int]:
    """How many rows every table holds, read from the file itself."""
    with closing(sqlite3.connect(f"file:{home / 'huiyin.db'}?mode=ro", uri=True)) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}


@pytest.mark.slow
def test_killed_half_way_it_leaves_nothing(tmp_path: Path):
    home, file = tmp_path / "home", tmp_path / "people.csv"
    people = [person((f"人{number}", f"139{number:08d}")) for number in range(PEOPLE)]
    file.write_bytes(csv_of(*people))
    huiyin(home, "init").communicate()
    before = counts(home)
    journal = home / "huiyin.db-wal"
    written = journal.stat().st_size if journal.exists() else 0

    importing = huiyin(home, "import", file, "--preset", "huiyin", "--commit", "--create-missing")
    # The transaction outgrows its cache and spills into the journal: then it is half way.
    while importing.poll() is None and (not journal.exists() or journal.stat().st_size <= written):
        time.sleep(0.005)
    was_running = importing.poll() is None
    importing.send_signal(signal.SIGKILL)
    importing.communicate()

    assert was_running
    assert importing.returncode == -signal.SIGKILL
    assert counts(home) == before
    again = huiyin(home, "import", file, "--preset", "huiyin", "--commit", "--create-missing", "--json")
    report = json.loads(again.communicate()[0])
    assert report["rows"] == {"created": PEOPLE, "updated": 0, "unchanged": 0, "rejected": 0}

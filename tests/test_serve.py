"""`huiyin serve`: ready when it says so, stubborn about its parts, quick to stop."""

import json
import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.shell import COMMAND, environment, free_port, huiyin

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("home") / "huiyin"
    assert huiyin(folder, "init").returncode == 0
    return folder


@pytest.fixture
def served(home) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [*COMMAND, "serve", "--json", "--port", str(free_port())]
    process = subprocess.Popen(command, env=environment(home), stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        event = json.loads(process.stdout.readline())
        assert event["event"] == "ready"
        yield process, event["url"]
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)
        process.stdout.close()


def test_the_first_request_succeeds_and_letters_move(served):
    _, url = served

    assert json.loads(get(f"{url}/healthz")) == {"ok": True, "version": "0.1.0"}
    assert until(lambda: json.loads(get(f"{url}/healthz/queue"))["ok"])


def test_a_killed_part_starts_again(served):
    process, url = served
    before, family = children(process.pid), descendants(process.pid)

    for child in before:
        os.kill(child, signal.SIGKILL)

    assert until(lambda: len(children(process.pid) - before) == len(before))
    assert until(lambda: not [pid for pid in family if is_running(pid)])
    assert until(lambda: get(f"{url}/healthz") != "")


def test_stopping_leaves_nothing_behind(home):
    port = free_port()
    command = [*COMMAND, "serve", "--json", "--port", str(port)]
    with subprocess.Popen(command, env=environment(home), stdout=subprocess.PIPE, text=True) as process:
        process.stdout.readline()
        family = descendants(process.pid)
        process.send_signal(signal.SIGTERM)

        assert process.wait(timeout=20) == 0

    assert until(lambda: not [pid for pid in family if is_running(pid)])


def test_a_killed_supervisor_takes_its_parts_along(home):
    command = [*COMMAND, "serve", "--json", "--port", str(free_port())]
    with subprocess.Popen(command, env=environment(home), stdout=subprocess.PIPE, text=True) as process:
        process.stdout.readline()
        family = descendants(process.pid)
        process.kill()

    assert until(lambda: not [pid for pid in family if is_running(pid)])


def test_a_taken_port_is_said_in_one_line(home):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        done = huiyin(home, "serve", "--port", str(port))

    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)
    assert f"HUIYIN_PORT {port}" in done.stderr


def get(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.read().decode()
    except OSError:
        return ""


def until(holds) -> bool:
    """Wait for what must come; the long patience is for a busy machine only."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.05)
    return False


def children(pid: int) -> set[int]:
    return {int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}


def descendants(pid: int) -> set[int]:
    direct = children(pid)
    return direct.union(*(descendants(child) for child in direct))


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False

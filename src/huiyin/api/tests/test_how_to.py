"""The how-to's commands, run as they stand in a shell against a server of their own."""

import json
import re
import shlex
import signal
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests import tree
from tests.shell import COMMAND, environment, free_port, huiyin

pytestmark = pytest.mark.slow
PAGE = tree.ROOT / "docs" / "how-to" / "api-from-token-to-invited.md"
# Whoever interviews is on the list of colleagues; a sheet may bring her.
SHEET = """姓名,邮箱,职位,面试时间,方式,面试官
甲,jia@example.com,采购,{day} 10:00,电话,hr@example.com
"""
NAMED = f'huiyin() {{ {shlex.join(COMMAND)} "$@"; }}\npython3() {{ {shlex.quote(sys.executable)} "$@"; }}\n'


def commands() -> str:
    return "\n".join(re.findall(r"```sh\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL))


def test_the_commands_lead_from_a_token_to_an_invited_candidate(tmp_path: Path):
    home, port = tmp_path / "huiyin", free_port()
    assert huiyin(home, "init", "--company", "青禾科技").returncode == 0
    words = ("user", "add", "hr@example.com", "--role", "hr_manager", "--password-stdin")
    assert huiyin(home, *words, stdin="correct horse battery").returncode == 0
    sheet = tmp_path / "people.csv"
    sheet.write_text(SHEET.format(day=date.today() + timedelta(days=3)), encoding="utf-8")  # noqa: DTZ011
    brought = huiyin(home, "import", str(sheet), "--preset", "huiyin", "--commit", "--create-missing")
    assert brought.returncode == 0, brought.stderr
    settings = {"HUIYIN_BASE_URL": f"http://127.0.0.1:{port}"}
    serve = [*COMMAND, "serve", "--json", "--port", str(port)]
    with subprocess.Popen(
        serve, env=environment(home, **settings), stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout
        server.stdout.readline()
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", NAMED + commands()],
            env=environment(home, **settings),
            capture_output=True,
            text=True,
            check=False,
        )
        server.send_signal(signal.SIGTERM)

    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    letters, answer = done.stdout.splitlines()
    told = {(one["kind"], one["state"] in {"held", "queued", "sent"}) for one in json.loads(letters)["items"]}
    assert ("interview.scheduled", True) in told
    assert answer == "None"

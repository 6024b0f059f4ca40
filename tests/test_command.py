"""What `huiyin` says and how it ends: 0 done, 1 refused in one clear line, 2 wrong usage."""

import importlib
import json
import stat

import pytest

from huiyin.config.command import COMMANDS
from tests.shell import huiyin

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A home that `init` has made."""
    folder = tmp_path_factory.mktemp("home") / "huiyin"
    made = huiyin(folder, "init", "--company", "青禾科技")
    assert (made.returncode, made.stderr) == (0, "")
    return folder


def test_init_makes_a_private_home(home):
    modes = {name: stat.S_IMODE((home / name).stat().st_mode) for name in ("", "secret", "keys", "huiyin.db")}

    assert modes == {"": 0o700, "secret": 0o600, "keys": 0o600, "huiyin.db": 0o600}


def test_init_may_run_again_and_keeps_the_secrets(home):
    before = [(home / name).read_text() for name in ("secret", "keys")]

    again = huiyin(home, "init", "--json")

    assert json.loads(again.stdout) == {"home": str(home), "unapplied": 0}
    assert [(home / name).read_text() for name in ("secret", "keys")] == before


def test_check_finds_a_new_home_in_order(home):
    done = huiyin(home, "check", "--json")

    assert json.loads(done.stdout) == {"ok": True, "problems": []}
    assert done.returncode == 0


def test_check_says_every_problem_with_its_mend(tmp_path):
    done = huiyin(tmp_path / "none", "check", "--json", HUIYIN_PORT="many", HUIYIN_EMAIL_URL="ftp://mail")

    found = json.loads(done.stdout)
    assert done.returncode == 1
    assert [problem["setting"] for problem in found["problems"]] == [
        "HUIYIN_PORT",
        "HUIYIN_EMAIL_URL",
        "HUIYIN_HOME",
        "HUIYIN_DATABASE_URL",
    ]
    assert all(problem["mend"] for problem in found["problems"])


def test_check_sees_keys_that_others_can_read(home):
    (home / "keys").chmod(0o644)
    try:
        done = huiyin(home, "check", "--json")
    finally:
        (home / "keys").chmod(0o600)

    assert [one["setting"] for one in json.loads(done.stdout)["problems"]] == ["HUIYIN_KEYS_FILE"]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"HUIYIN_BASE_URL": "hr.example.com"}, "HUIYIN_BASE_URL"),
        ({"HUIYIN_HOLD_SECONDS": "-1"}, "HUIYIN_HOLD_SECONDS"),
        ({"HUIYIN_DATABASE_URL": "mysql://root:pw-of-mysql@host/db"}, "HUIYIN_DATABASE_URL"),
        ({"HUIYIN_EMAIL_URL": "smtp://user:pw-of-mail@host:port"}, "HUIYIN_EMAIL_URL"),
        ({"HUIYIN_EMAIL_URL": "smtp://user:pw-of-mail@host/?form=hr@example.com"}, "HUIYIN_EMAIL_URL"),
        ({"HUIYIN_KEYS_FILE": "/nowhere/keys"}, "HUIYIN_KEYS_FILE"),
        ({"HUIYIN_PROT": "8000"}, "HUIYIN_PROT"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line_without_its_secret(home, settings, said):
    done = huiyin(home, "deliver", "--drain", **settings)

    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)
    assert said in done.stderr
    assert "pw-of" not in done.stderr


def test_without_a_home_every_command_says_what_to_do(tmp_path):
    done = huiyin(tmp_path / "none", "letters")

    assert (done.returncode, done.stderr.count("huiyin init")) == (1, 1)


def test_a_wrong_word_is_wrong_usage(home):
    assert huiyin(home, "recieve").returncode == 2
    assert huiyin(home, "serve", "--port", "0").returncode == 2


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_its_function(name):
    module, _, function = COMMANDS[name].path.partition(":")

    assert callable(getattr(importlib.import_module(module), function))

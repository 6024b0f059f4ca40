"""Settings are read once, judged, and every wrong one is named with its mend."""

from pathlib import Path

import pytest

from huiyin.config.database import database_settings, is_affected
from huiyin.config.environment import read_environment
from tests.gateway import SECRET


def problems(tmp_path: Path, **settings: str) -> dict[str, str]:
    found = read_environment({"HUIYIN_HOME": str(tmp_path), **settings}).problems
    assert all(problem.mend for problem in found)
    return {problem.setting: problem.problem for problem in found}


def test_nothing_chosen_is_fine(tmp_path):
    environment = read_environment({"HUIYIN_HOME": str(tmp_path)})

    assert environment.problems == ()
    assert (environment.port, environment.base_url) == (8000, "http://127.0.0.1:8000")
    assert (environment.email_url, environment.hold_seconds) == ("console://", 60)
    assert environment.keys_file == tmp_path / "keys"


def test_the_base_url_follows_the_port(tmp_path):
    environment = read_environment({"HUIYIN_HOME": str(tmp_path), "HUIYIN_PORT": "9000"})

    assert environment.base_url == "http://127.0.0.1:9000"


def test_a_gateway_is_read_from_its_settings_and_needs_a_secret(tmp_path):
    (tmp_path / "huiyin.toml").write_text('webhook_url = "https://gateway.example.com/"\nport = 8000\n')
    assert problems(tmp_path) == {"HUIYIN_WEBHOOK_SECRET": "is missing, and letters by webhook are signed"}
    assert read_environment({"HUIYIN_HOME": str(tmp_path)}).webhook is None

    chosen = {"HUIYIN_HOME": str(tmp_path), "HUIYIN_WEBHOOK_SECRET": SECRET}
    assert read_environment(chosen).problems == ()
    assert read_environment(chosen).webhook.url == "https://gateway.example.com/"


def test_the_file_in_the_home_is_read_and_the_environment_wins(tmp_path):
    (tmp_path / "huiyin.toml").write_text('port = 9000\nbase_url = "https://hr.example.com"\n')

    environment = read_environment({"HUIYIN_HOME": str(tmp_path), "HUIYIN_PORT": "9100"})

    assert (environment.port, environment.base_url) == (9100, "https://hr.example.com")


def test_an_unknown_line_and_a_broken_file_are_named(tmp_path):
    (tmp_path / "huiyin.toml").write_text("prot = 9000\n")
    assert list(problems(tmp_path)) == [f"{tmp_path}/huiyin.toml: prot"]

    (tmp_path / "huiyin.toml").write_text("port 9000\n")
    assert list(problems(tmp_path)) == [f"{tmp_path}/huiyin.toml"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HUIYIN_PORT", "0"),
        ("HUIYIN_PORT", "65536"),
        ("HUIYIN_PORT", "８０"),
        ("HUIYIN_BASE_URL", "hr.example.com"),
        ("HUIYIN_BASE_URL", "https://hr.example.com/huiyin"),
        ("HUIYIN_BASE_URL", "https://hr.example.com:port"),
        ("HUIYIN_BASE_URL", "https://*"),
        ("HUIYIN_BASE_URL", "https://.example.com"),
        ("HUIYIN_BASE_URL", "https://hr.example.com/#start"),
        ("HUIYIN_BASE_URL", "https://somebody:pw-of-site@hr.example.com"),
        ("HUIYIN_BASE_URL", "https://招聘.example.com"),
        ("HUIYIN_BASE_URL", "https://hr example.com"),
        ("HUIYIN_EMAIL_URL", "smtp://"),
        ("HUIYIN_EMAIL_URL", "smtp://user:pw-of-mail@host:99999"),
        ("HUIYIN_DATABASE_URL", "mysql://user:pw-of-db@host/db"),
        ("HUIYIN_DATABASE_URL", "postgresql://user:pw-of-db@host:port/db"),
        ("HUIYIN_HOLD_SECONDS", "601"),
        ("HUIYIN_UPLOAD_MEGABYTES", "0"),
        ("HUIYIN_ANYTHING", "1"),
        ("HUIYIN_WEBHOOK_URL", "https://user:pw-of-gateway@gateway.example.com/"),
        ("HUIYIN_WEBHOOK_URL", "http://gateway.example.com/"),
        ("HUIYIN_WEBHOOK_SECRET", "pw-of-gateway"),
        ("HUIYIN_WEBHOOK_RECEIPT_SECRET", "whsec_pw-of-gateway"),
        ("HUIYIN_WEBHOOK_ALLOW", "the office"),
        ("HUIYIN_WEBHOOK_PER_SECOND", "0"),
        ("HUIYIN_WEBHOOK_PER_DAY", "many"),
    ],
)
def test_a_wrong_value_is_named_without_its_secret(tmp_path, name, value):
    more = {"HUIYIN_WEBHOOK_SECRET": SECRET} if name.startswith("HUIYIN_WEBHOOK") else {}
    found = problems(tmp_path, **(more | {name: value}))

    assert list(found) == [name]
    assert "pw-of" not in found[name]


@pytest.mark.parametrize(
    ("version", "affected"),
    [
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
    ],
)
def test_which_sqlite_can_lose_commits(version, affected):
    assert is_affected(version) is affected


def test_sqlite_waits_flushes_and_begins_immediately():
    settings = database_settings("sqlite:////srv/huiyin.db", Path("/home"))

    assert settings["NAME"] == "/srv/huiyin.db"
    assert settings["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in settings["OPTIONS"]["init_command"]


def test_postgresql_is_read_from_its_url():
    settings = database_settings("postgresql://hr:p%40ss@db:5433/huiyin?sslmode=require", Path("/home"))

    assert {key: settings[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME", "OPTIONS")} == {
        "USER": "hr",
        "PASSWORD": "p@ss",
        "HOST": "db",
        "PORT": "5433",
        "NAME": "huiyin",
        "OPTIONS": {"options": "-c jit=off", "sslmode": "require"},
    }

"""Django's own checks: no model without its migration, nothing to warn about before going to production."""

import io
import os
import subprocess
import sys

import pytest
from django.core.management import call_command

from huiyin.config.check import database_problems, webhook_problems
from huiyin.config.environment import read_environment
from tests.gateway import SECRET


@pytest.mark.django_db
def test_every_model_change_has_its_migration():
    call_command("makemigrations", check=True, dry_run=True, stdout=io.StringIO())


@pytest.mark.both
@pytest.mark.django_db
def test_a_migrated_database_has_no_problems():
    assert database_problems() == []


@pytest.mark.parametrize(
    ("url", "allow", "named"),
    [
        ("http://127.0.0.1:9000/", "", ["HUIYIN_WEBHOOK_ALLOW"]),
        ("http://127.0.0.1:9000/", "127.0.0.0/8", []),
        ("https://10.20.3.4/", "10.20.0.0/16", []),
        ("https://169.254.169.254/", "10.0.0.0/8", ["HUIYIN_WEBHOOK_ALLOW"]),
        ("https://gateway.invalid/", "", ["HUIYIN_WEBHOOK_URL"]),
        ("", "", []),
    ],
)
def test_a_gateway_where_we_do_not_connect_is_named(tmp_path, url, allow, named):
    environment = read_environment(
        {
            "HUIYIN_HOME": str(tmp_path),
            "HUIYIN_WEBHOOK_URL": url,
            "HUIYIN_WEBHOOK_SECRET": SECRET,
            "HUIYIN_WEBHOOK_ALLOW": allow,
        }
    )

    assert [problem.setting for problem in webhook_problems(environment)] == named


def test_the_deployment_check_warns_of_nothing(tmp_path):
    (tmp_path / "secret").write_text("a-secret-of-a-real-installation-is-made-by-huiyin-init-and-is-long")
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("HUIYIN_")},
        "DJANGO_SETTINGS_MODULE": "huiyin.config.settings",
        "HUIYIN_HOME": str(tmp_path),
        "HUIYIN_BASE_URL": "https://hr.example.com",
    }
    done = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")

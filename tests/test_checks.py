"""Django's own checks: no model without its migration, nothing to warn about before going to production."""

import io
import os
import subprocess
import sys

import pytest
from django.core.management import call_command

from huiyin.config.check import database_problems


@pytest.mark.django_db
def test_every_model_change_has_its_migration():
    call_command("makemigrations", check=True, dry_run=True, stdout=io.StringIO())


@pytest.mark.both
@pytest.mark.django_db
def test_a_migrated_database_has_no_problems():
    assert database_problems() == []


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

"""A throw-away home for the tests, made before Django loads."""

import os
import tempfile
from pathlib import Path

_home = Path(tempfile.mkdtemp(prefix="huiyin-test-"))
_home.chmod(0o700)
for _name in [name for name in os.environ if name.startswith("HUIYIN_") and name != "HUIYIN_TEST_DATABASE"]:
    del os.environ[_name]
os.environ.update(
    {
        "HUIYIN_HOME": str(_home),
        "HUIYIN_EMAIL_URL": "memory://",
        "HUIYIN_BASE_URL": "http://hr.example.test",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
)

from huiyin.core.encryption import new_key_file_text  # noqa: E402 -- the home comes first

(_home / "keys").write_text(new_key_file_text())

import django  # noqa: E402 -- the settings read the environment made above

django.setup()

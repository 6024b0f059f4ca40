"""A throw-away home for the tests, and the database that they run on, made before Django loads.

HUIYIN_TEST_DATABASE is empty for SQLite, `postgresql` for a cluster of our own, or the URL of one that runs.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tools import messages


def _at_exit(clean: Callable[[], object]) -> None:
    """Clean up when this process ends, and not when a test's fork of it does."""
    owner = os.getpid()
    atexit.register(lambda: clean() if os.getpid() == owner else None)


# The parallel workers inherit these two from the process that started them.
_root = os.environ.get("TESTS_FOLDER")
if not _root:
    _root = os.environ["TESTS_FOLDER"] = tempfile.mkdtemp(prefix="huiyin-test-")
    _at_exit(partial(shutil.rmtree, _root, ignore_errors=True))
_database = os.environ.get("TESTS_DATABASE_URL") or os.environ.get("HUIYIN_TEST_DATABASE", "")
if _database == "postgresql":
    from tests.postgresql import Cluster

    _cluster = Cluster().start()
    _at_exit(_cluster.remove)
    _database = os.environ["TESTS_DATABASE_URL"] = _cluster.url

_home = Path(tempfile.mkdtemp(prefix="home-", dir=_root))
for _name in [name for name in os.environ if name.startswith("HUIYIN_")]:
    del os.environ[_name]
os.environ.update(
    {
        "HUIYIN_HOME": str(_home),
        "HUIYIN_DATABASE_URL": _database,
        "HUIYIN_EMAIL_URL": "memory://",
        "HUIYIN_BASE_URL": "http://hr.example.test",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
)

from huiyin.core.encryption import new_key_file_text  # noqa: E402 -- the home comes first

(_home / "keys").write_text(new_key_file_text())
messages.compile_all()

import django  # noqa: E402 -- the settings read the environment made above

django.setup()

WHOLE_HOUSE = {
    "authz_matrix.py",
    "test_data_at_rest.py",
    "test_link_guessing.py",
    "test_link_tokens.py",
    "test_other_branch.py",
    "test_rotation.py",
    "test_sealer.py",
    "test_walls.py",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browsers, faults and walks through the whole house are slow by nature; the others say so themselves."""
    for item in items:
        in_browser = "browser" in getattr(item, "fixturenames", ())
        if in_browser or item.path.parent.name == "fault" or item.path.name in WHOLE_HOUSE:
            item.add_marker(pytest.mark.slow)

import re
from pathlib import Path

import huiyin
from huiyin.config.backups.databases import EXTENSIONS

_MADE = re.compile(r"CREATE EXTENSION (?:IF NOT EXISTS )?(\w+)")


def test_a_restore_makes_the_extensions_that_the_migrations_make():
    files = Path(huiyin.__file__).parent.glob("*/migrations/*.py")

    assert {name for file in files for name in _MADE.findall(file.read_text())} == set(EXTENSIONS)

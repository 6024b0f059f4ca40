"""Choosing the database, and the SQLite library that it stands on.

SQLite 3.7.0 to 3.51.2 can lose a commit that meets a checkpoint in WAL mode (fixed in 3.51.3, 3.50.7 and
3.44.6), so where Python's own library is affected the `pysqlite3` wheel takes its place. This must
happen before Django loads, so it happens here and nowhere else.
"""

import sqlite3
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

FIXED_IN_SERIES = {(3, 50): 7, (3, 44): 6}


def is_affected(version: tuple[int, int, int]) -> bool:
    """Whether a SQLite library version has the WAL reset bug."""
    if version < (3, 7, 0) or version >= (3, 51, 3):
        return False
    fixed = FIXED_IN_SERIES.get(version[:2])
    return fixed is None or version[2] < fixed


def use_sound_sqlite() -> None:
    """Put `pysqlite3` in the place of an affected `sqlite3`, when the wheel is there."""
    if not is_affected(sqlite3.sqlite_version_info):
        return
    try:
        import pysqlite3  # noqa: PLC0415 -- only where the system's library is affected
    except ImportError:
        return
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2


def database_settings(url: str, home: Path) -> dict[str, Any]:
    """Django's settings for `sqlite:///path` or `postgresql://user:pass@host:port/name`.

    Empty means `huiyin.db` in the home.
    """
    if not url:
        return _sqlite(home / "huiyin.db")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path("/" + unquote(parts.path).lstrip("/")))
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            # Compiling takes longer than our queries run: a page of counts took 280 ms with it, 45 without.
            "OPTIONS": {"options": "-c jit=off"} | dict(parse_qsl(parts.query)),
        }
    raise ValueError("use sqlite:///path/to/file.db or postgresql://user:password@host:5432/name")


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-20000;"
                "PRAGMA temp_store=MEMORY;PRAGMA journal_size_limit=27103364;"
            ),
        },
    }

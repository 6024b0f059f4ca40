"""The home's secret for sessions and signatures: one file, made by `huiyin init`."""

import os
import secrets
from pathlib import Path


def secret_file(home: Path) -> Path:
    return home / "secret"


def new_secret() -> str:
    return secrets.token_urlsafe(50)


def secret_key(home: Path) -> str:
    """The stored secret; a passing one while there is none, so that `init` and `check` can run."""
    try:
        return secret_file(home).read_text().strip() or new_secret()
    except OSError:
        return new_secret()


def write_private(file: Path, text: str) -> None:
    """Write a new file that only its owner reads; an existing one is left as it is."""
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())

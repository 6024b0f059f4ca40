"""Files that lie encrypted in the home: written at once or not at all, under names that say nothing.

What is written to the disk is sealed before, so no draft, no temporary file and no backup holds it in clear.
"""

import errno
import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.utils.translation import gettext as _

from huiyin.core import encryption
from huiyin.core.digests import in_letters
from huiyin.core.errors import DomainError

_NAME = re.compile(r"[a-z]+/[a-p]{2}/[a-p]{30}")
_FULL = {errno.ENOSPC, errno.EDQUOT}


def store(folder: str, data: bytes) -> str:
    """Keep bytes under a new random path, which is returned; refuses, with nothing left behind, when the disk
    does not take them.
    """
    mark = in_letters(secrets.token_bytes(16))
    path = f"{folder}/{mark[:2]}/{mark[2:]}"
    try:
        _write(_file(path), encryption.encrypt(data))
    except OSError as wrong:
        if wrong.errno in _FULL:
            raise DomainError(
                "disk_full",
                _("There is no room left on the disk, so the file was not kept."),
                _("Ask the administrator to make room, then upload it again."),
            ) from wrong
        raise DomainError(
            "not_stored",
            _("The file could not be written, so it was not kept."),
            _("Try again; if it stays so, ask the administrator."),
        ) from wrong
    return path


def read(path: str) -> bytes:
    return encryption.decrypt(_file(path).read_bytes())


def remove(path: str) -> None:
    """Gone; removing it again changes nothing."""
    _file(path).unlink(missing_ok=True)


def rotate_all() -> Iterator[tuple[str, bool]]:
    """Every file that is under an older key, and whether it could be brought under the newest one."""
    for file in sorted(_home().glob("*/*/*")):
        path = file.relative_to(_home()).as_posix()
        if not _NAME.fullmatch(path):
            continue
        try:
            sealed = file.read_bytes()
        except FileNotFoundError:
            continue
        if encryption.is_newest(sealed):
            continue
        try:
            _write(file, encryption.rotate(sealed), only_over=True)
        except InvalidToken:
            yield path, False
        else:
            yield path, True


def _write(file: Path, sealed: bytes, *, only_over: bool = False) -> None:
    """All or nothing, and on the disk when it returns."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{secrets.token_hex(4)}.new")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(sealed)
            out.flush()
            os.fsync(out.fileno())
        if not only_over or file.exists():
            draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _home() -> Path:
    return Path(settings.HUIYIN_HOME) / "files"


def _file(path: str) -> Path:
    if not _NAME.fullmatch(path):
        raise ValueError(f"{path!r} is no path of ours")
    return _home() / path

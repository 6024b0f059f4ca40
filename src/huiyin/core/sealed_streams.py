"""Files too large for one piece, sealed as they are written: no more than a piece is ever in memory or in
clear. They lie beside the sealed files, in a folder of the home, and live shortly.
"""

import errno
import io
import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from django.conf import settings
from django.utils.translation import gettext as _

from huiyin.core.digests import in_letters
from huiyin.core.errors import DomainError
from huiyin.core.sealing import PIECE, Damaged, NoKey, Opener, Sealer

_NAME = re.compile(r"[a-p]{32}")
_FULL = {errno.ENOSPC, errno.EDQUOT}


class SealedWriter:
    """Takes bytes as a file does. Leaves a whole file under `name`, or nothing when left by an error."""

    def __init__(self, folder: str) -> None:
        self.name = in_letters(secrets.token_bytes(16))
        self.size = 0
        self._file = _path(folder, self.name)
        self._draft = self._file.with_name(f"{self.name}.new")
        self._what = folder

    def __enter__(self) -> "SealedWriter":
        try:
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._out = os.fdopen(os.open(self._draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
            self._sealer = Sealer(self._out, self._what)
        except OSError as wrong:
            raise _refusal(wrong) from wrong
        return self

    def write(self, data: bytes) -> int:
        self.size += len(data)
        try:
            return self._sealer.write(data)
        except OSError as wrong:
            raise _refusal(wrong) from wrong

    def flush(self) -> None:
        """A file's; a piece is sealed when it is full."""

    def __exit__(
        self, kind: type[BaseException] | None, _wrong: BaseException | None, _where: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._sealer.close()
                self._finish()
        except OSError as wrong:
            raise _refusal(wrong) from wrong
        finally:
            self._sealer.abandon()
            self._close()
            self._draft.unlink(missing_ok=True)

    def _finish(self) -> None:
        self._out.flush()
        os.fsync(self._out.fileno())
        self._draft.replace(self._file)

    def _close(self) -> None:
        """What could not be written is not waited for."""
        try:
            self._out.close()
        except OSError:
            self._out = open(os.devnull, "wb")  # noqa: PTH123, SIM115 -- the descriptor is gone already


def read(folder: str, name: str) -> Iterator[bytes]:
    """The pieces in clear, one after the other; refuses a file that is not whole or under a forgotten key."""
    try:
        with (
            _path(folder, name).open("rb") as sealed,
            io.BufferedReader(Opener(sealed, folder), PIECE) as plain,
        ):
            while piece := plain.read(PIECE):
                yield piece
    except (FileNotFoundError, Damaged, NoKey) as gone:
        raise DomainError("file_gone", _("This file is not there any more."), _("Make it anew.")) from gone


def remove(folder: str, name: str) -> None:
    """Gone; removing it again changes nothing."""
    _path(folder, name).unlink(missing_ok=True)


def names(folder: str) -> Iterator[tuple[str, float]]:
    """What lies there, drafts too, and since when (epoch seconds)."""
    home = Path(settings.HUIYIN_HOME) / folder
    for file in home.iterdir() if home.is_dir() else ():
        try:
            yield file.name, file.stat().st_mtime
        except FileNotFoundError:
            continue


def remove_draft(folder: str, file_name: str) -> None:
    if file_name.endswith(".new") and _NAME.fullmatch(file_name.removesuffix(".new")):
        (Path(settings.HUIYIN_HOME) / folder / file_name).unlink(missing_ok=True)


def _path(folder: str, name: str) -> Path:
    if not _NAME.fullmatch(name) or not folder.isalpha():
        raise ValueError(f"{name!r} is no name of ours")
    return Path(settings.HUIYIN_HOME) / folder / name


def _refusal(wrong: OSError) -> DomainError:
    if wrong.errno in _FULL:
        return DomainError(
            "disk_full",
            _("There is no room left on the disk, so the file was not kept."),
            _("Ask the administrator to make room, then try again."),
        )
    return DomainError(
        "not_stored",
        _("The file could not be written, so it was not kept."),
        _("Try again; if it stays so, ask the administrator."),
    )

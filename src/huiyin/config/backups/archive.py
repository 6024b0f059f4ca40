"""What a backup holds, and taking it in and out of its sealed file.

A tar of `database`, `files/…`, `secret`, `huiyin.toml`, `audit-anchors.txt` and, last, `manifest.json`,
packed and sealed. The keys are not in it: whoever finds the file alone can read nothing, and whoever keeps it
keeps the key file elsewhere.
"""

import gzip
import hashlib
import io
import json
import os
import re
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from huiyin import __version__
from huiyin.config.backups import databases
from huiyin.core import clock
from huiyin.core.sealing import Damaged, Opener, Sealer

DATABASE, MANIFEST, FILES = "database", "manifest.json", "files"
BESIDE = ("secret", "huiyin.toml", "audit-anchors.txt")
_MEMBER = re.compile(
    r"database|secret|huiyin\.toml|audit-anchors\.txt|manifest\.json|files/[a-z]+/[a-p]{2}/[a-p]{30}"
)
_LEVEL = 3
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Manifest:
    """`rows` by table, `digests` by member (SHA-256), `migrations` as `app.name`."""

    version: str
    at: str
    database: str
    migrations: list[str]
    rows: dict[str, int]
    digests: dict[str, str]


def write(out: IO[bytes], home: Path, work: Path) -> Manifest:
    """Seal the whole home but its keys. `work` is a folder of ours for the database's copy.

    Documents are taken before the database and again after it, so that each row's file is there.
    """
    facts = {"version": __version__, "at": clock.now().isoformat(), "database": databases.vendor()}
    sealer = Sealer(out, "backup", facts)
    digests: dict[str, str] = {}
    try:
        with (
            gzip.GzipFile(fileobj=sealer, mode="wb", compresslevel=_LEVEL, mtime=0) as packed,
            tarfile.open(fileobj=packed, mode="w|", bufsize=_CHUNK) as tar,
        ):
            _add_documents(tar, home, digests)
            rows = databases.copy_to(work / DATABASE)
            _add(tar, work / DATABASE, DATABASE, digests)
            (work / DATABASE).unlink()
            _add_documents(tar, home, digests)
            for name in BESIDE:
                if (home / name).is_file():
                    _add(tar, home / name, name, digests)
            manifest = Manifest(**facts, migrations=applied(), rows=rows, digests=digests)
            said = json.dumps(vars(manifest), ensure_ascii=False).encode()
            _put(tar, MANIFEST, io.BytesIO(said), len(said))
    except BaseException:
        sealer.abandon()
        raise
    sealer.close()
    return manifest


def unpack(source: IO[bytes], into: Path) -> Manifest:
    """Open everything into an empty folder and compare it with its manifest; raises `Damaged` or `NoKey`."""
    found: dict[str, str] = {}
    try:
        with (
            io.BufferedReader(Opener(source, "backup"), _CHUNK) as plain,
            gzip.GzipFile(fileobj=plain, mode="rb") as packed,
            tarfile.open(fileobj=packed, mode="r|", bufsize=_CHUNK) as tar,
        ):
            for member in tar:
                if not member.isreg() or not _MEMBER.fullmatch(member.name):
                    raise Damaged(f"it holds something that is not ours: {member.name[:60]!r}")
                target = into / member.name
                target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                content = tar.extractfile(member)
                if content is None:
                    raise Damaged(f"{member.name} is broken")
                with target.open("wb") as out:
                    found[member.name] = _copied(content, out)
            # To the very end, or pieces that were cut off would go unnoticed.
            while packed.read(_CHUNK) or plain.read(_CHUNK):
                pass
    except (tarfile.TarError, gzip.BadGzipFile, EOFError) as wrong:
        raise Damaged(f"its contents are broken: {wrong}") from wrong
    if found.pop(MANIFEST, None) is None:
        raise Damaged("its list of contents is missing")
    manifest = Manifest(**json.loads((into / MANIFEST).read_text()))
    for name in sorted(manifest.digests.keys() | found.keys()):
        if manifest.digests.get(name) != found.get(name):
            raise Damaged(f"{name} is missing or differs from the list of contents")
    return manifest


def applied() -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


@contextmanager
def folder_in(home: Path, name: str) -> Iterator[Path]:
    """An empty folder in the home that only its owner reads, gone afterwards."""
    work = home / name
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(mode=0o700, parents=True)
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _add_documents(tar: tarfile.TarFile, home: Path, digests: dict[str, str]) -> None:
    for file in sorted((home / FILES).glob("*/*/*")):
        name = file.relative_to(home).as_posix()
        if name not in digests and _MEMBER.fullmatch(name):
            try:
                _add(tar, file, name, digests)
            except FileNotFoundError:
                continue


def _add(tar: tarfile.TarFile, file: Path, name: str, digests: dict[str, str]) -> None:
    with file.open("rb") as content:
        size = os.fstat(content.fileno()).st_size
        digests[name] = _put(tar, name, content, size)


def _put(tar: tarfile.TarFile, name: str, content: IO[bytes], size: int) -> str:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    watched = _Watched(content)
    tar.addfile(member, watched)
    return watched.digest.hexdigest()


class _Watched:
    """Bytes on their way into the tar, counted into a digest."""

    def __init__(self, content: IO[bytes]) -> None:
        self._content, self.digest = content, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        taken = self._content.read(size)
        self.digest.update(taken)
        return taken


def _copied(content: Any, out: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while piece := content.read(_CHUNK):
        digest.update(piece)
        out.write(piece)
    return digest.hexdigest()

"""Files in the home: sealed, whole or not there, and under the newest key after a rotation."""

import errno
import os
from pathlib import Path

import pytest

from huiyin.core import encryption, rotation, sealed_files
from huiyin.core.encryption import new_key_file_text
from huiyin.core.errors import DomainError

SAID = b"13800138000 \xe8\xae\xb8\xe7\x9f\xa5\xe5\xa4\x8f"


@pytest.fixture(autouse=True)
def home(settings, tmp_path) -> Path:
    settings.HUIYIN_HOME = tmp_path
    settings.HUIYIN_KEYS_FILE = tmp_path / "keys"
    settings.HUIYIN_KEYS_FILE.write_text(new_key_file_text())
    return tmp_path


def files(home: Path) -> list[Path]:
    return [file for file in (home / "files").rglob("*") if file.is_file()]


def test_what_is_stored_is_read_again_and_lies_sealed_for_its_owner_alone(home):
    path = sealed_files.store("documents", SAID)

    assert sealed_files.read(path) == SAID
    assert files(home) == [home / "files" / path]
    assert SAID not in files(home)[0].read_bytes()
    assert files(home)[0].stat().st_mode & 0o777 == 0o600


def test_a_removed_file_is_gone_and_may_be_removed_again(home):
    path = sealed_files.store("documents", SAID)

    sealed_files.remove(path)
    sealed_files.remove(path)

    assert files(home) == []


@pytest.mark.parametrize("path", ["../keys", "documents/../../keys", "/etc/passwd", "documents/aa/b", ""])
def test_a_path_that_is_not_ours_is_never_opened(path):
    with pytest.raises(ValueError, match="no path of ours"):
        sealed_files.read(path)


@pytest.mark.parametrize(
    ("number", "code"), [(errno.ENOSPC, "disk_full"), (errno.EDQUOT, "disk_full"), (errno.EIO, "not_stored")]
)
def test_a_disk_that_does_not_take_it_is_named_and_leaves_nothing_behind(home, monkeypatch, number, code):
    def full(_fd: int) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(DomainError) as refusal:
        sealed_files.store("documents", SAID)

    assert refusal.value.code == code
    assert files(home) == []


@pytest.mark.django_db
def test_a_rotation_brings_files_under_the_new_key_and_names_those_no_key_opens(home, monkeypatch):
    monkeypatch.setattr(rotation, "SETTLE_SECONDS", 0)
    path, broken = sealed_files.store("documents", SAID), sealed_files.store("documents", b"x")
    (home / "files" / broken).write_bytes(b"not sealed")
    assert encryption.is_newest((home / "files" / path).read_bytes())

    outcome = rotation.rotate()

    assert outcome.unreadable == (f"files:{broken}",)
    assert encryption.is_newest((home / "files" / path).read_bytes())
    assert sealed_files.read(path) == SAID
    assert not list((home / "files").rglob("*.new"))

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from huiyin.core.encryption import new_key_file_text
from huiyin.core.sealing import PIECE, Damaged, NoKey, Opener, Sealer

PLAIN = bytes(range(256)) * (2 * PIECE // 256) + "林若溪".encode()


@pytest.fixture(autouse=True)
def keys_file(settings, tmp_path: Path) -> Path:
    file = tmp_path / "keys"
    file.write_text(new_key_file_text())
    settings.HUIYIN_KEYS_FILE = file
    return file


def seal(plain: bytes = PLAIN) -> bytes:
    out = io.BytesIO()
    with Sealer(out, "backup", {"version": "0.1.0"}) as sealer:
        sealer.write(plain)
    return out.getvalue()


def unseal(raw: bytes) -> bytes:
    return io.BufferedReader(Opener(io.BytesIO(raw), "backup")).read()


@pytest.mark.parametrize("plain", [b"", b"x", PLAIN[:PIECE], PLAIN[: PIECE + 1], PLAIN])
def test_what_is_sealed_opens_as_it_was(plain: bytes):
    assert unseal(seal(plain)) == plain


def test_nothing_of_it_can_be_read():
    assert "林若溪".encode() not in seal()


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda raw: raw[: len(raw) // 2], "ends too early"),
        (lambda raw: raw[:-1], "ends too early"),
        (lambda raw: raw[: _end_of_first_piece(raw)], "ends too early"),
        (lambda raw: raw[:5000] + bytes([raw[5000] ^ 1]) + raw[5001:], "piece 1 is broken"),
        (lambda raw: raw + b"x", "added to its end"),
        (lambda raw: raw[: raw.index(b"\n") + 1] + raw[_end_of_first_piece(raw) :], "piece 1 is broken"),
        (lambda raw: raw.replace(b'"form": 1', b'"form": 9', 1), "has the form 9"),
        (lambda raw: raw.replace(b'"huiyin": "backup"', b'"huiyin": "export"', 1), "not a backup"),
        (lambda raw: raw.replace(b'"version": "0', b'"version": "7', 1), "piece 1 is broken"),
        (lambda raw: raw.replace(b'"salt": "', b'"salt": "zz', 1), "first line is broken"),
        (lambda raw: b"PK" + raw, "not a backup"),
        (lambda raw: b"", "not a backup"),
    ],
)
def test_what_was_changed_does_not_open(harm: Callable[[bytes], bytes], said: str):
    with pytest.raises(Damaged, match=said):
        unseal(harm(seal()))


def test_one_that_was_never_closed_does_not_open():
    out = io.BytesIO()
    sealer = Sealer(out, "backup")
    sealer.write(PLAIN)
    sealer.abandon()

    with pytest.raises(Damaged, match="ends too early"):
        unseal(out.getvalue())


def test_other_keys_do_not_open_it(keys_file: Path):
    raw = seal()
    keys_file.write_text(new_key_file_text())

    with pytest.raises(NoKey):
        unseal(raw)


def test_another_key_of_the_same_name_does_not_open_it(keys_file: Path):
    name = keys_file.read_text().split(":")[0]
    raw = seal()
    other = new_key_file_text()
    keys_file.write_text(other.replace(other.split(":")[0], name, 1))

    with pytest.raises(Damaged, match="piece 1 is broken"):
        unseal(raw)


def test_an_older_key_in_the_file_opens_it(keys_file: Path):
    raw = seal()
    keys_file.write_text(new_key_file_text().splitlines()[0] + "\n" + keys_file.read_text())

    assert unseal(raw) == PLAIN


def _end_of_first_piece(raw: bytes) -> int:
    start = raw.index(b"\n") + 1
    return start + 4 + int.from_bytes(raw[start : start + 4], "big")


@pytest.mark.parametrize(
    "head",
    [
        b'{"huiyin": "backup", "form": 1}',
        b'{"huiyin": "backup", "form": 1, "key": [1], "salt": "00"}',
        b'{"huiyin": "backup", "form": 1, "key": "v1", "salt": 7}',
        b'{"huiyin": "backup", "form": 1, "key": null, "salt": null}',
        b'{"huiyin": "backup", "form": 1, "key": {"a": 1}, "salt": "zz"}',
        b"[" * 4000,
        b"[1, 2]",
        b"\xff\xfe",
        b'{"huiyin": "backup", "form": 1, "key": "' + b"k" * 5000 + b'"}',
    ],
)
def test_a_forged_first_line_is_told_from_one_of_ours(head: bytes):
    with pytest.raises((Damaged, NoKey)):
        unseal(head + b"\n" + seal().partition(b"\n")[2])

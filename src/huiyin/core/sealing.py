"""A stream of bytes sealed under one of the home's keys: authenticated piece by piece, in order, to its end.

The file begins with one line of JSON, which says what made it and under which key. Pieces follow, each
with its length before it: AES-256-GCM, as in the STREAM construction (Hoang, Reyhanitabar, Rogaway,
Vizár, "Online authenticated-encryption and its nonce-reuse misuse-resistance", 2015). The nonce counts
the pieces and marks the last, so a piece that was changed, moved, repeated or cut off does not open; the
line of JSON is bound to all.
"""

import io
import json
import secrets
import struct
from collections.abc import Mapping
from types import MappingProxyType
from typing import IO, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from huiyin.core import encryption

FORM = 1
PIECE = 1 << 20
_LENGTH = struct.Struct(">I")
_LONGEST_HEAD = 4096
_TAG = 16


class Damaged(Exception):
    """It is not what it should be, or not whole; the text says what was found."""


class NoKey(Exception):
    """The key file lacks the key that opens it; the text is the key's name."""


class Sealer(io.RawIOBase):
    """Takes plain bytes, writes sealed ones. `close` writes the last piece; without it nothing opens.

    `what` says what it is, such as `backup`; one is not opened as the other. `facts` stand in the first line,
    for anybody to read.
    """

    def __init__(self, out: IO[bytes], what: str, facts: Mapping[str, Any] = MappingProxyType({})) -> None:
        self._out, self._waiting, self._count = out, bytearray(), 0
        salt = secrets.token_bytes(16)
        name, key = encryption.derive_key(what, salt)
        head = {**facts, "huiyin": what, "form": FORM, "key": name, "salt": salt.hex()}
        self._head = json.dumps(head, ensure_ascii=False).encode() + b"\n"
        self._cipher = AESGCM(key)
        out.write(self._head)

    def writable(self) -> bool:
        return True

    def write(self, plain: Any) -> int:
        self._waiting += plain
        while len(self._waiting) > PIECE:
            self._put(bytes(self._waiting[:PIECE]), is_last=False)
            del self._waiting[:PIECE]
        return len(plain)

    def close(self) -> None:
        if not self.closed:
            self._put(bytes(self._waiting), is_last=True)
        super().close()

    def abandon(self) -> None:
        """End without the last piece."""
        super().close()

    def _put(self, plain: bytes, *, is_last: bool) -> None:
        sealed = self._cipher.encrypt(_nonce(self._count, is_last=is_last), plain, self._head)
        self._count += 1
        self._out.write(_LENGTH.pack(len(sealed)) + sealed)


class Opener(io.RawIOBase):
    """Reads what `Sealer` wrote; raises `Damaged` at the first byte that is not as it was."""

    def __init__(self, source: IO[bytes], what: str) -> None:
        self._source, self._plain, self._count, self._ended = source, b"", 0, False
        self._head, self.facts = _read_head(source, what)
        try:
            salt = bytes.fromhex(self.facts["salt"])
        except ValueError:
            raise Damaged("its first line is broken") from None
        try:
            _name, key = encryption.derive_key(what, salt, name=self.facts["key"])
        except KeyError:
            raise NoKey(self.facts["key"]) from None
        self._cipher = AESGCM(key)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._plain and not self._ended:
            self._plain = self._piece()
        taken = self._plain[: len(buffer)]
        self._plain = self._plain[len(taken) :]
        buffer[: len(taken)] = taken
        return len(taken)

    def _piece(self) -> bytes:
        start = self._source.read(_LENGTH.size)
        if len(start) < _LENGTH.size:
            raise Damaged("it ends too early")
        length = _LENGTH.unpack(start)[0]
        if not _TAG <= length <= PIECE + _TAG:
            raise Damaged(f"piece {self._count + 1} is broken")
        sealed = self._source.read(length)
        for is_last in (False, True):
            try:
                plain = self._cipher.decrypt(_nonce(self._count, is_last=is_last), sealed, self._head)
            except InvalidTag:
                continue
            self._count, self._ended = self._count + 1, is_last
            if is_last and self._source.read(1):
                raise Damaged("something was added to its end")
            return plain
        is_short = len(sealed) < length
        raise Damaged("it ends too early" if is_short else f"piece {self._count + 1} is broken")


def _read_head(source: IO[bytes], what: str) -> tuple[bytes, dict[str, Any]]:
    """The first line as it stands and as it reads: it needs no key, and is trusted once a piece opens."""
    line = source.readline(_LONGEST_HEAD)
    try:
        facts = json.loads(line)
    except (ValueError, RecursionError):
        facts = None
    if not isinstance(facts, dict) or facts.get("huiyin") != what:
        raise Damaged(f"it is not a {what} of Huiyin")
    if facts.get("form") != FORM:
        raise Damaged(f"it has the form {facts.get('form')}, and this version reads {FORM}")
    if not all(isinstance(facts.get(name), str) and facts[name] for name in ("key", "salt")):
        raise Damaged("its first line is broken")
    return line, facts


def _nonce(count: int, *, is_last: bool) -> bytes:
    return struct.pack(">7xI?", count, is_last)

"""Values that must not lie about in clear: encrypted fields and the blind indexes that find them.

The key file holds one key per line, newest first, as `name:urlsafe-base64(32 bytes)`; the lines named
`index…` key the blind indexes. New values are written with the newest key, old ones stay readable, so
keys rotate without re-indexing. The index key changes only by re-indexing.
"""

import base64
import hashlib
import hmac
import json
import secrets
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models

from huiyin.core.digests import in_letters

INDEX_NAME = "index"

if TYPE_CHECKING:
    _Text = models.TextField[str, str]
    _Json = models.TextField[Any, Any]
    _Bytes = models.BinaryField[bytes, bytes]
else:
    _Text = _Json = models.TextField
    _Bytes = models.BinaryField


def new_key_file_text() -> str:
    """Two fresh keys, one for values and one for indexes."""
    value, index = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    return f"v{secrets.token_hex(3)}:{value}\n{INDEX_NAME}:{index}\n"


class Keys:
    """The keys of one file, parsed once."""

    def __init__(self, text: str) -> None:
        lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
        pairs = [line.split(":", 1) for line in lines]
        if any(len(pair) != 2 for pair in pairs):
            raise ValueError("each line of the key file must read name:key")
        values = [key for name, key in pairs if name != INDEX_NAME]
        indexes = [key for name, key in pairs if name == INDEX_NAME]
        if not values or len(indexes) != 1:
            raise ValueError("the key file needs at least one value key and exactly one line index:…")
        named = [(name, base64.urlsafe_b64decode(key)) for name, key in pairs if name != INDEX_NAME]
        self.raw = dict(reversed(named))
        self.newest_name = named[0][0]
        self.newest = Fernet(values[0])
        self.values = MultiFernet([Fernet(key) for key in values])
        self.index = base64.urlsafe_b64decode(indexes[0])


@lru_cache(maxsize=4)
def _keys_of(path: str, _inode: int, _changed: int) -> Keys:
    return Keys(Path(path).read_text())


def keys() -> Keys:
    """The keys as the file holds them now: a process that runs on notices a rotation."""
    file = Path(settings.HUIYIN_KEYS_FILE).stat()
    return _keys_of(str(settings.HUIYIN_KEYS_FILE), file.st_ino, file.st_mtime_ns)


def encrypt(plain: bytes) -> bytes:
    return keys().values.encrypt(plain)


def decrypt(sealed: bytes) -> bytes:
    return keys().values.decrypt(sealed)


def derive_key(purpose: str, salt: bytes, *, name: str = "") -> tuple[str, bytes]:
    """A key of 32 bytes for one file, drawn from the newest key or the named one, and the name of that.

    Raises KeyError when the key file has no key of this name.
    """
    name = name or keys().newest_name
    drawn = HKDF(hashes.SHA256(), 32, salt, f"huiyin {purpose}".encode())
    return name, drawn.derive(keys().raw[name])


def rotate(sealed: bytes) -> bytes:
    """The same value under the newest key."""
    return keys().values.rotate(sealed)


def is_newest(sealed: bytes) -> bool:
    """Whether a value is already under the newest key."""
    try:
        keys().newest.decrypt(sealed)
    except InvalidToken:
        return False
    return True


def blind_index(value: str, *, purpose: str) -> str:
    """Keyed hash of an already normalised value, for equality search. 128 bits as 32 letters.

    `purpose` keeps indexes apart: the last four digits of a phone and of an ID number do not compare.
    """
    if not value:
        return ""
    digest = hmac.new(keys().index, f"{purpose}\0{value}".encode(), hashlib.sha256).digest()
    return in_letters(digest[:16])


class EncryptedTextField(_Text):
    """Text at rest under the newest key; the empty string stays empty."""

    def get_prep_value(self, value: Any) -> Any:
        if not value:
            return ""
        return encrypt(str(value).encode()).decode()

    def from_db_value(self, value: Any, *_: Any) -> Any:
        return decrypt(value.encode()).decode() if value else ""

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name in {"exact", "in", "contains", "icontains", "startswith"}:
            raise TypeError(f"{self.name} is encrypted; search its blind index instead")
        return super().get_lookup(lookup_name)


class EncryptedJSONField(_Json):
    """A JSON value at rest under the newest key; None stays NULL."""

    def get_prep_value(self, value: Any) -> Any:
        if value is None:
            return None
        return encrypt(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()).decode()

    def from_db_value(self, value: Any, *_: Any) -> Any:
        return None if value is None else json.loads(decrypt(value.encode()))


class SealedBinaryField(_Bytes):
    """Bytes that their writer encrypted; the name lets a rotation find them."""

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.BinaryField", args, kwargs

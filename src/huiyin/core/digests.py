"""How digests and random marks are spelled where they are kept.

Half a byte is one letter from a to p. In hexadecimal one digest in fifty holds eleven digits in a row that
look like a phone number, and then no scan of the database, its backups or logs could say that there is none.
"""

import hashlib

_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")


def in_letters(raw: bytes) -> str:
    return raw.hex().translate(_LETTERS)


def sha256_letters(data: bytes) -> str:
    """64 letters."""
    return in_letters(hashlib.sha256(data).digest())

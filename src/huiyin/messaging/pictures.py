"""Judging a picture before it stands in letters and on pages: what it is, how large, nothing hidden. Pure."""

import struct
from dataclasses import dataclass

MAX_BYTES = 400 * 1024
MAX_PIXELS = 2400
_PNG_START, _PNG_END = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"
_SIZES = frozenset({0xC0, 0xC1, 0xC2})
# Where and with what it was taken, and comments: nobody who gives us a picture means to publish that.
_PRIVATE = frozenset({0xE1, 0xED, 0xFE})


class NotUsable(ValueError):
    """`why` is size, format or pixels."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Judged:
    kind: str
    width: int
    height: int
    content: bytes


def judge(content: bytes) -> Judged:
    """The picture as it may be kept; a JPEG loses what it tells about its camera."""
    if len(content) > MAX_BYTES:
        raise NotUsable("size")
    try:
        found = _png(content) or _jpeg(content) or _webp(content)
    except (IndexError, struct.error) as broken:
        raise NotUsable("format") from broken
    if found is None:
        raise NotUsable("format")
    if not (0 < found.width <= MAX_PIXELS and 0 < found.height <= MAX_PIXELS):
        raise NotUsable("pixels")
    return found


def _png(content: bytes) -> Judged | None:
    if not content.startswith(_PNG_START) or content[12:16] != b"IHDR" or not content.endswith(_PNG_END):
        return None
    width, height = struct.unpack(">II", content[16:24])
    return Judged("png", width, height, content)


def _jpeg(content: bytes) -> Judged | None:
    if not content.startswith(b"\xff\xd8\xff") or not content.endswith(b"\xff\xd9"):
        return None
    kept, at, size = [content[:2]], 2, (0, 0)
    while content[at] == 0xFF and content[at + 1] != 0xDA:
        marker, length = content[at + 1], struct.unpack(">H", content[at + 2 : at + 4])[0]
        if marker in _SIZES:
            size = struct.unpack(">HH", content[at + 5 : at + 9])
        if marker not in _PRIVATE:
            kept.append(content[at : at + 2 + length])
        at += 2 + length
    if content[at] != 0xFF:
        return None
    return Judged("jpeg", size[1], size[0], b"".join([*kept, content[at:]]))


def _webp(content: bytes) -> Judged | None:
    if (
        content[:4] != b"RIFF"
        or content[8:12] != b"WEBP"
        or struct.unpack("<I", content[4:8])[0] + 8 != len(content)
    ):
        return None
    if content[12:16] == b"VP8X":
        width, height = (int.from_bytes(content[at : at + 3], "little") + 1 for at in (24, 27))
    elif content[12:16] == b"VP8L":
        bits = int.from_bytes(content[21:25], "little")
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    else:
        width, height = (size & 0x3FFF for size in struct.unpack("<HH", content[26:30]))
    return Judged("webp", width, height, content)

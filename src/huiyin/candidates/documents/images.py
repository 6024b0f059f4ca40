"""JPEG and PNG, read as far as their size and their end; nothing is decoded."""

import struct
import zlib

from huiyin.candidates.documents.signs import Unfit, refuse_markup, refuse_second_format

JPG_START, JPG_END = b"\xff\xd8\xff", b"\xff\xd9"
PNG_START = b"\x89PNG\r\n\x1a\n"
MOST_SIDE = 20_000
MOST_PIXELS = 60_000_000
_SIZES = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}
_ALONE = {0x01, *range(0xD0, 0xD9)}
_SCAN = 0xDA


def check_png(data: bytes) -> None:
    if not data.startswith(PNG_START):
        raise Unfit("wrong_content")
    refuse_second_format(data, own=PNG_START)
    place, seen_size = len(PNG_START), False
    while place + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, place)
        end = place + 12 + length
        if end > len(data) or data[end - 4 : end] != zlib.crc32(data[place + 4 : end - 4]).to_bytes(4):
            raise Unfit("broken")
        if not seen_size:
            if kind != b"IHDR" or length != 13:
                raise Unfit("broken")
            _check_size(*struct.unpack_from(">II", data, place + 8))
            seen_size = True
        place = end
        if kind == b"IEND":
            refuse_markup(data[place:])
            return
    raise Unfit("broken")


def check_jpg(data: bytes) -> None:
    if not data.startswith(JPG_START):
        raise Unfit("wrong_content")
    refuse_second_format(data, own=JPG_START)
    _check_size(*_jpg_size(data))
    end = data.rfind(JPG_END)
    if end < 0:
        raise Unfit("broken")
    refuse_markup(data[data.find(JPG_END, _scan_start(data)) :])


def _jpg_size(data: bytes) -> tuple[int, int]:
    for marker, place in _segments(data):
        if marker in _SIZES and place + 9 <= len(data):
            height, width = struct.unpack_from(">HH", data, place + 5)
            return width, height
    raise Unfit("broken")


def _scan_start(data: bytes) -> int:
    for marker, place in _segments(data):
        if marker == _SCAN:
            return place
    raise Unfit("broken")


def _segments(data: bytes) -> list[tuple[int, int]]:
    """Each marker with its place, up to the picture itself."""
    found, place = [], 2
    while place + 4 <= len(data):
        if data[place] != 0xFF:
            raise Unfit("broken")
        marker = data[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        found.append((marker, place))
        if marker == _SCAN:
            return found
        place += 2 if marker in _ALONE else 2 + struct.unpack_from(">H", data, place + 2)[0]
    raise Unfit("broken")


def _check_size(width: int, height: int) -> None:
    if not 0 < width <= MOST_SIDE or not 0 < height <= MOST_SIDE or width * height > MOST_PIXELS:
        raise Unfit("too_many_pixels")

"""The invented company's mark: a young branch in a rounded square."""

import struct
import zlib

LOGO_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" stroke="#0F6E6E" '
    'stroke-width="2.2" stroke-linecap="round"><path d="M16 27V9"/>'
    '<path d="M16 15c0-5 4-8 9-8 0 5-4 8-9 8zM16 21c0-4-3-7-8-7 0 4 3 7 8 7z"/></svg>'
)
SIDE = 96
TEAL, PALE = (15, 110, 110), (230, 241, 240)


def logo_png() -> bytes:
    """The same mark, drawn as a square PNG for mail."""
    rows = b"".join(
        b"\0" + b"".join(bytes(TEAL if _is_branch(x, y) else PALE) for x in range(SIDE)) for y in range(SIDE)
    )
    return png(SIDE, SIDE, rows)


def png(width: int, height: int, rows: bytes) -> bytes:
    """Three bytes a point, each row begun by a zero."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(rows, 9))
        + _chunk(b"IEND", b"")
    )


def _is_branch(x: int, y: int) -> bool:
    stem = abs(x - 48) <= 3 and 27 <= y <= 81
    right = (
        (x - 48) + (45 - y) > 0
        and (x - 75) ** 2 + (y - 45) ** 2 < 27**2
        and (x - 48) ** 2 + (y - 21) ** 2 < 27**2
    )
    left = (x - 24) ** 2 + (y - 63) ** 2 < 24**2 and (x - 48) ** 2 + (y - 42) ** 2 < 24**2
    return stem or right or left


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

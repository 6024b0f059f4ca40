"""A Word document: an archive whose sizes are known before it is unpacked, with nothing in it that acts."""

import io
import lzma
import re
import struct
import zipfile
import zlib

from huiyin.candidates.documents.signs import (
    EICAR,
    OLE_START,
    ZIP_END,
    ZIP_START,
    ZIP_TAIL,
    Hostile,
    Unfit,
    refuse_second_format,
)

MOST_PARTS = 2_000
MOST_UNPACKED = 60 * 1024 * 1024
MOST_RATIO = 200
CONTENT_TYPES, MAIN = "[Content_Types].xml", "word/document.xml"
MAIN_TYPE = b"wordprocessingml.document.main+xml"
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, ValueError, OSError)
_RELATIONSHIP = re.compile(rb"<(?:[\w]+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb"""\b(TargetMode|Type)\s*=\s*["']([^"']*)["']""")
_ACTING_PART = re.compile(
    r"""vbaproject|vbadata|activex
    |\.(?:exe|dll|js|vbs|bat|cmd|scr|hta|html?|svg|bin|ole|docm|dotm|xlsm|pptm|swf)$""",
    re.I | re.X,
)
_FETCHING_FIELD = re.compile(rb"""(?:<w:instrText[^>]*>[^<]*|w:instr=["'][^"'<]*)\bDDE(?:AUTO)?\b""")
# Printer settings are binary and do nothing.
_HARMLESS_PART = re.compile(r"printersettings\d*\.bin$", re.I)


def check(data: bytes) -> None:
    if data.startswith(OLE_START):
        # An encrypted document lies in this older container; so does an old .doc under a new name.
        raise Unfit("encrypted_or_old")
    if not data.startswith(ZIP_START):
        raise Unfit("wrong_content")
    refuse_second_format(data, own=ZIP_START)
    _refuse_bomb_of_names(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_parts(archive.infolist())
            _check_contents(archive)
    except _BROKEN as wrong:
        raise Unfit("broken") from wrong


def _refuse_bomb_of_names(data: bytes) -> None:
    """How many parts the archive says it has, before its list is read."""
    place = data.rfind(ZIP_END, max(0, len(data) - ZIP_TAIL))
    if place < 0 or place + 22 > len(data):
        raise Unfit("broken")
    if struct.unpack_from("<H", data, place + 10)[0] > MOST_PARTS:
        raise Unfit("unpacks_too_large")


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Unfit("unpacks_too_large")
    names = [part.filename for part in parts]
    if CONTENT_TYPES not in names or MAIN not in names:
        raise Unfit("wrong_content")
    if len(set(names)) != len(names):
        raise Hostile("two_formats")
    for part in parts:
        if part.flag_bits & 1:
            raise Unfit("encrypted")
        if part.file_size > 1_000_000 and part.file_size > MOST_RATIO * max(1, part.compress_size):
            raise Unfit("unpacks_too_large")
        if part.filename.startswith("/") or ".." in part.filename.split("/") or "\\" in part.filename:
            raise Hostile("outside_path")
        if _ACTING_PART.search(part.filename) and not _HARMLESS_PART.search(part.filename):
            raise Hostile("macro" if "vba" in part.filename.lower() else "embedded_file")


def _check_contents(archive: zipfile.ZipFile) -> None:
    left = MOST_UNPACKED
    for part in archive.infolist():
        with archive.open(part) as opened:
            content = opened.read(min(left, part.file_size) + 1)
        if len(content) > part.file_size:
            raise Unfit("unpacks_too_large")
        left -= len(content)
        _check_part(part.filename, content)


def _check_part(name: str, content: bytes) -> None:
    if EICAR in content:
        raise Hostile("virus")
    if not name.endswith((".xml", ".rels")):
        return
    if b"\x00" in content[:200]:
        # UTF-16 would hide its words from the lines below; Word writes UTF-8.
        raise Unfit("broken")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise Hostile("entities")
    if name == CONTENT_TYPES:
        if b"macroEnabled" in content or b"vbaProject" in content:
            raise Hostile("macro")
        if MAIN_TYPE not in content:
            raise Unfit("wrong_content")
    if name.endswith(".rels"):
        _check_relationships(content)
    if _FETCHING_FIELD.search(content):
        raise Hostile("script")


def _check_relationships(content: bytes) -> None:
    """Links that a person may click are ordinary; whatever Word would fetch by itself is not."""
    for found in _RELATIONSHIP.findall(content):
        attributes = dict(_ATTRIBUTE.findall(found))
        if attributes.get(b"TargetMode", b"").lower() != b"external":
            continue
        if not attributes.get(b"Type", b"").endswith(b"/hyperlink"):
            raise Hostile("external_content")

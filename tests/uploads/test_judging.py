"""U1: of hostile files none is kept unquarantined, and ordinary ones are kept."""

import struct
import zipfile
from io import BytesIO

import pytest

from huiyin.candidates.documents import MEDIA_TYPES, Fate, clean_name, judge
from tests.uploads import files

MOST = 10 * 1024 * 1024
KEPT, HELD, REFUSED = Fate.KEPT, Fate.QUARANTINED, Fate.REFUSED
LINK = files.related("hyperlink", "https://github.com/xu")
MACRO_TYPES = files.TYPES.replace("document.main+xml", "document.macroEnabled.main+xml")

GOOD = {
    "cv.pdf": files.pdf(),
    "packed.pdf": files.packed(files.pdf()),
    "a goto when opened.pdf": files.pdf_with({"/S": "/GoTo", "/D": "x"}),
    "许知夏 简历 2026.11.docx": files.docx(),
    "with a link.docx": files.docx(LINK),
    "with a printer.docx": files.docx({"word/printerSettings1.bin": b"\x00"}),
    "照片.jpg": files.jpg(),
    "from a phone.JPEG": files.jpg(
        comment=b"made with a phone", after=b"\x00" * 64 + b"\x00\x00\x00\x18ftypmp42"
    ),
    "证书.png": files.png(),
}
HOSTILE = {
    "eicar.pdf": (files.EICAR, HELD, "virus"),
    "eicar in a pdf.pdf": (files.pdf() + files.EICAR, HELD, "virus"),
    "eicar in a docx.docx": (files.docx({"word/media/x.txt": files.EICAR}), HELD, "virus"),
    "eicar.com": (files.EICAR, REFUSED, "type"),
    "macro.docm": (files.docx({"word/vbaProject.bin": b"\xd0\xcf"}), REFUSED, "type"),
    "macro.docx": (files.docx({"word/vbaProject.bin": b"\xd0\xcf"}), HELD, "macro"),
    "renamed docm.docx": (files.docx(types=MACRO_TYPES), HELD, "macro"),
    "template.docx": (files.docx(files.related("attachedTemplate")), HELD, "external_content"),
    "picture from outside.docx": (files.docx(files.related("image")), HELD, "external_content"),
    "ole.docx": (files.docx({"word/embeddings/oleObject1.bin": b"\xd0"}), HELD, "embedded_file"),
    "page in it.docx": (files.docx({"word/afchunk.html": "<html>"}), HELD, "embedded_file"),
    "dde.docx": (files.docx(body="<w:instrText> DDEAUTO c:\\\\cmd.exe</w:instrText>"), HELD, "script"),
    "xxe.docx": (files.docx(body='<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'), HELD, "entities"),
    "outside.docx": (files.docx({"../../etc/cron.d/x": "1"}), HELD, "outside_path"),
    "bomb.docx": (files.docx_bomb(), REFUSED, "unpacks_too_large"),
    "many parts.docx": (
        files.docx({f"word/{n}.xml": "" for n in range(2_100)}),
        REFUSED,
        "unpacks_too_large",
    ),
    "encrypted.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, REFUSED, "encrypted_or_old"),
    "a sheet.docx": (files.docx(types="<Types/>"), REFUSED, "wrong_content"),
    "cut.docx": (files.docx()[:-30], REFUSED, "broken"),
    "script.pdf": (files.pdf_with_script(), HELD, "script"),
    "spelled.pdf": (files.pdf_with_spelled_name(), HELD, "script"),
    "packed script.pdf": (files.pdf_with_packed_script(), HELD, "script"),
    "launch.pdf": (files.pdf_with({"/S": "/Launch", "/F": "cmd.exe"}), HELD, "launch"),
    "packed launch.pdf": (files.packed(files.pdf_with({"/S": "/Launch", "/F": "x"})), HELD, "launch"),
    "opens a page.pdf": (files.pdf_with({"/S": "/URI", "/URI": "https://evil.example"}), HELD, "launch"),
    "attachment.pdf": (files.pdf_with_attachment(), HELD, "embedded_file"),
    "encrypted.pdf": (files.pdf_encrypted(), REFUSED, "encrypted"),
    "pdf and zip.pdf": (files.pdf() + files.docx(), HELD, "two_formats"),
    "pdf and page.pdf": (b"%PDF-1.4\n<html><script>alert(1)</script>\n" + files.pdf(), HELD, "two_formats"),
    "not at the start.pdf": (b"\n" * 20 + files.pdf(), REFUSED, "wrong_content"),
    "cut.pdf": (files.pdf()[:-300], REFUSED, "broken"),
    "only a frame.pdf": (b"%PDF-1.7\nnothing\n%%EOF", REFUSED, "broken"),
    "png and pdf.png": (files.png(after=files.pdf()), HELD, "two_formats"),
    "jpg and zip.jpg": (files.jpg(after=files.docx()), HELD, "two_formats"),
    "jpg and page.jpg": (files.jpg(comment=b"<script>alert(1)</script>"), HELD, "two_formats"),
    "huge.png": (files.png(60_000, 60_000), REFUSED, "too_many_pixels"),
    "huge.jpg": (files.jpg(60_000, 20_001), REFUSED, "too_many_pixels"),
    "flat.png": (files.png(0, 5), REFUSED, "too_many_pixels"),
    "cut.png": (files.png()[:-6], REFUSED, "broken"),
    "drawing.svg": (b"<svg onload='alert(1)'/>", REFUSED, "type"),
    "page.html": (b"<html>", REFUSED, "type"),
    "drawing.png": (b"<svg onload='alert(1)'/>", REFUSED, "wrong_content"),
    "a png.jpg": (files.png(), REFUSED, "wrong_content"),
    "a docx.pdf": (files.docx(), REFUSED, "wrong_content"),
    "cv.exe.pdf": (files.pdf(), HELD, "double_ending"),
    "cv.pdf.exe": (b"MZ", REFUSED, "type"),
    "cv.html.pdf": (files.pdf(), HELD, "double_ending"),
    "empty.pdf": (b"", REFUSED, "empty"),
    "too large.pdf": (files.pdf() + b" " * MOST, REFUSED, "too_large"),
    "no ending": (files.pdf(), REFUSED, "type"),
    ".pdf": (files.pdf(), REFUSED, "type"),
    "": (files.pdf(), REFUSED, "type"),
}


@pytest.mark.parametrize("name", GOOD)
def test_ordinary_documents_are_kept(name):
    verdict = judge(name, GOOD[name], most_bytes=MOST)

    ending = name.rpartition(".")[2].lower().replace("jpeg", "jpg")
    assert (verdict.fate, verdict.media_type, verdict.reason) == (KEPT, MEDIA_TYPES[ending], "")


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_ones_are_quarantined_or_refused_each_for_its_reason(name):
    data, fate, reason = HOSTILE[name]

    verdict = judge(name, data, most_bytes=MOST)

    assert (verdict.fate, verdict.reason) == (fate, reason)


def test_an_archive_that_lies_about_a_size_is_not_believed():
    data = bytearray(files.docx({"word/big.xml": b"0" * 2_000_000}))
    place = data.rfind(b"word/big.xml") - 46
    struct.pack_into("<I", data, place + 24, 10)
    assert zipfile.ZipFile(BytesIO(bytes(data))).getinfo("word/big.xml").file_size == 10

    assert judge("liar.docx", bytes(data), most_bytes=MOST).fate == REFUSED


def test_a_pdf_that_unpacks_to_far_more_than_its_reader_may_hold_is_refused():
    bomb = files.packed(files.pdf(), padding=600_000_000)
    assert len(bomb) < 1_000_000

    verdict = judge("bomb.pdf", bomb, most_bytes=MOST)

    assert verdict.fate == REFUSED


def test_a_file_that_repeats_a_beginning_a_million_times_is_judged_at_once():
    """Looked through once, however often it seems to begin: the test's own patience is the measure."""
    data = b"%PDF-1.7\n" + b"stream\n" * 1_000_000 + b"%%EOF"

    assert judge("many.pdf", data, most_bytes=MOST).fate == REFUSED


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Users\\xu\\简历.pdf", "简历.pdf"),
        ("../../etc/简历.pdf", "简历.pdf"),
        ("cv\u202efdp.exe", "cvfdp.exe"),
        ("a\x00b\r\nc.pdf", "abc.pdf"),
        ('my "best": cv?.pdf', "my best cv .pdf"),
        (" . cv.pdf. ", "cv.pdf"),
        ("长" * 200 + ".pdf", "长" * 116 + ".pdf"),
    ],
)
def test_names_lose_folders_and_what_cannot_be_seen(given, kept):
    assert clean_name(given) == kept

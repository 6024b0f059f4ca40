"""What documents say, read in a child and kept for the search."""

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from huiyin.candidates.actions import add_document
from huiyin.candidates.actions.reading import read_document, read_unread
from huiyin.candidates.documents import MEDIA_TYPES
from huiyin.candidates.documents.reading import Reading, read_text
from huiyin.candidates.models import Document, DocumentText
from huiyin.candidates.tests.factories import SYSTEM, make_candidate
from huiyin.core import sealed_files
from huiyin.core.background import run_waiting
from tests.uploads import files


def word(*paragraphs: str, box: str = "", cell: str = "", head: str = "") -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if cell:
        document.add_table(rows=1, cols=1).cell(0, 0).text = cell
    if head:
        document.sections[0].header.paragraphs[0].text = head
    if box:
        run = document.add_paragraph().add_run()
        run._r.append(
            parse_xml(f"<w:txbxContent {nsdecls('w')}><w:p><w:r><w:t>{box}</w:t></w:r></w:p></w:txbxContent>")
        )
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf_saying(text: str) -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(300, 300)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    content = DecodedStreamObject()
    content.set_data(f"BT /F1 12 Tf 20 200 Td ({text}) Tj ET".encode())
    page[NameObject("/Contents")] = writer._add_object(content)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_word_document_is_read_with_its_tables_boxes_and_head():
    data = word("负责机器", "学习平台", box="框里的字很多很多", cell="表格里的字", head="页眉的字")

    reading = read_text(MEDIA_TYPES["docx"], data)

    assert reading.state == "text"
    for said in ("机器", "学习平台", "框里的字很多很多", "表格里的字", "页眉的字"):
        assert said in reading.text


def test_a_pdf_with_a_text_layer_is_read():
    reading = read_text(MEDIA_TYPES["pdf"], pdf_saying("Machine learning platform"))

    assert (reading.state, reading.text) == ("text", "Machine learning platform")


@pytest.mark.parametrize(
    ("kind", "data", "state"),
    [
        ("pdf", files.pdf(), "no_text"),
        ("png", files.png(), "no_text"),
        ("pdf", b"%PDF-1.7 nothing", "unreadable"),
        ("docx", b"PK nothing", "unreadable"),
    ],
)
def test_what_has_no_text_is_said_to_have_none(kind, data, state):
    assert read_text(MEDIA_TYPES[kind], data) == Reading(state)


@pytest.mark.django_db
def test_an_uploaded_document_is_read_soon_and_once(settings, tmp_path):
    settings.HUIYIN_HOME = tmp_path
    one = make_candidate("许知夏")

    document = add_document(one, "简历.pdf", pdf_saying("Machine learning platform"), by=SYSTEM).document
    run_waiting()
    read_document.call(document.pk)

    kept = DocumentText.objects.get()
    assert (kept.document, kept.state, kept.text) == (document, "text", "Machine learning platform")
    assert read_unread() == 0


@pytest.mark.django_db
def test_the_clock_reads_what_was_there_before(settings, tmp_path):
    settings.HUIYIN_HOME = tmp_path
    one = make_candidate("许知夏")
    add_document(one, "简历.pdf", pdf_saying("Machine learning platform"), by=SYSTEM)
    gone = add_document(one, "附件.pdf", files.pdf(), by=SYSTEM).document
    sealed_files.remove(gone.path)

    assert read_unread() == 2

    assert sorted(DocumentText.objects.values_list("state", flat=True)) == ["text", "unreadable"]
    assert Document.objects.filter(reading=None).count() == 0

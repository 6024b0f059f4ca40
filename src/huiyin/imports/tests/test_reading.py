import base64
import io
import zipfile
import zlib

import pytest

from huiyin.core.errors import DomainError
from huiyin.imports.reading import bytes_of, tables_of
from huiyin.imports.tests.factories import csv_of, xlsx_of

# One sheet, 姓名 and 手机 with one person, as the old Excel wrote it; packed.
OLD_EXCEL = (
    "c-p&gUhu)fjZzO8(10BSGsD0CoD6J8VvIn{3F8Pb0OkMx2QgtZ2N3@s1w#sOasVTejg?_H?-_Pb9D?HeAp;Y`29|?Bl7Zn75"
    "XUeSF!<%?r7F-7IDy@e$Ov+SEs$hnm;)5yV~_;9N(f9QgGpg9xgM-?514cSi}Zp?TcFwpj8P2d?ftYYps6^5NeL{+#{e>SJ6"
    "O*xu!tdpD8mU*Dz2Zv2vN(*;8>KIm@_yf<XCtZmM{S0%{?_QwJ0&?0fPuI0+%p+{jb2l@CBAr4=9X^(^s640Vw_hRh%7*_+%"
    "y)28ITP{|Vp(-U>{RmzY5^%#4x&oD+8W{bA5$0IC3Epo+_pydgl!JIN}YnSpV7`qQRWdECH6Yiwa)045B$KqWLdM+>0jXkKt"
    "i=K+!_4E$iWAUM4X0L$z@D?eWHO$xA&2a7a-OL0h9uL^P=!+(ZGkPe_`KClcEoYVr7+F-H?Y^pSvEd?e;fT<Kns|AQc8E(yB"
    "H7#ISHK0AlU~t)99f_?0WVgN!+#%Qc*j^LJUg!R>N@U%2`-Kcjz`7>|s2>EI8FUzR7-!7{ft~g+nh{zq+y#@87-a+plK|B1|"
    "DhEcKf_-JE-+INOhR~|&|!qCXT+kO5v-mGs-6+79u#kOOhOFXz`^5yRBLiEjDk@x3P!;w7zLwX6pVsVFjxR1v@OpJ?Pjn-dk"
    "pN*ah<<F{BLxaWY~frhI}9_0d`DX8S;R15kn<O=|_x#l@VqZBawPw<Aop)4z#_9A)6ry?2c@b(=V{c$B677qBROoFAI@s|36"
    "aPNn`r~U|z(W"
)


def test_a_workbook_of_the_old_excel_is_read():
    table = tables_of(zlib.decompress(base64.b85decode(OLD_EXCEL)))[0]

    assert (table.name, [line.cells for line in table.lines]) == ("候选人", [("林若溪", "13800138000")])


def test_rows_are_numbered_as_a_spreadsheet_shows_them():
    table = tables_of("\n姓名,手机\n\n林若溪,1\n".encode("utf-8-sig"))[0]

    assert (table.header.number, [line.number for line in table.lines]) == (2, [4])


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_file_may_be_parted_by_comma_semicolon_or_tab(delimiter: str):
    table = tables_of(f"name{delimiter}phone\nAnn{delimiter}1\n".encode())[0]

    assert table.lines[0].cells == ("Ann", "1")


def test_quoted_values_keep_their_commas_and_line_breaks():
    table = tables_of(b'name,note\n"Lee, Ann","two\nlines"\n')[0]

    assert table.lines[0].cells == ("Lee, Ann", "two\nlines")


def test_a_broken_quotation_mark_is_refused_with_its_row():
    with pytest.raises(DomainError, match="3"):
        tables_of(b'name,phone\nAnn,1\n"Bob" x,2\n')


def test_cells_of_a_workbook_keep_their_kind():
    table = tables_of(xlsx_of(["林若溪", 13800138000, True], header=["姓名", "手机", "x"]))[0]

    assert (table.name, table.lines[0].cells) == ("Sheet", ("林若溪", 13800138000.0, True))


@pytest.mark.parametrize(
    "raw",
    [b"PK\x03\x04 not a zip", b"\xd0\xcf\x11\xe0 old excel", xlsx_of()[:-40]],
    ids=["not a zip", "old excel", "cut off"],
)
def test_what_only_looks_like_a_workbook_is_refused(raw: bytes):
    with pytest.raises(DomainError) as refused:
        tables_of(raw)

    assert refused.value.code == "not_a_sheet"


def test_an_empty_file_is_refused():
    with pytest.raises(DomainError) as refused:
        tables_of(b"\n\n")

    assert refused.value.code == "empty_file"


def _with_sheet(inside: bytes = b"", dimension: bytes = b"", entries: int = 0) -> bytes:
    source, out = zipfile.ZipFile(io.BytesIO(xlsx_of())), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            text = source.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                text = text.replace(b"<sheetData>", b"<sheetData>" + inside)
                if dimension:
                    text = text.replace(b'<dimension ref="A1:M1"', b'<dimension ref="' + dimension + b'"')
                    assert dimension in text
            target.writestr(entry, text)
        for number in range(entries):
            target.writestr(f"xl/extra{number}", b"")
    return out.getvalue()


@pytest.mark.parametrize(
    "bomb",
    [
        lambda: _with_sheet(
            b'<row r="2"><c r="A2" t="inlineStr"><is><t>' + b"A" * 60_000_000 + b"</t></is></c></row>"
        ),
        lambda: _with_sheet(dimension=b"A1:XFD1048576"),
        lambda: _with_sheet(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        lambda: _with_sheet(entries=2000),
    ],
    ids=["unpacks to 60 MB", "claims the largest size", "a cell in the last corner", "thousands of entries"],
)
def test_a_bomb_is_refused_before_it_is_opened(bomb):
    with pytest.raises(DomainError) as refused:
        tables_of(bomb())

    assert refused.value.code == "file_unsafe"


def test_a_workbook_with_macros_is_refused_by_name():
    out = io.BytesIO(xlsx_of(["林若溪"], header=["姓名"]))
    with zipfile.ZipFile(out, "a") as book:
        book.writestr("xl/vbaProject.bin", b"Sub Auto_Open()")

    with pytest.raises(DomainError) as refused:
        tables_of(out.getvalue())

    assert refused.value.code == "not_a_sheet"


def test_the_apostrophe_that_keeps_a_cell_from_running_is_taken_off_again():
    table = tables_of("电话,姓名\n'+8613800138000,'好\n".encode("utf-8-sig"))[0]

    assert table.lines[0].cells == ("+8613800138000", "'好")


def test_entities_are_not_expanded():
    laughs = b'<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]>'
    raw, out = io.BytesIO(xlsx_of(["&"], header=["name"])), io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            text = source.read(entry)
            if entry.filename == "xl/sharedStrings.xml":
                text = laughs + text.replace(b"&amp;", b"&b;")
            target.writestr(entry, text)

    assert "lollol" not in str([line.cells for table in tables_of(out.getvalue()) for line in table.lines])


def test_a_missing_file_is_refused_by_name(tmp_path):
    with pytest.raises(DomainError, match=r"nobody\.csv"):
        bytes_of(tmp_path / "nobody.csv")


def test_a_csv_of_our_own_reads_back():
    assert [line.cells[0] for line in tables_of(csv_of(["林若溪"]))[0].lines] == ["林若溪"]

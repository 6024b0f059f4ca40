"""A NUL in a sheet, which PostgreSQL keeps in no text: refused where it stands, and nothing breaks off."""

import io
import zipfile

import pytest
from django.test import Client

from huiyin.accounts.tests.factories import make_user
from huiyin.candidates.models import Candidate
from huiyin.core.errors import DomainError
from huiyin.imports.models import UploadState
from huiyin.imports.reading import tables_of
from huiyin.imports.tests.factories import LIN, WANG, csv_of, make_office, person, xlsx_of
from huiyin.imports.tests.test_upload_pages import choose, send

MARK = "QQQQ"


def _with_nul(raw: bytes) -> bytes:
    """As a workbook spells a sign that XML has not; whoever reads the cell gets the sign."""
    source, out = zipfile.ZipFile(io.BytesIO(raw)), io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(MARK.encode(), b"_x0000_"))
    return out.getvalue()


def test_no_cell_of_a_workbook_brings_a_nul():
    [table] = tables_of(_with_nul(xlsx_of([f"林若{MARK}溪"], header=[f"姓{MARK}名"])))

    read = [*table.header.cells, *table.lines[0].cells]
    assert [cell for cell in read if "\0" in str(cell)] == []
    assert read != ["姓名", "林若溪"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_no_line_of_a_csv_file_brings_a_nul(encoding: str):
    with pytest.raises(DomainError) as refused:
        tables_of(csv_of(person(LIN, 备注="a\0b"), encoding=encoding))

    assert "2" in refused.value.problem


@pytest.mark.both
@pytest.mark.django_db
def test_a_workbook_with_nuls_everywhere_is_read_and_its_rows_are_named(client: Client):
    make_office()
    client.force_login(make_user("recruiter", email="hana@example.com"))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    rows = [[*person(LIN, 备注=f"好{MARK}的"), f"x{MARK}"], [*person(WANG), "y"]]
    header = [*csv_of().decode("utf-8-sig").strip().split(","), f"不认{MARK}识"]

    upload = choose(client, send(client, _with_nul(xlsx_of(*rows, header=header)), name="people.xlsx"))

    assert (upload.state, upload.report["rows"]["rejected"]) == (UploadState.CHECKED, 1)
    assert client.get(f"/imports/sheets/{upload.pk}/").status_code == 200
    assert Candidate.objects.count() == 0

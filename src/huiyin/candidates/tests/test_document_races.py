"""One impatient upload, many times at once, each with a database connection of its own."""

import threading

import pytest
from django.db import connection

from huiyin.candidates.actions import add_document
from huiyin.candidates.models import Document
from huiyin.candidates.tests.factories import SYSTEM, make_candidate
from huiyin.core.models import AuditEntry
from tests.uploads import files

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


def test_the_same_file_ten_times_at_once_is_one_document(settings, tmp_path):
    settings.HUIYIN_HOME = tmp_path
    candidate, data = make_candidate("许知夏"), files.pdf()
    ready, taken = threading.Barrier(10), []

    def upload() -> None:
        try:
            ready.wait()
            taken.append(add_document(candidate, "a.pdf", data, by=SYSTEM))
        finally:
            connection.close()

    threads = [threading.Thread(target=upload) for _ in range(10)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    document = Document.objects.get()
    assert sorted((one.document.pk, one.is_new) for one in taken) == [
        *[(document.pk, False)] * 9,
        (document.pk, True),
    ]
    assert [file.is_file() for file in (tmp_path / "files").glob("*/*/*")] == [True]
    assert AuditEntry.objects.filter(verb="document.added").count() == 1

"""Many writers and two sealers at once: one chain, no fork, nothing left out."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from huiyin.core import audit, sealer
from huiyin.core.actor import Actor
from huiyin.core.models import AuditEntry
from huiyin.core.sealer import Verdict, verify


def with_own_connection(work: Callable[[], object]) -> threading.Thread:
    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_fifty_writers_make_one_chain(settings, tmp_path):
    settings.HUIYIN_HOME = tmp_path
    writers, each = (50, 200) if connection.vendor == "postgresql" else (20, 100)
    done = threading.Event()

    def write(number: int) -> None:
        by = Actor.system(f"writer{number}")
        for turn in range(each):
            audit.record("letter.queued", f"letter:{turn}", by=by)

    def keep_sealing() -> None:
        while not done.wait(0.02):
            sealer.seal()

    sealers = [with_own_connection(keep_sealing) for _ in range(2)]
    threads = [with_own_connection(lambda number=number: write(number)) for number in range(writers)]
    for thread in threads:
        thread.join()
    done.set()
    for thread in sealers:
        thread.join()
    sealer.seal()

    assert AuditEntry.objects.filter(seal_no=None).count() == 0
    assert verify() == Verdict(ok=True, rows=writers * each)

import json
from datetime import timedelta

import pytest
from django.db import connection, transaction

from huiyin.core import audit, clock, sealer
from huiyin.core.actor import Actor
from huiyin.core.models import AuditAnchor, AuditEntry
from huiyin.core.sealer import Verdict, verify

BY = Actor.system("test")


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.HUIYIN_HOME = tmp_path


def write(count: int) -> None:
    for number in range(count):
        audit.record("interview.rescheduled", f"interview:{number}", by=BY, version=number, mode="现场")


def by_sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def seal_nos() -> list[int | None]:
    return list(AuditEntry.objects.order_by("id").values_list("seal_no", flat=True))


@pytest.mark.django_db
def test_sealing_chains_in_order_and_only_once():
    write(3)

    assert sealer.seal() == 3
    write(2)
    assert sealer.seal() == 2

    assert sealer.seal() == 0
    assert seal_nos() == [1, 2, 3, 4, 5]
    assert verify() == Verdict(ok=True, rows=5)


@pytest.mark.django_db
def test_an_empty_trail_is_sound():
    assert verify() == Verdict(ok=True, rows=0)


@pytest.mark.django_db
def test_sealing_goes_on_over_several_batches(monkeypatch):
    monkeypatch.setattr(sealer, "BATCH", 4)
    write(10)

    assert sealer.seal() == 10
    assert verify() == Verdict(ok=True, rows=10)


@pytest.mark.django_db
def test_looking_for_work_writes_nothing(django_assert_num_queries):
    with django_assert_num_queries(1):
        sealer.seal()


def edit(ids: list[int], place: int) -> tuple[int, str]:
    columns = {
        "verb": "interview.cancelled",
        "actor": "user:666",
        "actor_label": "Nobody",
        "about": "interview:666",
        "detail": json.dumps({"version": 666}),
        "at": clock.now() - timedelta(days=1),
    }
    column = list(columns)[place % len(columns)]
    by_sql(f"UPDATE core_auditentry SET {column} = %s WHERE id = %s", columns[column], ids[place])
    return ids[place], "changed"


def delete(ids: list[int], place: int) -> tuple[int, str]:
    by_sql("DELETE FROM core_auditentry WHERE id = %s", ids[place])
    return ids[place + 1], "missing"


def insert(ids: list[int], place: int) -> tuple[int, str]:
    """A forged row in the middle, the later ones moved up to make room."""
    row = AuditEntry.objects.get(pk=ids[place])
    later = list(AuditEntry.objects.filter(seal_no__gte=row.seal_no).order_by("-seal_no"))
    for one in later:
        by_sql("UPDATE core_auditentry SET seal_no = seal_no + 1 WHERE id = %s", one.pk)
    forged = AuditEntry.objects.create(
        at=row.at, actor="user:1", verb="offer.approved", about="offer:1", seal_no=row.seal_no, hash=row.hash
    )
    return forged.pk, "changed"


def swap(ids: list[int], place: int) -> tuple[int, str]:
    """Two rows change places in the chain, numbers and hashes and all."""
    one, other = (AuditEntry.objects.get(pk=ids[place + step]) for step in (0, 1))
    by_sql("UPDATE core_auditentry SET seal_no = NULL WHERE id = %s", one.pk)
    for row, as_of in ((other, one), (one, other)):
        by_sql(
            "UPDATE core_auditentry SET seal_no = %s, hash = %s WHERE id = %s",
            as_of.seal_no,
            as_of.hash,
            row.pk,
        )
    return other.pk, "changed"


@pytest.mark.both
@pytest.mark.django_db
@pytest.mark.parametrize("tamper", [edit, delete, insert, swap])
def test_tampering_is_named_at_every_one_of_a_hundred_places(tamper):
    write(102)
    sealer.seal()
    ids = list(AuditEntry.objects.order_by("seal_no").values_list("pk", flat=True))

    wrong = {}
    for place in range(100):
        with transaction.atomic():
            expected = tamper(ids, place)
            found = verify()
            transaction.set_rollback(True)
        if (found.ok, found.first_bad, found.problem) != (False, *expected):
            wrong[place] = (expected, found)

    assert wrong == {}
    assert verify() == Verdict(ok=True, rows=102)


@pytest.mark.django_db
def test_a_cut_tail_contradicts_the_anchor():
    write(5)
    sealer.seal()
    sealer.anchor()

    AuditEntry.objects.filter(seal_no__gt=3).delete()

    assert verify() == Verdict(ok=False, rows=3, seal_no=4, problem="missing")


@pytest.mark.django_db
def test_a_tail_cut_and_grown_again_shows_a_gap():
    write(5)
    sealer.seal()
    AuditEntry.objects.filter(seal_no__gt=3).delete()

    write(1)
    sealer.seal()

    last = AuditEntry.objects.get(seal_no=6)
    assert verify() == Verdict(ok=False, rows=3, first_bad=last.pk, seal_no=4, problem="missing")


def rewrite_all() -> None:
    """What a thief with the whole database would do: change one entry and compute every hash anew."""
    before = sealer.GENESIS
    for row in AuditEntry.objects.order_by("seal_no"):
        row.verb = "interview.confirmed" if row.seal_no == 2 else row.verb
        row.hash = before = sealer.hash_of(row, before)
        row.save()


@pytest.mark.django_db
def test_a_full_rewrite_contradicts_the_anchor():
    write(5)
    sealer.seal()
    sealer.anchor()
    write(2)
    sealer.seal()

    rewrite_all()

    bad = AuditEntry.objects.get(seal_no=5)
    assert verify() == Verdict(ok=False, rows=5, first_bad=bad.pk, seal_no=5, problem="rewritten")


@pytest.mark.django_db
def test_the_file_is_believed_when_the_table_of_anchors_was_rewritten_too():
    write(3)
    sealer.seal()
    sealer.anchor()

    rewrite_all()
    AuditAnchor.objects.update(hash=AuditEntry.objects.get(seal_no=3).hash)

    assert verify().problem == "rewritten"


@pytest.mark.django_db
def test_the_anchor_is_dropped_once_a_day_and_only_when_there_is_news(time_machine):
    time_machine.move_to("2026-11-25T10:00:00+08:00", tick=False)
    assert sealer.anchor_daily() is None
    write(1)
    sealer.seal()
    assert sealer.anchor_daily() is not None
    write(1)
    sealer.seal()

    time_machine.shift(timedelta(hours=23))
    assert sealer.anchor_daily() is None
    time_machine.shift(timedelta(hours=1))
    assert sealer.anchor_daily() is not None
    time_machine.shift(timedelta(hours=24))
    assert sealer.anchor_daily() is None

    lines = sealer.anchors_file().read_text().splitlines()
    assert [line.split()[:2] for line in lines] == [
        ["2026-11-25T02:00:00Z", "1"],
        ["2026-11-26T02:00:00Z", "2"],
    ]
    assert sealer.anchors_file().stat().st_mode & 0o777 == 0o600

import hashlib
import hmac
import threading
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from huiyin.core import encryption, rotation
from huiyin.core.encryption import blind_index, decrypt, encrypt, new_key_file_text
from huiyin.core.errors import DomainError
from huiyin.messaging.contacts import find_by_tail, find_contacts, set_address
from huiyin.messaging.models import Address, Contact


@pytest.fixture(autouse=True)
def keys_file(settings, tmp_path) -> Path:
    file = tmp_path / "keys"
    file.write_text(new_key_file_text())
    settings.HUIYIN_KEYS_FILE = file
    settings.HUIYIN_HOME = tmp_path  # a rotation also reads the sealed files, and other tests left theirs
    return file


@pytest.fixture(autouse=True)
def no_stragglers(monkeypatch) -> None:
    """No other process writes here, so the last pass need not wait for one."""
    monkeypatch.setattr(rotation, "SETTLE_SECONDS", 0)


def phones(count: int) -> list[str]:
    return [f"+861380013{number:04}" for number in range(count)]


def write_people(count: int) -> None:
    for phone in phones(count):
        set_address(Contact.objects.create(name="林若溪"), "phone", phone)


def under_old_key() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM messaging_address")
        return sum(not encryption.is_newest(value.encode()) for (value,) in cursor.fetchall())


def readable() -> list[str]:
    return list(Address.objects.order_by("pk").values_list("value", flat=True))


@pytest.mark.both
@pytest.mark.django_db
def test_a_rotation_brings_every_value_under_the_new_key(keys_file):
    write_people(450)
    old_first = keys_file.read_text().splitlines()[0]

    outcome = rotation.rotate()

    lines = keys_file.read_text().splitlines()
    assert (outcome.rewritten, outcome.unreadable) == (450, ())
    assert under_old_key() == 0
    assert readable() == phones(450)
    assert [line.split(":")[0] for line in lines[1:]] == [old_first.split(":")[0], "index"]
    assert keys_file.stat().st_mode & 0o777 == 0o600


@pytest.mark.django_db
def test_a_value_is_found_by_whole_and_tail_after_a_rotation():
    write_people(5)

    rotation.rotate()

    assert find_contacts("phone", "138 0013 0003").count() == 1
    assert find_by_tail("phone", "0003").count() == 1


@pytest.mark.django_db
def test_a_rotation_killed_half_way_is_continued_under_the_same_key(keys_file):
    write_people(450)
    rotation.begin()
    list(islice(rotation.rewrite_all(), 1))
    begun = keys_file.read_text()
    assert under_old_key() == 250
    assert readable() == phones(450)

    outcome = rotation.rotate()

    assert outcome.rewritten == 250
    assert under_old_key() == 0
    assert readable() == phones(450)
    assert keys_file.read_text() == begun.removeprefix(f"{rotation.UNFINISHED}\n")


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_values_written_while_it_runs_are_kept_and_end_under_the_new_key():
    write_people(300)
    stop = threading.Event()
    written: list[str] = []

    def change() -> None:
        try:
            for number in range(10_000):
                if stop.is_set():
                    break
                pk = Address.objects.order_by("pk").values_list("pk", flat=True)[number % 300]
                written.append(value := f"+8613900{number:06}")
                Address.objects.filter(pk=pk).update(value=value)
        finally:
            connection.close()

    traffic = threading.Thread(target=change)
    traffic.start()
    rotation.begin()
    for _step in rotation.rewrite_all():
        pass
    stop.set()
    traffic.join()
    rotation.rotate()

    expected = dict(enumerate(phones(300)))
    expected |= {number % 300: value for number, value in enumerate(written)}
    assert readable() == [expected[number] for number in range(300)]
    assert under_old_key() == 0


@pytest.mark.django_db
def test_a_value_that_no_key_opens_is_named_and_left_as_it_is():
    write_people(2)
    lost = Address.objects.order_by("pk").last()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE messaging_address SET value = 'broken' WHERE id = %s", [lost.pk])

    outcome = rotation.rotate()

    assert (outcome.rewritten, outcome.unreadable) == (1, (f"address.value:{lost.pk}",))
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM messaging_address WHERE id = %s", [lost.pk])
        assert cursor.fetchone() == ("broken",)


def columns() -> Iterator[str]:
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, rotation.ENCRYPTED):
                yield f"{model._meta.model_name}.{field.name}"


def test_the_columns_under_rotation_are_these():
    assert set(columns()) >= {
        "address.value",
        "note.text",
        "candidate.id_number",
        "idempotentanswer.body",
        "interview.answer_note",
        "job.pay_band",
        "letter.address",
        "letter.values",
        "letterbytes.sealed",
        "message.text",
        "receipt.raw",
    }


def test_a_key_file_that_cannot_be_written_is_said(settings, tmp_path, keys_file):
    before = keys_file.read_text()
    (tmp_path / "keys.new").mkdir()

    with pytest.raises(DomainError) as refused:
        rotation.begin()

    assert refused.value.code == "keys_file"
    assert keys_file.read_text() == before


def test_a_running_process_notices_a_new_key(keys_file):
    old = encrypt(b"secret")

    rotation.begin()

    assert not encryption.is_newest(old)
    assert decrypt(old) == b"secret"
    assert encryption.is_newest(encrypt(b"secret"))


def test_a_blind_index_cannot_be_looked_up_without_the_key(keys_file):
    numbers = phones(10_000)
    kept = {blind_index(number, purpose="phone") for number in numbers}
    keys_file.unlink()
    keys_file.write_text(new_key_file_text())

    guesses = {hashlib.sha256(number.encode()).hexdigest()[:32] for number in numbers}
    guesses |= {
        hmac.new(b"", f"phone\0{number}".encode(), hashlib.sha256).hexdigest()[:32] for number in numbers
    }
    guesses |= {blind_index(number, purpose="phone") for number in numbers}

    assert len(kept) == 10_000
    assert kept & guesses == set()

"""What a form carries of the values that it was made from."""

import hashlib

from huiyin.core.digests import sha256_letters
from huiyin.core.editing import changed_since, fingerprint
from huiyin.core.encryption import Keys, new_key_file_text

ID_NUMBER = "110101199003071234"


def test_a_mark_is_the_same_for_the_same_and_another_for_anything_else():
    seen = fingerprint({"name": "林若溪", "id_number": ID_NUMBER})

    assert changed_since(seen, {"name": "林若溪", "id_number": ID_NUMBER}) == []
    assert changed_since(seen, {"name": "林若溪", "id_number": ""}) == ["id_number"]


def test_whoever_reads_a_page_cannot_try_numbers_against_its_marks():
    """A masked ID number has some ten million possible values: a plain digest of it would be the number."""
    seen = fingerprint({"id_number": ID_NUMBER}).removeprefix("id_number=")
    digests = [
        sha256_letters(said.encode())
        for said in (ID_NUMBER, repr(ID_NUMBER), f"id_number={ID_NUMBER}", f"id_number\0{ID_NUMBER!r}")
    ]
    plain = [hashlib.new(way, ID_NUMBER.encode()).hexdigest() for way in ("sha256", "sha1", "md5")]

    assert [one for one in digests + plain if one.startswith(seen[:6])] == []


def test_marks_depend_on_the_key_of_the_house(monkeypatch):
    ours = fingerprint({"id_number": ID_NUMBER})
    other = Keys(new_key_file_text())
    monkeypatch.setattr("huiyin.core.encryption.keys", lambda: other)

    assert fingerprint({"id_number": ID_NUMBER}) != ours

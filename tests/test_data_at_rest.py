"""No phone and no ID number lies in clear in any file of a home that was worked in."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

PATTERNS = (re.compile(rb"1[3-9][0-9]{9}"), re.compile(rb"[0-9]{17}[0-9Xx]"))
WORK = """
import django
django.setup()
from django.db import connection, transaction
from tests.world import build_world
world = build_world()
world.candidate.id_number = "11010119900307123X"
world.candidate.save()
with transaction.atomic():
    from huiyin.messaging.contacts import set_address
    for number in range(200):
        set_address(world.candidate.contact, "phone", f"+86139001{number:05}")
from huiyin.candidates import actions
from huiyin.core.actor import Actor
from tests.uploads import files
by = Actor.system("test")
said = b"13800138000 110101199003071234"
picture = files.jpg(comment=said)
assert said in picture
for name in ("13800138000 \u7b80\u5386.jpg", "plain.jpg"):
    actions.add_document(world.candidate, name, picture + name.encode(), by=by)
hostile = files.jpg(comment=said, after=files.docx())
assert actions.add_document(world.candidate, "13800138000.jpg", hostile, by=by).document.is_quarantined
actions.log_contact(world.candidate, actions.Contacted("reached", text=said.decode()), by=by)
from huiyin.core import sealer
sealer.seal()
sealer.anchor()
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    home = tmp_path_factory.mktemp("home")
    wanted = {"HUIYIN_HOME": str(home), "HUIYIN_EMAIL_URL": "memory://", "PYTHONPATH": "src:."}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HUIYIN_")}
    environ = kept | wanted | {"DJANGO_SETTINGS_MODULE": "huiyin.config.settings"}
    root = Path(__file__).resolve().parent.parent
    for words in (["-m", "huiyin.config.command", "init"], ["-c", WORK]):
        subprocess.run([sys.executable, *words], env=environ, cwd=root, check=True, capture_output=True)
    return home


def hits(home: Path) -> list[tuple[str, bytes]]:
    return [
        (str(file.relative_to(home)), found)
        for file in sorted(home.rglob("*"))
        if file.is_file() and "static" not in file.relative_to(home).parts
        for pattern in PATTERNS
        for found in pattern.findall(file.read_bytes())
    ]


def test_no_file_of_the_home_holds_a_phone_or_an_id_number_in_clear(home):
    assert (home / "huiyin.db").stat().st_size > 100_000

    assert len([file for file in (home / "files").rglob("*") if file.is_file()]) == 4
    assert hits(home) == []
    named = [file for file in home.rglob("*") if "1380013" in file.name]
    assert named == list(home.rglob("*.jpg")) == list(home.rglob("*.new")) == []


def test_the_scan_would_find_one(tmp_path):
    (tmp_path / "leak").write_bytes(b"\x00\x07+8613800138000\x00 110101199003071234 \x01")

    assert [found for _file, found in hits(tmp_path)] == [
        b"13800138000",
        b"19900307123",
        b"110101199003071234",
    ]

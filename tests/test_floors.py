"""Who may import whom stands in pyproject.toml; here it is checked, and that it names every room."""

import subprocess
import sys
import tomllib
from pathlib import Path

from django.conf import settings

from tests import tree


def test_rooms_import_only_from_floors_below():
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run(
        [str(linter), "--no-cache"], cwd=tree.ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_every_room_has_its_floor():
    assert sorted(floors()) == [room for room in tree.rooms() if room != "static_vendor"]


def test_every_room_with_models_or_pages_is_installed():
    installed = {*settings.ROOMS, "config"}
    assert sorted(set(floors()) - installed) == []


def floors() -> dict[str, int]:
    """Room to floor, the ground floor being 0."""
    table = tomllib.loads((tree.ROOT / "pyproject.toml").read_text())
    layers = table["tool"]["importlinter"]["contracts"][0]["layers"]
    return {
        room.strip(): number for number, layer in enumerate(reversed(layers)) for room in layer.split("|")
    }

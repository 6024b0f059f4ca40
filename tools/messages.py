"""Compiles every room's catalogue. Compiled files are not kept in the repository."""

import os
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE = Path(__file__).resolve().parent.parent / "src" / "huiyin"


def catalogues() -> list[Path]:
    return sorted(SOURCE.glob("**/locale/*/LC_MESSAGES/django.po"))


def compile_all() -> int:
    """Compile the catalogues that changed; several processes may do so at the same time."""
    changed = [po for po in catalogues() if not _is_fresh(po)]
    for po in changed:
        with po.open("rb") as stream:
            catalogue = read_po(stream, locale=po.parent.parent.name, abort_invalid=True)
        partial = po.with_suffix(f".{os.getpid()}.part")
        with partial.open("wb") as stream:
            write_mo(stream, catalogue)
        partial.replace(po.with_suffix(".mo"))
    return len(changed)


def _is_fresh(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime


if __name__ == "__main__":
    sys.stdout.write(f"{compile_all()} catalogues compiled\n")

"""Compiles every room's catalogue. Compiled files are not kept in the repository."""

import os
import sys
from contextlib import suppress
from pathlib import Path

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

SOURCE = Path(__file__).resolve().parent.parent / "src" / "huiyin"


def catalogues() -> list[Path]:
    return sorted(SOURCE.glob("**/locale/*/LC_MESSAGES/django.po"))


def broken() -> list[str]:
    """What is wrong with each catalogue that cannot be read."""
    problems = []
    for po in catalogues():
        try:
            _read(po)
        except PoFileError as wrong:
            problems.append(f"{po.relative_to(SOURCE)}:{wrong.lineno + 1}: {wrong}")
    return problems


def compile_all() -> int:
    """Compile what changed, for several processes at once; one that cannot be read keeps its old form."""
    changed = [po for po in catalogues() if not _is_fresh(po)]
    for po in changed:
        partial = po.with_suffix(f".{os.getpid()}.part")
        with suppress(PoFileError), partial.open("wb") as stream:
            write_mo(stream, _read(po))
            stream.flush()
            partial.replace(po.with_suffix(".mo"))
        partial.unlink(missing_ok=True)
    return len(changed)


def _read(po: Path) -> Catalog:
    with po.open("rb") as stream:
        return read_po(stream, locale=po.parent.parent.name, abort_invalid=True)


def _is_fresh(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime


if __name__ == "__main__":
    sys.stdout.write(f"{compile_all()} catalogues compiled\n")
    sys.exit("\n".join(broken()) or 0)

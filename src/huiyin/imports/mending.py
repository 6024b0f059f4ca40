"""Cells mended on the page of a check, by the number of their problem."""

from collections.abc import Mapping

from huiyin.core.actor import Actor
from huiyin.imports.looking import found_of, looks_of, mend_key
from huiyin.imports.models import Upload
from huiyin.imports.uploading import mend_cells


def mend(
    upload: Upload,
    texts: Mapping[int, str],
    *,
    by: Actor,
    version: int | None = None,
    create_missing: bool = False,
) -> Upload:
    """Take over what was typed, where it says something else than the sheet."""
    problems = found_of(upload).problems
    mends = {}
    for number, text in texts.items():
        if number >= len(problems) or text.strip() == problems[number].value:
            continue
        one = problems[number]
        place = _place_of(upload, one.sheet, one.column)
        if place is not None:
            mends[mend_key(one.sheet, one.row, place)] = text.strip()
    return mend_cells(upload, mends, by=by, version=version, create_missing=create_missing)


def _place_of(upload: Upload, sheet: str, title: str) -> int | None:
    for look in looks_of(upload):
        if look.sheet == sheet[:60]:
            return next((one.place for one in look.guesses if one.title == title), None)
    return None

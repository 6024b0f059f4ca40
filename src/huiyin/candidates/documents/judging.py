"""One verdict per file. Pure, but for the child process that reads a PDF.

What is plainly not a document of ours is refused and not kept. What pretends to be one and carries something
that acts (a macro, a script, a second format, a virus) is kept sealed as proof and never opened.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from huiyin.candidates.documents import docx, images, pdf
from huiyin.candidates.documents.signs import EICAR, Hostile, Unfit

NAME_LENGTH = 120
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "jpg": "image/jpeg",
    "png": "image/png",
}
_SPELLED = {"jpeg": "jpg"}
_CHECKS: dict[str, Callable[[bytes], None]] = {
    "pdf": pdf.check,
    "docx": docx.check,
    "jpg": images.check_jpg,
    "png": images.check_png,
}
# An ending in front of the last one that a careless system might run or show as a page.
_ACTING = frozenset(
    """apk app bat bin cmd com cpl dll docm dotm exe hta htm html img iso jar js jse lnk mht msi php pif ps1
    py rar reg scr sh svg swf vbe vbs wsf xhtml xlsm xml zip""".split()
)
# Controls and direction overrides: `fdp.exe` must not read as `exe.pdf`.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_FORBIDDEN = re.compile(r'[\\/:*?"<>|]+')


class Fate(StrEnum):
    KEPT = "kept"
    QUARANTINED = "quarantined"
    REFUSED = "refused"


@dataclass(frozen=True)
class Verdict:
    """`reason` is a code: empty for a file that is kept."""

    fate: Fate
    name: str
    media_type: str = ""
    reason: str = ""


def judge(name: str, data: bytes, *, most_bytes: int) -> Verdict:
    name = clean_name(name)
    endings = [part.strip().lower() for part in name.split(".")[1:]]
    kind = _SPELLED.get(endings[-1], endings[-1]) if endings else ""
    media_type = MEDIA_TYPES.get(kind, "")
    try:
        _check_frame(media_type, data, most_bytes)
        _check_pretence(endings, data)
        _CHECKS[kind](data)
    except Unfit as unfit:
        return Verdict(Fate.REFUSED, name, reason=unfit.reason)
    except Hostile as hostile:
        return Verdict(Fate.QUARANTINED, name, media_type, hostile.reason)
    return Verdict(Fate.KEPT, name, media_type)


def _check_frame(media_type: str, data: bytes, most_bytes: int) -> None:
    if not data:
        raise Unfit("empty")
    if len(data) > most_bytes:
        raise Unfit("too_large")
    if not media_type:
        raise Unfit("type")


def _check_pretence(endings: Sequence[str], data: bytes) -> None:
    if any(ending in _ACTING for ending in endings[:-1]):
        raise Hostile("double_ending")
    if EICAR in data:
        raise Hostile("virus")


def clean_name(name: str) -> str:
    """What its owner called it, without folders and without what would read as something else."""
    name = _UNSEEN.sub("", unicodedata.normalize("NFC", name)).replace("\\", "/").rpartition("/")[2]
    name = " ".join(_FORBIDDEN.sub(" ", name).split()).strip(". ")
    if len(name) <= NAME_LENGTH:
        return name
    stem, dot, ending = name.rpartition(".")
    return f"{stem[: NAME_LENGTH - len(ending) - 1]}{dot}{ending}" if len(ending) < 8 else name[:NAME_LENGTH]
